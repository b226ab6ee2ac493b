// The documents' snippets of pages and shells. `documents.test.ts` runs those of back ends.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { elements } from './manifest/analyze.ts';
import { DOCUMENTS, snippets } from './snippets.ts';

const ROOT = join(import.meta.dirname, '..');
/** Inside the package, so that `flagpost` is what `npm run build` made. */
const SCRATCH = join(ROOT, 'lib', 'page-snippets');
/** The shop's own names that snippets use without declaring them. */
const GIVEN = 'const retry = (/** @type {string} */ name, /** @type {{ id: string }} */ event) => name + event.id;\n';

/** The code of a language in all documents, each with the name of its own. */
const all = (language: string) =>
  DOCUMENTS.flatMap((name) => snippets(name, language).map((code) => [name, code] as const));

before(() => mkdirSync(SCRATCH, { recursive: true }));
after(() => rmSync(SCRATCH, { recursive: true, force: true }));

for (const [name, code] of all('js').filter(([name]) => name !== 'README.md' && name !== 'docs/back-end.md')) {
  test(`the script for a page in ${name} is what the types say`, async () => {
    const file = join(SCRATCH, `${name.replace(/\W/g, '-')}.js`);
    const imported = code.replace(/'https:\/\/[^']+\/widgets\.js'/, "'flagpost'");
    writeFileSync(file, `import 'flagpost';\n${GIVEN}${imported}`);
    const options = '--noEmit --allowJs --checkJs --strict --target es2024 --lib es2024,dom,dom.iterable --types node';
    const command = [...options.split(' '), '--module', 'nodenext', '--skipLibCheck', '--ignoreConfig', file];
    await promisify(execFile)(join(ROOT, 'node_modules/.bin/tsc'), command, { cwd: ROOT });
  });
}

for (const [name, code] of all('html')) {
  test(`the markup in ${name} has only tags, attributes and slots that there are`, () => {
    const known = new Map(elements().map((element) => [element.tagName, element]));
    for (const [, tag = '', rest = ''] of code.matchAll(/<([a-z]+-[a-z-]+)([^>]*)>/g)) {
      const attributes = known.get(tag)?.attributes.map(({ name }) => name);
      assert.ok(attributes, tag);
      for (const [, attribute = ''] of rest.matchAll(/\s([a-z-]+)(?==|\s|$)/g))
        assert.ok(attributes.includes(attribute));
    }
    const slots = [...known.values()].flatMap((element) => element.slots.map(({ name }) => name));
    for (const [, slot = ''] of code.matchAll(/slot="([^"]+)"/g)) assert.ok(slots.includes(slot), slot);
  });
}

for (const [name, code] of all('css')) {
  test(`the style in ${name} has only parts and properties that there are: ${code.split('\n', 1)}`, () => {
    const known = elements();
    const parts = known.flatMap(({ cssParts }) => cssParts.map(({ name }) => name));
    const properties = known.flatMap(({ cssProperties }) => cssProperties.map(({ name }) => name));
    for (const [, part = ''] of code.matchAll(/::part\(([^)]+)\)/g))
      for (const one of part.split(' ')) assert.ok(parts.includes(one), one);
    for (const [property] of code.matchAll(/--flagpost-[a-z-]+/g)) assert.ok(properties.includes(property), property);
  });
}

test('what is JSON can be read', () => {
  for (const [, code] of all('json')) JSON.parse(code);
});

// A value for the reader to fill in stands as <it>.
test('what is for a shell is read by one', () => {
  for (const [, code] of all('sh'))
    execFileSync('sh', ['-n', '-c', code.replace(/<[^<>\n]*>/g, 'it')], { stdio: 'pipe' });
});
