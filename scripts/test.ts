// `npm test`: runs all checks, on a machine that has only Node and this folder.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { browserPath } from './browser.ts';

const totals = { passed: 0, failed: 0 };

/** Runs a command and returns its exit code and output. */
const run = ([command, ...args]: string[]) =>
  new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const child = spawn(command!, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: stripVTControlCharacters(output) }));
  });

/** Runs a command that the later steps need, and exits if it fails. */
const need = async (title: string, command: string[]): Promise<void> => {
  const { code, output } = await run(command);
  console.log(`\n── ${title}\n${output.trim()}`);
  if (code === 0) return;
  console.error(`\n${title} failed: exit ${code}`);
  console.log('0 passed, 1 failed');
  process.exit(1);
};

/** Adds a runner's totals, from its last line of each kind. A runner that ran no test has failed. */
const tally = (title: string, code: number | null, output: string): void => {
  const last = (pattern: RegExp) => Number([...output.matchAll(pattern)].at(-1)?.[1] ?? 0);
  const skipped = last(/^ℹ skipped (\d+)$/gm);
  const passed = last(/^ℹ pass (\d+)$/gm) + last(/\| (\d+) passed, \d+ failed/g);
  const failed = last(/^ℹ fail (\d+)$/gm) + last(/\| \d+ passed, (\d+) failed/g);
  totals.passed += passed;
  totals.failed += code === 0 && passed + skipped > 0 ? failed : Math.max(failed, 1);
  if (code !== 0 || passed + skipped === 0)
    console.error(`\n${title} failed: exit ${code}, ${passed} passed, ${failed} failed`);
};

/** Test files, the largest first: these often take longest, and none of them should start last. */
const largestFirst = (...globs: string[]): string[] => {
  const size = (file: string) => statSync(file).size;
  return globSync(globs).sort((a, b) => size(b) - size(a));
};

const ofElements = globSync('widgets/**/*.test.ts').length;
/** The files that no process has taken. Those of the demo and the tools come first, since they open pages and build. */
const waiting = [
  ...largestFirst('demo/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'),
  ...largestFirst('worker/**/*.test.ts'),
];
const all = ofElements + waiting.length;
let tested = 0;

const show = (title: string, files: number, output: string): void => {
  tested += files;
  console.log(`\n── ${title}\n${output.trim()}\n── ${tested} of ${all} files are tested`);
};

const testElements = async (): Promise<void> => {
  const { code, output } = await run(['wtr', '--config', 'widgets/web-test-runner.config.js', '--concurrency', '1']);
  show('Elements', ofElements, output);
  tally('Elements', code, output);
};

/** Tests the waiting files in a process that takes one after the other (`together.ts`), until none is left. */
const testWaiting = async (): Promise<void> => {
  const child = fork('scripts/together.ts', {
    execArgv: ['--test-reporter=spec'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let output = '';
  /** The length of what has been shown. */
  let shown = 0;
  /** The file that the process tests, and the number of those that it has taken. */
  let file = '';
  let taken = 0;
  child.stdout!.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  child.on('message', (message) => {
    if (message !== 'next') return;
    if (file) show(file, 1, output.slice(shown));
    shown = output.length;
    file = waiting.shift() ?? '';
    if (file) taken++;
    child.send(file);
  });
  const [code] = await once(child, 'close');
  console.log(output.slice(shown));
  // A process that found no file left has run no test.
  if (taken === 0 && code === 0) return;
  tally(file ? `The process that tested ${file}` : 'A process of tests', code, stripVTControlCharacters(output));
};

process.env.WRANGLER_SEND_METRICS = 'false';
// Wrangler would write a record of each request and query into a database of its own, which no test reads.
process.env.X_LOCAL_OBSERVABILITY = 'false';
// Node keeps what it has compiled, since tests start the command line often.
process.env.NODE_COMPILE_CACHE = resolve('.wrangler/compiled');
process.env.CHROME_PATH = await browserPath();

console.log('Checking types and style, building and measuring the scripts, building the package …');
const build = async (): Promise<void> => {
  await need('Build', ['npm', 'run', '--silent', 'build']);
  await Promise.all([
    need('Package', ['npm', 'run', '--silent', 'build:package']),
    need('Size', ['node', 'scripts/size.ts']),
  ]);
};
await Promise.all([need('Types and style', ['npm', 'run', '--silent', 'check']), build()]);
// One process for each core takes files. One more tests the elements first, since some tests wait.
await Promise.all([testElements().then(testWaiting), ...Array.from({ length: availableParallelism() }, testWaiting)]);
if (tested < all) {
  console.error(`\n${all - tested} files were not tested`);
  totals.failed++;
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);
