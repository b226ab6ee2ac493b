// Part of `npm run build:package`: writes THIRD-PARTY-NOTICES.txt, the licences of the bundled libraries.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type InlineConfig, type Rolldown } from 'vite';

const ROOT = join(import.meta.dirname, '..');
const WIDGETS = join(ROOT, 'widgets/vite.config.ts');

/** A library as Vite finds it in a bundle. */
interface Library {
  name: string;
  version: string;
  /** The SPDX identifier: `MIT`, `Apache-2.0`. */
  identifier: string | null;
  /** The text of the licence, if the package contains it. */
  text?: string;
}

/** The bundles in the package: the Worker, the command line, the elements. */
const BUNDLES: InlineConfig[] = [
  { configFile: false, build: { ssr: 'worker/index.ts' }, ssr: { noExternal: true } },
  { configFile: false, build: { ssr: 'worker/cli/main.ts' }, ssr: { noExternal: true } },
  { configFile: WIDGETS },
  { configFile: WIDGETS, mode: 'badge' },
  { configFile: WIDGETS, mode: 'status' },
];

const FILE = 'notices.json';

/** Builds a bundle in memory, and returns its libraries. */
const librariesOf = async (config: InlineConfig): Promise<Library[]> => {
  const built = await build({
    root: ROOT,
    logLevel: 'error',
    ...config,
    build: { ...config.build, write: false, license: { fileName: FILE } },
  });
  const files = ([built].flat() as Rolldown.RolldownOutput[]).flatMap(({ output }) => output);
  const notices = files.find(({ fileName }) => fileName === FILE);
  if (notices?.type !== 'asset') throw new Error('Vite names no licenses');
  return JSON.parse(String(notices.source)) as Library[];
};

/** Licences that require a copy, but whose text some packages leave out. */
const STANDARD: Record<string, string> = { 'Apache-2.0': 'node_modules/typescript/LICENSE' };

const textOf = ({ name, identifier, text }: Library): string => {
  if (text) return text.trim();
  const standard = STANDARD[identifier ?? ''];
  if (!standard) throw new Error(`${name} has no text of its licence, ${identifier}`);
  return readFileSync(join(ROOT, standard), 'utf8').trim();
};

const RULE = `\n\n${'-'.repeat(80)}\n\n`;

/** The notices of every library that is in one of the bundles, each once. */
export const notices = async (): Promise<string> => {
  const found = new Map<string, Library>();
  for (const bundle of BUNDLES)
    for (const one of await librariesOf(bundle)) found.set(`${one.name} ${one.version}`, one);
  const sorted = [...found].sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    'Flagpost contains these libraries, which come under the licenses that follow them.',
    ...sorted.map(([title, library]) => `${title} (${library.identifier})\n\n${textOf(library)}`),
  ].join(RULE);
};
