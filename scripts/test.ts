// `npm test`: runs all checks, on a machine that has only Node and this folder.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { browserPath } from './browser.ts';

/** Files that a process tests, one after the other. */
interface Group {
  title: string;
  command: string[];
  files: number;
}

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
  const passed = last(/^ℹ pass (\d+)$/gm) + last(/\| (\d+) passed, \d+ failed/g);
  const failed = last(/^ℹ fail (\d+)$/gm) + last(/\| \d+ passed, (\d+) failed/g);
  totals.passed += passed;
  totals.failed += code === 0 && passed > 0 ? failed : Math.max(failed, 1);
  if (code !== 0 || passed === 0) console.error(`\n${title} failed: exit ${code}, ${passed} passed, ${failed} failed`);
};

/** The files in groups of `size`. Neighbours go to different groups, since they are often alike slow. */
const grouped = (title: string, size: number, globs: string[]): Group[] => {
  const files = globSync(globs).sort();
  const groups = Array.from({ length: Math.ceil(files.length / size) }, (): string[] => []);
  for (const [i, file] of files.entries()) groups[i % groups.length]!.push(file);
  return groups.map((group) => ({
    title,
    command: ['node', '--test-reporter=spec', 'scripts/together.ts', ...group],
    files: group.length,
  }));
};

/** Tests groups in parallel: one for each core and one more, since some tests wait. */
const testGroups = async (groups: Group[]): Promise<void> => {
  const all = groups.reduce((sum, { files }) => sum + files, 0);
  const waiting = [...groups];
  let tested = 0;
  const work = async (): Promise<void> => {
    for (let group = waiting.shift(); group; group = waiting.shift()) {
      const { code, output } = await run(group.command);
      console.log(`\n── ${group.title}\n${output}`);
      tally(group.title, code, output);
      tested += group.files;
      console.log(`── ${tested} of ${all} files; ${totals.passed} tests passed, ${totals.failed} failed`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, work));
};

process.env.WRANGLER_SEND_METRICS = 'false';
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
const elements = ['wtr', '--config', 'widgets/web-test-runner.config.js', '--concurrency', '1'];
// The slowest groups come first, so that no core is idle in the end.
await testGroups([
  { title: 'Elements', command: elements, files: globSync('widgets/**/*.test.ts').length },
  ...grouped('Demo and tools', 6, ['demo/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts']),
  ...grouped('Worker', 12, ['worker/**/*.test.ts']),
]);
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);
