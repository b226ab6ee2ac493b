// `npx node scripts/parts.ts`: the bytes, by brotli, that each source file adds to its script. Text that files share counts
// for none of them, so the numbers add up to less than the script.
import { join, relative } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';

const ROOT = join(import.meta.dirname, '..');

const sizeOf = (code: string): number => brotliCompressSync(code).length;

/** The bytes of each file: how much smaller the chunk is without it, scaled to the size after the second minifier. */
const partsOf = ({ code, modules }: Rolldown.OutputChunk): [string, number][] => {
  const files = Object.entries(modules).map(([path, { code }]) => ({ path, code: code ?? '' }));
  const sizeWithout = (left?: string) =>
    sizeOf(files.flatMap(({ path, code }) => (path === left ? [] : code)).join('\n'));
  const whole = sizeWithout();
  const scale = sizeOf(code) / whole;
  return files.map(({ path }) => [path, Math.round((whole - sizeWithout(path)) * scale)]);
};

const { output } = (await build({
  configFile: join(ROOT, 'widgets/vite.config.ts'),
  logLevel: 'silent',
  build: { write: false },
}).then((built) => [built].flat()[0])) as Rolldown.RolldownOutput;

for (const chunk of output) {
  if (chunk.type !== 'chunk' || Object.keys(chunk.modules).length < 2) continue;
  console.log(`${String(sizeOf(chunk.code)).padStart(6)}  ${chunk.name}`);
  for (const [path, bytes] of partsOf(chunk).sort(([, a], [, b]) => b - a)) {
    if (bytes > 0) console.log(`${String(bytes).padStart(12)}  ${relative(ROOT, path)}`);
  }
}
