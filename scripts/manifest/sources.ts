// Part of `npm run build`: lists the sources that define elements.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ts } from '@custom-elements-manifest/analyzer';
import { reachable } from '../imports.ts';

export const ROOT = join(import.meta.dirname, '../..');

/** The entries that a page can load: the elements that each exports are described. */
export const ENTRIES = {
  'widgets.js': 'widgets/index.ts',
  'badge.js': 'widgets/badge.ts',
  'status.js': 'widgets/status.ts',
} as const;

/** The script that defines an element. The customer's element has its own script. */
export const scriptOf = (tagName: string): 'widgets.js' | 'status.js' =>
  tagName === 'order-status' ? 'status.js' : 'widgets.js';

/** The texts of a file and of everything that it imports, at once or later, by path from the root. */
export const textsFrom = (entry: string): Map<string, string> =>
  new Map([...reachable(join(ROOT, entry))].map((path) => [relative(ROOT, path), readFileSync(path, 'utf8')]));

export type Source = ReturnType<typeof ts.createSourceFile>;

/** The elements' sources, parsed. */
export const parsed = (): Source[] =>
  [...new Map([...textsFrom(ENTRIES['widgets.js']), ...textsFrom(ENTRIES['status.js'])])].map(([path, text]) =>
    ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true),
  );
