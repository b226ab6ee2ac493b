// `node scripts/together.ts <files>`: runs test files one after the other in one process. Files with the same settings share
// one Worker, since its start takes longer than most files.
import { resolve } from 'node:path';
import { after, describe } from 'node:test';
import { pathToFileURL } from 'node:url';
import { shareWorkers } from '../worker/testing/harness.ts';

after(shareWorkers());
for (const file of process.argv.slice(2)) {
  describe(file, async () => {
    await import(pathToFileURL(resolve(file)).href);
  });
}
