// Part of `npm test`: checks custom-elements.json and the types that are generated from it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type ElementDoc, elements, manifest, type Named } from './analyze.ts';
import { ENTRIES, ROOT, scriptOf, textsFrom } from './sources.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const names = (items: Named[]) => items.map(({ name }) => name).sort();

const docs = elements();
const codeOf = ({ tagName }: ElementDoc) =>
  [...textsFrom(ENTRIES[tagName === 'attention-badge' ? 'badge.js' : scriptOf(tagName)])]
    .filter(([path]) => path.startsWith('widgets/'))
    .map(([, text]) => text.replace(/\/\*\*.*?\*\//gs, ''))
    .join('\n');

const found = (code: string, pattern: RegExp) =>
  [...new Set(Array.from(code.matchAll(pattern), ([, one]) => one!).flatMap((one) => one.split(' ')))].sort();

const sent = (code: string) => found(code, /new Flagpost(\w+)Event\(/g).map((one) => `flagpost-${one.toLowerCase()}`);

/** The parts, slots and custom properties in an element's sources. */
const shown = (code: string) => ({
  cssParts: found(code, /\bpart(?:=|\.value = )["']([\w -]+)["']/g),
  slots: found(code, /<slot name="([\w-]+)"/g),
  cssProperties: found(code, /var\((--flagpost-[\w-]+)/g),
});

/** The cells of the table in docs/elements.md, by tag. */
const documented = new Map(
  Array.from(
    read('docs/elements.md').matchAll(/^\| `<([\w-]+)>` \| (.*) \| (.*) \|$/gm),
    ([, tag, attributes, events]) => [tag, { attributes: attributes!, events: events! }],
  ),
);
const OF_ALL = ['api', 'token', 'token-url', 'time-zone', 'lang'];

describe('custom-elements.json', () => {
  test('describes four elements', () => {
    const tags = ['activity-feed', 'attention-badge', 'order-status', 'order-timeline'];
    assert.deepEqual(docs.map(({ tagName }) => tagName).sort(), tags);
  });

  for (const doc of docs) {
    describe(`<${doc.tagName}>`, () => {
      const code = codeOf(doc);

      for (const kind of ['slots', 'cssParts', 'cssProperties'] as const) {
        test(`${kind}: each described one is in the source`, () => {
          for (const name of names(doc[kind])) assert.match(code, new RegExp(`["' ]${name}["' ]|\\(${name}[,)]`), name);
        });
      }

      test('events: each described one is sent by the source, and has a type', () => {
        for (const name of names(doc.events)) assert.ok(sent(code).includes(name), name);
        for (const { type } of doc.events) assert.match(type.text, /Event/);
      });

      test('everything has a description', () => {
        const { members, attributes, events, slots, cssParts, cssProperties } = doc;
        for (const one of [...members, ...attributes, ...events, ...slots, ...cssParts, ...cssProperties])
          assert.match(one.description ?? '', /\.$/, one.name);
      });

      test('docs/elements.md names its attributes and its events', () => {
        const { attributes, events } = documented.get(doc.tagName)!;
        const own = names(doc.attributes).filter((name) => !OF_ALL.includes(name));
        for (const name of own) assert.ok(attributes.includes(`\`${name}\``), name);
        for (const name of names(doc.events)) assert.ok(events.includes(`\`${name}\``), name);
      });

      test('it has the attributes of every element', () => {
        for (const name of OF_ALL) assert.ok(names(doc.attributes).includes(name), name);
      });
    });
  }

  // Elements share files, so a file does not show which element a part belongs to.
  test('describes every event, slot, part and custom property of the sources', () => {
    const events = new Set(docs.flatMap((doc) => names(doc.events)));
    for (const name of docs.flatMap((doc) => sent(codeOf(doc)))) assert.ok(events.has(name), name);
    for (const kind of ['slots', 'cssParts', 'cssProperties'] as const) {
      const described = new Set(docs.flatMap((doc) => names(doc[kind])));
      for (const doc of docs)
        for (const name of shown(codeOf(doc))[kind]) assert.ok(described.has(name), `${kind}: ${name}`);
    }
  });

  test('is what npm run build writes to dist/', () => {
    assert.deepEqual(JSON.parse(read('dist/custom-elements.json')), JSON.parse(JSON.stringify(manifest(docs))));
    const { tags } = JSON.parse(read('dist/vscode.html-custom-data.json')) as {
      tags: (Named & { attributes: Named[] })[];
    };
    assert.deepEqual(names(tags), names(docs.map(({ tagName }) => ({ name: tagName }))));
    for (const doc of docs) {
      const tag = tags.find(({ name }) => name === doc.tagName)!;
      assert.deepEqual(names(tag.attributes), names(doc.attributes));
      assert.ok(JSON.stringify(tag.description).includes(doc.description), 'the editor shows the manual');
    }
  });
});
