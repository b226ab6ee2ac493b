// `npm test`: runs all checks, on a machine that has only Node and this folder.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { stripVTControlCharacters } from 'node:util';
import { browserPath } from './browser.ts';

/** The number of files that one process tests, one after the other. */
const GROUP = 8;

const totals = { passed: 0, failed: 0 };

/** Runs a command, shows its output as it comes or all at the end, and returns its exit code and output. */
const run = ([command, ...args]: string[], shows: 'as it comes' | 'at the end' = 'as it comes') =>
  new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const child = spawn(command!, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (shows === 'as it comes') process.stdout.write(chunk);
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (shows === 'at the end') process.stdout.write(output);
      resolve({ code, output: stripVTControlCharacters(output) });
    });
  });

/** Runs a command that the later steps need, and exits if it fails. */
const need = async (title: string, command: string[]): Promise<void> => {
  console.log(`\n── ${title}`);
  const { code } = await run(command);
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

/** Tests files in parallel, with one process for each core. */
const testFiles = async (title: string, globs: string[]): Promise<void> => {
  console.log(`\n── ${title}`);
  const files = globSync(globs).sort();
  const waiting = grouped(files);
  let tested = 0;
  const work = async (): Promise<void> => {
    for (let group = waiting.shift(); group; group = waiting.shift()) {
      const { code, output } = await run(
        ['node', '--test-reporter=spec', 'scripts/together.ts', ...group],
        'at the end',
      );
      tally(title, code, output);
      tested += group.length;
      console.log(
        `── ${title}: ${tested} of ${files.length} files; ${totals.passed} tests passed, ${totals.failed} failed`,
      );
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
};

await need('Types and style', ['npm', 'run', '--silent', 'check']);
await need('Build', ['npm', 'run', '--silent', 'build']);
await need('Package', ['npm', 'run', '--silent', 'build:package']);
process.env.WRANGLER_SEND_METRICS = 'false';
process.env.CHROME_PATH = await browserPath();
await need('Size', ['node', 'scripts/size.ts']);
await testFiles('Worker', ['worker/**/*.test.ts']);
await testFiles('Demo and tools', ['demo/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts']);
console.log('\n── Elements');
const elements = await run(['wtr', '--config', 'widgets/web-test-runner.config.js']);
tally('Elements', elements.code, elements.output);
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);
