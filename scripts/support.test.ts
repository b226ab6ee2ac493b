// Part of `npm test`: checks by MDN's data that the elements use nothing that a supported browser lacks.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import bcd from '@mdn/browser-compat-data' with { type: 'json' };
import type { CompatStatement, Identifier } from '@mdn/browser-compat-data';

const ROOT = join(import.meta.dirname, '..');

/** The browsers that docs/elements.md promises, by MDN's names; on a phone the same as on a desk. */
const OLDEST = {
  chrome: 123,
  edge: 123,
  firefox: 125,
  safari: 17.5,
  chrome_android: 123,
  firefox_android: 125,
  safari_ios: 17.5,
};

/** The features that some of these browsers lack, and the effect there. */
const DISPENSABLE: Record<string, string> = {
  '-webkit-search-cancel-button': 'Firefox has no such button',
  'accent-color': 'the progress of an export has the system’s colour',
  'backdrop-filter': 'rows shine through a heading more sharply',
  'break-after': 'a heading may end a printed page',
  'content-visibility': 'long lists scroll less smoothly',
  createHTML: 'only called where there are Trusted Types',
  createPolicy: 'only called where there are Trusted Types',
  cursor: 'a phone has no pointer',
  'field-sizing': 'the box of a note does not grow by itself',
  'overflow-clip-margin': 'the ring of the focus may be cut in a long list',
  'prefers-reduced-transparency': 'it is as if it were not asked for',
  resize: 'a phone lets nothing be made larger by hand',
};

/** The browsers in `OLDEST` that lack a feature, by MDN's data. */
const lacking = (identifier: Identifier | undefined): string[] => {
  const support = identifier?.__compat?.support as CompatStatement['support'] | undefined;
  return Object.entries(OLDEST)
    .filter(([browser, oldest]) => {
      const statement = [support?.[browser as keyof typeof OLDEST]].flat()[0];
      if (!statement) return false;
      const { version_added: since, flags } = statement;
      return since === false || flags !== undefined || Number.parseFloat(String(since).replace('≤', '')) > oldest;
    })
    .map(([browser]) => browser);
};

type Tree = Record<string, Record<string, Identifier>>;
const { properties, selectors, types, 'at-rules': rules } = bcd.css as unknown as Tree;

/** The CSS features of a style sheet, each with MDN's data. */
const usedIn = (sheet: string): [name: string, theirs: Identifier | undefined][] => {
  const text = sheet.replace(/\/\*.*?\*\//gs, '');
  const found = (pattern: RegExp, theirs: (name: string) => Identifier | undefined) =>
    Array.from(text.matchAll(pattern), ([, name]): [string, Identifier | undefined] => [name!, theirs(name!)]);
  const keywords = Array.from(text.matchAll(/[;{]\s*([a-z-]+):([^;{}]+)/g), ([, name, value]) =>
    value!
      .match(/[a-z][\w-]*/gi)
      ?.map((word): [string, Identifier | undefined] => [`${name}: ${word}`, properties![name!]?.[word]]),
  );
  return [
    ...keywords.flatMap((words) => words ?? []),
    ...found(/[;{]\s*([a-z-]+):/g, (name) => properties![name]),
    ...found(/\b([A-Z]\w+)/g, (name) => (types!.color!['system-color'] as Identifier)[name.toLowerCase()]),
    ...found(/([\w-]+)\(/g, (name) => types![name] ?? types!.color![name]),
    ...found(/::?([\w-]+)/g, (name) => selectors![name]),
    ...found(/@([\w-]+)/g, (name) => rules![name]),
    ...found(/\(([a-z-]+)[:)]/g, (name) => rules!.media![name]),
  ];
};

const sources = globSync('widgets/**/*.ts', { cwd: ROOT, exclude: ['widgets/testing'] }).filter(
  (path) => !path.endsWith('.test.ts'),
);

test('the oldest supported browsers have the elements’ CSS features', () => {
  const sheets = sources.flatMap((path) =>
    Array.from(readFileSync(join(ROOT, path), 'utf8').matchAll(/css`([^`]+)`/g), ([, sheet]) => sheet!),
  );
  assert.ok(sheets.length >= 8, `${sheets.length} sheets`);
  const unknown = new Map(
    sheets
      .flatMap(usedIn)
      .map(([name, identifier]): [string, string[]] => [name, lacking(identifier)])
      .filter(([name, browsers]) => browsers.length > 0 && !(name.split(':')[0]! in DISPENSABLE)),
  );
  assert.deepEqual(Object.fromEntries(unknown), {});
});

/** All entries of MDN's data, by name. */
const named = (tree: Identifier, found = new Map<string, Identifier[]>()): Map<string, Identifier[]> => {
  for (const [key, one] of Object.entries(tree) as [string, Identifier][]) {
    if (key === '__compat') continue;
    const name = key.replace(/_static$/, '');
    found.set(name, [...(found.get(name) ?? []), one]);
    named(one, found);
  }
  return found;
};

test('the oldest supported browsers have the functions that the elements call', () => {
  const scripts = globSync('dist/{widgets,badge,status,flagpost/*}.js', { cwd: ROOT }).map((path) =>
    readFileSync(join(ROOT, path), 'utf8'),
  );
  const written = sources.map((path) => readFileSync(join(ROOT, path), 'utf8')).join('\n');
  const ours = new Set(
    Array.from(written.matchAll(/^ +(?:(?:async|static|readonly) )*(\w+)(?: = |\()/gm), ([, name]) => name!),
  );
  const called = new Set(
    scripts.flatMap((script) => Array.from(script.matchAll(/\.(\w+)\??\.?\(/g), ([, name]) => name!)),
  );
  const theirs = named({ ...bcd.api, ...bcd.javascript.builtins } as unknown as Identifier);
  const known = [...called].filter((name) => theirs.has(name) && !ours.has(name) && !(name in DISPENSABLE));
  assert.ok(known.length > 100, `${known.length} names`);
  // Several functions may have one name. It is missing if the browsers lack all of them.
  const missing = known.filter((name) => theirs.get(name)!.every((one) => lacking(one).length > 0));
  assert.deepEqual(missing, []);
});

test('docs/elements.md names the oldest supported browsers', () => {
  const { chrome, firefox, safari } = OLDEST;
  const page = readFileSync(join(ROOT, 'docs/elements.md'), 'utf8');
  assert.match(page, new RegExp(`Chrome and Edge ${chrome}, Firefox ${firefox}, Safari ${safari}\\b`));
});
