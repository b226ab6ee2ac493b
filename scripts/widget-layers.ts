// The layers of `widgets/`, from top to bottom. An import goes to the same layer or to a lower one.
import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { importsOf } from './imports.ts';

const WIDGETS = join(import.meta.dirname, '../widgets');

/** The folders, from top to bottom. Files in `widgets/` itself are the entries. */
export const LAYERS = [
  'entries',
  'elements',
  'controllers',
  'templates',
  'sync',
  'localize',
  'client',
  'model',
] as const;

/** Styles import nothing but Lit, and any layer may use them. Only tests import `testing/`. */
const ASIDE = ['styles', 'testing'];

/** Each source file and the files that it imports, by path from `widgets/`; type-only imports too. */
export type Graph = Map<string, string[]>;

export const graph = (): Graph => {
  const sources = globSync('**/*.ts', { cwd: WIDGETS }).filter((path) => !/\.(test|config)\.ts$/.test(path));
  return new Map(
    sources.map((path) => [
      path,
      importsOf(join(WIDGETS, path))
        .map((one) => relative(WIDGETS, one.path))
        .filter((to) => !to.startsWith('..')),
    ]),
  );
};

const folderOf = (path: string): string => (path.includes('/') ? path.split('/')[0]! : 'entries');

const isAllowed = (from: string, to: string): boolean => {
  const [above, below] = [folderOf(from), folderOf(to)];
  if (above === below || above === 'testing') return true;
  if (below === 'testing' || above === 'styles') return false;
  return below === 'styles' || LAYERS.indexOf(above as never) < LAYERS.indexOf(below as never);
};

/** Imports that go upwards, as `from → to`. */
export const upwards = (files: Graph): string[] =>
  [...files].flatMap(([from, imports]) => imports.filter((to) => !isAllowed(from, to)).map((to) => `${from} → ${to}`));

/** Files in folders that are no layer. */
export const strangers = (files: Graph): string[] =>
  [...files.keys()].filter((path) => ![...LAYERS, ...ASIDE].includes(folderOf(path)));
