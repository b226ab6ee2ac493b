import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ts } from '@custom-elements-manifest/analyzer';

export const ROOT = join(import.meta.dirname, '../..');

/** What a page can load, and so what is described: the elements that each entry exports. */
export const ENTRIES = { 'widgets.js': 'widgets/index.ts', 'badge.js': 'widgets/badge.ts' } as const;

const IMPORT = /(?:\bfrom\s|\bimport\(|^import\s)\s*['"](\.[^'"]+\.ts)['"]/gm;

const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** A file and all that it imports, at once or later, by path from the root. */
export const reachable = (entry: string, seen = new Map<string, string>()): Map<string, string> => {
  if (seen.has(entry)) return seen;
  const text = textOf(entry);
  seen.set(entry, text);
  for (const [, path] of text.matchAll(IMPORT)) reachable(relative(ROOT, join(ROOT, dirname(entry), path!)), seen);
  return seen;
};

export type Source = ReturnType<typeof ts.createSourceFile>;

/** The elements' sources, parsed. */
export const parsed = (): Source[] =>
  [...reachable(ENTRIES['widgets.js'])].map(([path, text]) =>
    ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true),
  );
