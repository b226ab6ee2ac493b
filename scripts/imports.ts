// Finds the imports between the elements' sources in their text.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Import {
  /** The imported file. */
  path: string;
  /** Whether it is an `import()`, which loads later. */
  isDynamic: boolean;
  /** Whether it is an `import type`, which the build removes. */
  isType: boolean;
}

const STATIC = /^(?:import|export)\s(type\s)?(?:[^;'"]*?\sfrom\s)?['"](\.[^'"]+\.ts)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"](\.[^'"]+\.ts)['"]/g;

/** Removes comments, which may name files too. */
const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

/** The imports of a file, by absolute path. */
export const importsOf = (path: string): Import[] => {
  const text = withoutComments(readFileSync(path, 'utf8'));
  const absolute = (relative: string) => join(dirname(path), relative);
  return [
    ...Array.from(text.matchAll(STATIC), ([, type, to]) => ({
      path: absolute(to!),
      isDynamic: false,
      isType: type !== undefined,
    })),
    ...Array.from(text.matchAll(DYNAMIC), ([, to]) => ({ path: absolute(to!), isDynamic: true, isType: false })),
  ];
};

/** A file and everything that it reaches by imports that `follows` accepts. */
export const reachable = (
  entry: string,
  follows: (one: Import) => boolean = () => true,
  found = new Set<string>(),
): Set<string> => {
  if (found.has(entry)) return found;
  found.add(entry);
  for (const one of importsOf(entry)) if (follows(one)) reachable(one.path, follows, found);
  return found;
};

/** The files that load together with a file. */
export const loadedWith = (entry: string): Set<string> =>
  reachable(entry, ({ isDynamic, isType }) => !isDynamic && !isType);
