// A process of `scripts/test.ts`: it asks for a test file, runs it, and asks for the next one. The files of a process share
// Workers and a browser, whose start takes longer than most files. Which files these are, and their order, differs from run to
// run, so no file may depend on another.
import { once } from 'node:events';
import { resolve } from 'node:path';
import { describe } from 'node:test';
import { pathToFileURL } from 'node:url';
import { shareAll } from '../worker/testing/between-files.ts';

/** The milliseconds after which a file that hangs fails. */
const TOO_LONG = 600_000;

/** Asks for a file. It is '' if none is left. */
const nextFile = async (): Promise<string> => {
  const [[file]] = await Promise.all([once(process, 'message'), process.send!('next')]);
  return file as string;
};

/** Runs a file. In the Node that this project pins, the promise of `describe` settles once the tests are over. */
const run = (file: string): Promise<void> =>
  describe(file, { timeout: TOO_LONG }, async () => {
    await import(pathToFileURL(resolve(file)).href);
  });

const leave = (): never => process.exit(1);

// Without it Node would end the tests as soon as one waits for nothing that keeps a process alive.
process.channel!.ref();
process.on('disconnect', leave);
const closeShared = shareAll();
try {
  for (let file = await nextFile(); file; file = await nextFile()) await run(file);
} finally {
  process.off('disconnect', leave);
  process.disconnect();
  await closeShared();
}
