// Part of `npm test`: checks the layers of `worker/`. Biome refuses import cycles.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, test } from 'node:test';

const ROOT = join(import.meta.dirname, '..');

/** The layers of the Worker, the lowest first. A file imports from its own layer and from lower ones. */
const LAYERS = [
  ['contract'],
  ['domain'],
  ['env.ts', 'version.ts'],
  ['store'],
  ['http'],
  ['middleware'],
  ['actions', 'alerts', 'sources'],
  ['openapi', 'jobs'],
  ['routes'],
  ['app.ts'],
  ['index.ts'],
];

/** Folders that do not run in the Worker, and the parts that each may import. */
const APART: Record<string, string[]> = {
  client: ['client', 'contract'],
  cli: ['cli', 'client', 'contract', 'sources', 'version.ts'],
};

const IMPORT = /(?:from|import)\s*\(?\s*'(\.[^']+)'/g;

/** The imports of each file, type-only ones included, without tests and the files that only tests use. */
const imports = (): Map<string, string[]> => {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'worker'], {
    cwd: ROOT,
  });
  const files = listed.toString().trim().split('\n');
  const own = files.filter((file) => /\.tsx?$/.test(file) && !/\.test\.ts$|\/(testing|fixtures|security)\//.test(file));
  return new Map(
    own.map((file) => {
      const source = readFileSync(join(ROOT, file), 'utf8');
      const imported = Array.from(source.matchAll(IMPORT), ([, path]) => resolve(ROOT, dirname(file), path!));
      return [file, imported.map((path) => relative(ROOT, path))];
    }),
  );
};

const partOf = (file: string): string => file.split('/')[1]!;
const layerOf = (part: string): number => LAYERS.findIndex((parts) => parts.includes(part));

/** Imports of the Worker that go upwards or across. */
const wrongIn = (graph: Map<string, string[]>): string[] =>
  [...graph].flatMap(([file, imports]) => {
    const from = partOf(file);
    const isAllowed = (to: string) =>
      to === from || (APART[from]?.includes(to) ?? (layerOf(to) !== -1 && layerOf(to) < layerOf(from)));
    return imports.filter((path) => !isAllowed(partOf(path))).map((path) => `${file} imports ${path}`);
  });

describe('the imports of the Worker', () => {
  const graph = imports();

  test('go only to lower layers', () => {
    assert.deepEqual(wrongIn(graph), []);
  });

  test('would be noticed if one went upwards', () => {
    const upwards = new Map([...graph, ['worker/contract/money.ts', ['worker/store/database.ts']]]);
    assert.deepEqual(wrongIn(upwards), ['worker/contract/money.ts imports worker/store/database.ts']);
  });

  test('cover every folder', () => {
    const known = [...LAYERS.flat(), ...Object.keys(APART)];
    assert.deepEqual(
      [...graph.keys()].map(partOf).filter((part) => !known.includes(part)),
      [],
    );
  });
});
