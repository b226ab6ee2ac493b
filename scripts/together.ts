// A process of `scripts/test.ts`: it asks for a test file, runs it, and asks for the next one. The files of a process share a
// Worker and a browser, whose start takes longer than most files. Which files these are, and their order, differs from run to
// run, so no file may depend on another.
import { once } from 'node:events';
import { resolve } from 'node:path';
import { after, describe } from 'node:test';
import { pathToFileURL } from 'node:url';
import { shareAll } from '../worker/testing/between-files.ts';

/** Asks for a file. It is '' if none is left. */
const nextFile = async (): Promise<string> => {
  const [[file]] = await Promise.all([once(process, 'message'), process.send!('next')]);
  return file as string;
};

const run = (file: string): Promise<void> =>
  new Promise((done) => {
    describe(file, async () => {
      try {
        await import(pathToFileURL(resolve(file)).href);
      } finally {
        after(() => done());
      }
    });
  });

const close = shareAll();
for (let file = await nextFile(); file; file = await nextFile()) await run(file);
await close();
process.disconnect();
