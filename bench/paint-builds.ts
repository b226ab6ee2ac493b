// The scripts that `npm run bench:paint` compares, each as a folder like dist/.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '..');

/** The last revision before the elements were built with LitElement. */
const BEFORE = '8242d60';

/** Checks out and builds the elements of a revision in a folder of its own. */
const buildRevision = (revision: string): string => {
  const folder = join(ROOT, '.wrangler/bench', `elements-${revision}`);
  const dist = join(folder, 'dist');
  if (existsSync(join(dist, 'widgets.js'))) return dist;
  mkdirSync(folder, { recursive: true });
  const archive = execFileSync('git', ['archive', revision, 'widgets', 'worker/contract', 'tsconfig.json'], {
    cwd: ROOT,
    maxBuffer: 1e9,
  });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  if (!existsSync(join(folder, 'node_modules'))) symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  execFileSync('vite', ['build', '--config', 'widgets/vite.config.ts'], { cwd: folder, stdio: 'ignore' });
  return dist;
};

/** Builds the plain list to `widgets.js`, with the same `Cache-Control` as the elements. */
const buildPlain = async (): Promise<string> => {
  const outDir = join(ROOT, '.wrangler/bench/elements-plain');
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      lib: { entry: { widgets: join(import.meta.dirname, 'paint-plain.ts') }, formats: ['es'] },
      rolldownOptions: { output: { minify: true, comments: false } },
    },
  });
  writeFileSync(join(outDir, '_headers'), '/widgets.js\n  Cache-Control: max-age=600, stale-while-revalidate=604800\n');
  return outDir;
};

export const builds = async (): Promise<Record<'before' | 'now' | 'plain', string>> => ({
  before: buildRevision(BEFORE),
  now: join(ROOT, 'dist'),
  plain: await buildPlain(),
});
