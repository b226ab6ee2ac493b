// Checks the documents: their length, their links, the commands that they name, and the README's list of them.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { anchorsOf, DOCUMENTS, linksOf, PAGES, proseOf, textOf } from './snippets.ts';

const ROOT = join(import.meta.dirname, '..');

const lines = (text: string) => text.trimEnd().split('\n').length;
const words = (text: string) => text.split(/\s+/).filter(Boolean).length;

test('README.md has at most 1,000 words, code included', () => {
  const count = words(textOf('README.md'));
  assert.ok(count <= 1000, `${count} words`);
});

test('CHANGELOG.md has at most 60 lines', () => {
  const count = lines(textOf('CHANGELOG.md'));
  assert.ok(count <= 60, `${count} lines`);
});

test('README.md names each page of docs/', () => {
  const named = linksOf('README.md').map((link) => link.split('#')[0]!);
  assert.deepEqual(
    PAGES.filter((page) => !named.includes(page)),
    [],
  );
});

for (const name of DOCUMENTS) {
  describe(name, () => {
    test('names only commands of npm and of flagpost that exist', () => {
      const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
      const commands = textOf('worker/cli/main.ts');
      for (const [, named, short] of textOf(name).matchAll(/npm (?:run (?:--silent )?([a-z:]+)|(start|test)\b)/g)) {
        const script = named ?? short ?? '';
        assert.ok(scripts[script], `npm run ${script}`);
      }
      for (const [, command = ''] of textOf(name).matchAll(/(?:npm run flagpost --|npx flagpost) ([a-z][a-z-]*)/g)) {
        assert.match(commands, new RegExp(`command\\('${command}'\\)`), command);
      }
    });

    test('links to files and headings that exist', () => {
      for (const link of linksOf(name).filter((link) => !/^https?:/.test(link))) {
        const [path = '', anchor] = link.split('#');
        const file = path === '' ? name : join(name, '..', path);
        assert.ok(existsSync(join(ROOT, file)), link);
        if (anchor !== undefined) assert.ok(anchorsOf(file).includes(anchor), link);
      }
    });

    test('names only files of this repository that exist', () => {
      const FILE = /`((?:worker|widgets|demo|scripts|bench|migrations|docs)\/[\w./-]*)`/g;
      for (const [, path = ''] of proseOf(name).matchAll(FILE)) assert.ok(existsSync(join(ROOT, path)), path);
    });
  });
}

test('CONTRIBUTING.md names and explains every command of npm', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
  const text = textOf('CONTRIBUTING.md');
  for (const script of Object.keys(scripts).filter((script) => script !== 'prepack')) {
    const command = ['start', 'test'].includes(script) ? `npm ${script}` : `npm run ${script}`;
    assert.match(text, new RegExp(`^${command}( -- [^#]+)? +# `, 'm'), command);
  }
});
