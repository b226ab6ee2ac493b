import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvLine } from './csv.ts';

for (const [what, cells, line] of [
  ['text, numbers and nothing', ['Größe M', 3, -3, null, '日本語'], 'Größe M,3,-3,,日本語'],
  ['commas, quotes and line ends in quotes', ['a,b', 'say "x"', 'a\nb', 'a\r\nb'], '"a,b","say ""x""","a\nb","a\r\nb"'],
  ['space at the edges in quotes', [' a', 'b '], '" a","b "'],
  ['formulas as text', ['=1+1', '+44 20', '-5', '@SUM(A1)'], "'=1+1,'+44 20,'-5,'@SUM(A1)"],
  ['formulas after space, or wide ones, as text', [' =1', '＝1', '＠x'], `' =1,'＝1,'＠x`],
  ['what begins with a tab or line end as text', ['\t=1', '\r=1', '\n=1'], `'\t=1,"'\r'=1","'\n'=1"`],
  ['a formula in quotes', ['=HYPERLINK("https://x.example","y")'], `"'=HYPERLINK(""https://x.example"",""y"")"`],
  ['a cell that starts within one, where ; separates', ['a;=1+1', 'a;"=1"', 'a; b'], `"a;'=1+1","a;'""=1""","a; b"`],
  ['such a cell after blanks and quotes', ['; =1', ';\t=1', '; "=1'], `";' =1",";'\t=1",";' ""=1"`],
  ['such a cell on a line of its own', ['a\n=1', 'a\r\n "=1', 'a\n\nb'], `"a\n'=1","a\r\n' ""=1","a\n\nb"`],
  ['signs within text as they are', ['a=b', '2-3', 'x@y.example'], 'a=b,2-3,x@y.example'],
] as const) {
  test(`writes ${what}`, () => assert.equal(csvLine(cells), `${line}\r\n`));
}

test('no cell starts with a formula where ; or a line end separates, after blanks and quotes neither', () => {
  const characters = [';', '"', ' ', '\t', '\r', '\n', '=', 'a'];
  const texts = (length: number): string[] =>
    length === 0 ? [''] : texts(length - 1).flatMap((text) => characters.map((character) => text + character));
  for (const text of texts(5)) {
    const cells = csvLine([text]).split(/;|\r\n|[\r\n]/);
    const formulas = cells.filter((cell) => /^[\s"]*=/.test(cell));
    assert.deepEqual(formulas, [], JSON.stringify(text));
  }
});
