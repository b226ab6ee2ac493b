// `npm run build:package`: writes the client, the command line and the Worker into lib/.
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { notices } from './notices.ts';

const ROOT = join(import.meta.dirname, '..');
const LIB = join(ROOT, 'lib');

const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, {
    cwd: ROOT,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false' },
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });

rmSync(LIB, { recursive: true, force: true });

// The client, file by file, with its types.
run('tsc', '-p', 'worker/tsconfig.client.json');

// The client for `require`, in a folder whose package.json says that it is CommonJS.
run(
  'tsc',
  ...['-p', 'worker/tsconfig.client.json', '--outDir', 'lib/cjs'],
  ...['--module', 'commonjs', '--verbatimModuleSyntax', 'false'],
);
writeFileSync(join(LIB, 'cjs', 'package.json'), '{ "type": "commonjs" }\n');

// The command line, as one file, so that the package has no dependencies.
await build({
  configFile: false,
  root: ROOT,
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: {
    ssr: 'worker/cli/main.ts',
    outDir: LIB,
    emptyOutDir: false,
    target: 'node20',
    rolldownOptions: { output: { entryFileNames: 'flagpost.js', codeSplitting: false } },
  },
});
chmodSync(join(LIB, 'flagpost.js'), 0o755);

// The Worker, exactly as it would be deployed.
run('wrangler', 'deploy', '--dry-run', '--outdir', join(LIB, 'worker'));
for (const name of ['README.md', 'index.js.map']) rmSync(join(LIB, 'worker', name), { force: true });

// The licenses require a notice from everybody who distributes the libraries, bundled or not.
writeFileSync(join(ROOT, 'THIRD-PARTY-NOTICES.txt'), `${await notices()}\n`);
