// Checks the length of source files: a longer file should be two, unless it is a table, a list of cases or a manual.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '..');
const MOST = 200;

/** Files that are data: their entries are read one at a time. */
const DATA: Record<string, string> = {
  '**/*.test.ts': 'a list of cases',
  '**/fixtures/*.ts': 'the deliveries of a provider',
  'worker/sources/documented/*.ts': 'the types and statuses that a provider documents',
  'widgets/localize/locales/*.ts': 'the words of a language',
  'widgets/testing/states.ts': 'the states of the elements',
  'worker/contract/api.ts': 'the types of the answers',
  'worker/openapi/answers.ts': 'the schemas of the answers',
  'worker/store/statements.ts': 'the SQL',
  'scripts/mutations.ts': 'the rules, each with what takes it away',
  'demo/day.ts': "the demo's day",
  'demo/book.ts': "the demo's orders",
};

const listed = execFileSync('git', ['ls-files', 'worker', 'widgets', 'demo', 'scripts', 'bench'], { cwd: ROOT });
const files = listed
  .toString()
  .trim()
  .split('\n')
  .filter((file) => /\.(ts|js|tsx)$/.test(file));

/** The number of lines of a file, without an element's doc comment, which is its manual. */
const lengthOf = (file: string): number => {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const manual = file.startsWith('widgets/elements/') ? /\/\*\*[\s\S]*?\*\/(?=\s*export class)/.exec(text)?.[0] : '';
  return text.trimEnd().split('\n').length - (manual ?? '').split('\n').length + 1;
};

const long = files.filter((file) => lengthOf(file) > MOST);
const patterns = Object.keys(DATA);

test(`a source file has at most ${MOST} lines, unless it is data`, () => {
  assert.ok(files.length > 400, `${files.length} files`);
  const code = long.filter((file) => !patterns.some((pattern) => matchesGlob(file, pattern)));
  assert.deepEqual(code, []);
});

test('each exception has a file that needs it', () => {
  for (const pattern of patterns)
    assert.ok(
      long.some((file) => matchesGlob(file, pattern)),
      `${pattern} needs no exception: no such file is longer than ${MOST} lines`,
    );
});
