// Part of `npm test`: checks that SECURITY.md and package.json name the packages that the code imports, and no others.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { build, type Rollup } from 'vite';

const ROOT = join(import.meta.dirname, '..');
const SECURITY = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');

/** The packages that a section of SECURITY.md says are in a bundle. */
const listed = (title: string): string[] => {
  const [, section = ''] = SECURITY.split(`### ${title}\n`);
  return [...section.split('\n#')[0]!.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name!).sort();
};

const packagesOf = (files: string[]): string[] => {
  const names = files.map((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))].sort();
};

test('SECURITY.md names the packages in the deployed Worker', () => {
  const folder = mkdtempSync(join(tmpdir(), 'flagpost-bundle-'));
  const meta = join(folder, 'meta.json');
  execFileSync('wrangler', ['deploy', '--dry-run', '--outdir', folder, '--metafile', meta], {
    cwd: ROOT,
    stdio: 'ignore',
  });
  const { outputs } = JSON.parse(readFileSync(meta, 'utf8')) as {
    outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
  };
  rmSync(folder, { recursive: true });
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  assert.deepEqual(packagesOf(used), listed('In the Worker'));
});

test('SECURITY.md names the packages in the elements', async () => {
  const configFile = join(ROOT, 'widgets/vite.config.ts');
  const used = new Set<string>();
  for (const mode of ['production', 'badge', 'status']) {
    const built = (await build({ configFile, mode, logLevel: 'silent', build: { write: false } })) as
      | Rollup.RollupOutput
      | Rollup.RollupOutput[];
    for (const chunk of [built].flat().flatMap(({ output }) => output)) {
      if (chunk.type === 'chunk') for (const file of chunk.moduleIds) used.add(file);
    }
  }
  assert.deepEqual(packagesOf([...used]), listed('In the elements'));
});
