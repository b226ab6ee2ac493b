// `node scripts/together.ts <files>`: runs test files one after the other in one process. Files whose Workers have the same
// settings share one, since a start takes longer than most files.
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
