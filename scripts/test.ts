// `npm test`: everything that must hold, on a machine that has nothing but Node and this folder.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { stripVTControlCharacters } from 'node:util';
import { browserPath } from './browser.ts';

let passed = 0;

const fail = (title: string, why: string): never => {
  console.error(`\n${title} failed: ${why}`);
  console.log(`${passed} passed, 1 failed`);
  process.exit(1);
};

/** Runs one command and shows what it prints; resolves with that text, or ends it all where the command fails. */
const run = (title: string, command: string, args: string[], env: Record<string, string> = {}) =>
  new Promise<string>((resolve) => {
    console.log(`\n── ${title}`);
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      output += chunk;
    });
    child.on('error', (error) => fail(title, error.message));
    child.on('close', (code) => (code === 0 ? resolve(stripVTControlCharacters(output)) : fail(title, `exit ${code}`)));
  });

/** The number in a runner's closing line, the last of its kind. No line, no test: that is a failure as well. */
const count = (title: string, output: string): number => {
  const closing = [...output.matchAll(/^ℹ pass (?<node>\d+)$|\| (?<wtr>\d+) passed, 0 failed/gm)].at(-1)?.groups;
  return Number(closing?.node ?? closing?.wtr) || fail(title, 'it ran no test');
};

await run('Types and style', 'npm', ['run', '--silent', 'check']);
await run('Build', 'npm', ['run', '--silent', 'build']);
await run('Package', 'npm', ['run', '--silent', 'build:package']);

const env = { WRANGLER_SEND_METRICS: 'false', CHROME_PATH: await browserPath() };
// Each file has a Worker of its own. By itself Node leaves one core idle.
const atOnce = `--test-concurrency=${availableParallelism()}`;
const suites = {
  Worker: ['node', '--test', atOnce, 'worker/**/*.test.ts'],
  'Demo and tools': ['node', '--test', 'demo/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
  Elements: ['wtr', '--config', 'widgets/web-test-runner.config.js'],
};
await run('Size', 'node', ['scripts/size.ts'], env);
for (const [title, [command, ...args]] of Object.entries(suites)) {
  passed += count(title, await run(title, command!, args, env));
}
console.log(`\n${passed} passed, 0 failed`);
