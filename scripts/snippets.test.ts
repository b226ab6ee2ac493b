// Checks the documents' snippets for pages, settings and shells. `back-end-snippets.test.ts` runs those for back ends.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { elements } from './manifest/analyze.ts';
import { BACK_END_DOCUMENTS, DOCUMENTS, languagesOf, snippets, textOf } from './snippets.ts';

const ROOT = join(import.meta.dirname, '..');
/** A folder inside the package, so that `flagpost` is the output of `npm run build`. */
const SCRATCH = join(ROOT, 'lib', 'page-snippets');
const ELEMENTS = elements();
/** The shop's own names that snippets use without declaring them. */
const GIVEN = 'const retry = (/** @type {string} */ name, /** @type {{ id: string }} */ event) => name + event.id;\n';

/** The snippets of a language in all documents, each with its document. */
const all = (language: string) =>
  DOCUMENTS.flatMap((name) => snippets(name, language).map((code) => [name, code] as const));

/** The languages that the tests below check. `text` is a drawing. */
const CHECKED = ['html', 'css', 'js', 'json', 'toml', 'ruby', 'sh', 'text'];

test('every snippet is in a language that is checked', () => {
  for (const name of DOCUMENTS)
    for (const language of languagesOf(name)) assert.ok(CHECKED.includes(language), `${name}: ${language}`);
});

before(() => mkdirSync(SCRATCH, { recursive: true }));
after(() => rmSync(SCRATCH, { recursive: true, force: true }));

test('the scripts for pages pass the type check', async () => {
  const files = all('js')
    .filter(([name]) => !BACK_END_DOCUMENTS.includes(name))
    .map(([name, code], i) => {
      const file = join(SCRATCH, `${name.replace(/\W/g, '-')}-${i}.js`);
      const imported = code.replace(/'https:\/\/[^']+\/widgets\.js'/, "'flagpost'");
      writeFileSync(file, `import 'flagpost';\n${GIVEN}${imported}`);
      return file;
    });
  assert.ok(files.length > 1);
  const options = '--noEmit --allowJs --checkJs --strict --target es2024 --lib es2024,dom,dom.iterable --types node';
  const command = [...options.split(' '), '--module', 'nodenext', '--skipLibCheck', '--ignoreConfig', ...files];
  await promisify(execFile)(join(ROOT, 'node_modules/.bin/tsc'), command, { cwd: ROOT });
});

for (const [name, code] of all('html')) {
  test(`the markup in ${name} has only tags, attributes and slots that exist`, () => {
    const known = new Map(ELEMENTS.map((element) => [element.tagName, element]));
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
  test(`the style in ${name} has only parts and properties that exist: ${code.split('\n', 1)}`, () => {
    const parts = ELEMENTS.flatMap(({ cssParts }) => cssParts.map(({ name }) => name));
    const properties = ELEMENTS.flatMap(({ cssProperties }) => cssProperties.map(({ name }) => name));
    for (const [, part = ''] of code.matchAll(/::part\(([^)]+)\)/g))
      for (const one of part.split(' ')) assert.ok(parts.includes(one), one);
    for (const [property] of code.matchAll(/--flagpost-[a-z-]+/g)) assert.ok(properties.includes(property), property);
  });
}

test('the JSON can be parsed', () => {
  for (const [, code] of all('json')) JSON.parse(code);
});

// A value that the reader fills in is written as <name>.
test('the shell commands can be parsed by a shell', () => {
  for (const [, code] of all('sh'))
    execFileSync('sh', ['-n', '-c', code.replace(/<[^<>\n]*>/g, 'it')], { stdio: 'pipe' });
});

test('the TOML is accepted by wrangler, together with wrangler.toml', () => {
  const file = join(SCRATCH, 'wrangler.toml');
  for (const [, code] of all('toml')) {
    const config = textOf('wrangler.toml').replace(/"(worker|dist|migrations)/g, '"../../$1');
    writeFileSync(file, `${config}\n${code}`);
    const printed = execFileSync('wrangler', ['deploy', '--dry-run', '--config', file], { stdio: 'pipe' }).toString();
    for (const [, binding = ''] of code.matchAll(/^name = "(\w+)"/gm)) assert.ok(printed.includes(binding), printed);
  }
});

test('the Ruby is in the recipe for Rails', () => {
  const recipe = textOf('demo/recipes/rails.rb');
  for (const [, code] of all('ruby'))
    for (const line of code.trim().split('\n')) assert.ok(recipe.includes(line), line);
});
