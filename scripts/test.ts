// `npm test`: runs all checks, on a machine that has only Node and this folder.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { stripVTControlCharacters } from 'node:util';
import { browserPath } from './browser.ts';

/** The number of files that one process tests, one after the other. */
const GROUP = 8;

const totals = { passed: 0, failed: 0 };

/** Runs a command and returns its exit code and output, which it can show as it comes. */
const run = ([command, ...args]: string[], shows = false) =>
  new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const child = spawn(command!, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (shows) process.stdout.write(chunk);
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

/** The files in groups. Neighbours go to different groups, since they are often alike slow. */
const grouped = (files: string[]): string[][] => {
  const groups = Array.from({ length: Math.ceil(files.length / GROUP) }, (): string[] => []);
  for (const [i, file] of files.entries()) groups[i % groups.length]!.push(file);
  return groups;
};

/** Tests files in parallel, with one process for each core and one more, since some tests wait. */
const testFiles = async (title: string, globs: string[]): Promise<void> => {
  console.log(`\n── ${title}`);
  const files = globSync(globs).sort();
  const waiting = grouped(files);
  let tested = 0;
  const work = async (): Promise<void> => {
    for (let group = waiting.shift(); group; group = waiting.shift()) {
      const { code, output } = await run(['node', '--test-reporter=spec', 'scripts/together.ts', ...group]);
      console.log(output);
      tally(title, code, output);
      tested += group.length;
      console.log(
        `── ${title}: ${tested} of ${files.length} files; ${totals.passed} tests passed, ${totals.failed} failed`,
      );
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, work));
};

console.log('Checking types and style, building the scripts and the package …');
await Promise.all([
  need('Types and style', ['npm', 'run', '--silent', 'check']),
  need('Build', ['npm', 'run', '--silent', 'build']).then(() =>
    need('Package', ['npm', 'run', '--silent', 'build:package']),
  ),
]);
process.env.WRANGLER_SEND_METRICS = 'false';
process.env.CHROME_PATH = await browserPath();
await need('Size', ['node', 'scripts/size.ts']);
await testFiles('Worker', ['worker/**/*.test.ts']);
await testFiles('Demo and tools', ['demo/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts']);
console.log('\n── Elements');
const elements = await run(['wtr', '--config', 'widgets/web-test-runner.config.js'], true);
tally('Elements', elements.code, elements.output);
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);
