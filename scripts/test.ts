// `npm test`: everything that must hold, on a machine that has nothing but Node and this folder.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { stripVTControlCharacters } from 'node:util';
import { browserPath } from './browser.ts';

/** The files that one process tests, one after the other. */
const GROUP = 8;

let passed = 0;

const fail = (title: string, why: string): never => {
  console.error(`\n${title} failed: ${why}`);
  console.log(`${passed} passed, 1 failed`);
  process.exit(1);
};

/** Runs a command, shows its output as it comes or all at the end, and returns it. Ends it all if the command fails. */
const run = (title: string, [command, ...args]: string[], shows: 'as it comes' | 'at the end' = 'as it comes') =>
  new Promise<string>((resolve) => {
    const child = spawn(command!, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (shows === 'as it comes') process.stdout.write(chunk);
      output += chunk;
    });
    child.on('error', (error) => fail(title, error.message));
    child.on('close', (code) => {
      if (shows === 'at the end') process.stdout.write(output);
      if (code === 0) resolve(stripVTControlCharacters(output));
      else fail(title, `exit ${code}`);
    });
  });

/** The number in a runner's closing line, the last of its kind. A runner that ran no test has failed. */
const count = (title: string, output: string): number => {
  const closing = [...output.matchAll(/^ℹ pass (?<node>\d+)$|\| (?<wtr>\d+) passed, 0 failed/gm)].at(-1)?.groups;
  return Number(closing?.node ?? closing?.wtr) || fail(title, 'it ran no test');
};

/** The files in groups. Each takes one here and one there, so that slow neighbours part. */
const grouped = (files: string[]): string[][] => {
  const groups = Array.from({ length: Math.ceil(files.length / GROUP) }, (): string[] => []);
  for (const [i, file] of files.entries()) groups[i % groups.length]!.push(file);
  return groups;
};

/** Tests files in as many processes at once as there are cores. */
const testFiles = async (title: string, globs: string[]): Promise<void> => {
  console.log(`\n── ${title}`);
  const files = globSync(globs).sort();
  const waiting = grouped(files);
  let tested = 0;
  const work = async (): Promise<void> => {
    for (let group = waiting.shift(); group; group = waiting.shift()) {
      const output = await run(title, ['node', '--test-reporter=spec', 'scripts/together.ts', ...group], 'at the end');
      passed += count(title, output);
      tested += group.length;
      console.log(`── ${title}: ${tested} of ${files.length} files; ${passed} tests passed so far`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
};

for (const [title, script] of [
  ['Types and style', 'check'],
  ['Build', 'build'],
  ['Package', 'build:package'],
] as const) {
  console.log(`\n── ${title}`);
  await run(title, ['npm', 'run', '--silent', script]);
}

process.env.WRANGLER_SEND_METRICS = 'false';
process.env.CHROME_PATH = await browserPath();
console.log('\n── Size');
await run('Size', ['node', 'scripts/size.ts']);
await testFiles('Worker', ['worker/**/*.test.ts']);
await testFiles('Demo and tools', ['demo/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts']);
console.log('\n── Elements');
const elements = ['wtr', '--config', 'widgets/web-test-runner.config.js'];
passed += count('Elements', await run('Elements', elements));
console.log(`\n${passed} passed, 0 failed`);
