// `node scripts/together.ts <files>`: runs test files one after the other in one process. They share a Worker and a browser,
// whose start takes longer than most files.
import { resolve } from 'node:path';
import { after, describe } from 'node:test';
import { pathToFileURL } from 'node:url';
import { shareAll } from '../worker/testing/between-files.ts';

after(shareAll());
for (const file of process.argv.slice(2)) {
  describe(file, async () => {
    await import(pathToFileURL(resolve(file)).href);
  });
}
