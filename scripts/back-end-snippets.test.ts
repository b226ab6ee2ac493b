// Runs the documents' snippets for back ends against a real Worker, and finds their events in its feed.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { asViewer } from '../worker/testing/callers.ts';
import { API_KEY, TOKEN_SECRET, useWorker } from '../worker/testing/harness.ts';
import { BACK_END_DOCUMENTS, DOCUMENTS, snippets } from './snippets.ts';

const ROOT = join(import.meta.dirname, '..');
const EXAMPLE = 'https://flagpost.example.workers.dev';
/** A folder inside the package, so that `flagpost/client` is the output of `npm run build:package`. */
const SCRATCH = join(ROOT, 'lib', 'snippets');

const worker = useWorker();

const env = () => ({
  ...process.env,
  FLAGPOST_URL: worker.url.origin,
  FLAGPOST_API_KEY: API_KEY,
  FLAGPOST_TOKEN_SECRET: TOKEN_SECRET,
});
const run = (command: string, ...args: string[]) => promisify(execFile)(command, args, { cwd: ROOT, env: env() });

before(() => mkdirSync(SCRATCH, { recursive: true }));
after(() => rmSync(SCRATCH, { recursive: true, force: true }));

test('some documents have JavaScript for a back end', () => {
  assert.deepEqual(BACK_END_DOCUMENTS, ['docs/back-end.md', 'docs/customers.md']);
});

for (const name of BACK_END_DOCUMENTS) {
  describe(`the JavaScript of ${name}`, () => {
    const scripts = snippets(name, 'js').join('\n');
    const file = join(SCRATCH, `${name.replace(/\W/g, '-')}.js`);

    test('passes the type check', async () => {
      writeFileSync(file, scripts);
      const options = '--noEmit --allowJs --checkJs --target es2024 --module nodenext --types node --skipLibCheck';
      await run(
        join(ROOT, 'node_modules/.bin/tsc'),
        ...options.split(' '),
        '--strict',
        'false',
        '--ignoreConfig',
        file,
      );
    });

    test('runs, and its events arrive', async () => {
      writeFileSync(file, scripts.replaceAll(EXAMPLE, worker.url.origin));
      await run(process.execPath, file);
      const { events } = await asViewer(worker).feed({});
      const calls = scripts.match(/await flagpost\.(log|order\w+)\(|\{ type: '/g) ?? [];
      assert.equal(events.length, calls.length);
    });
  });
}

test('the request with curl logs its event', async () => {
  const requests = DOCUMENTS.flatMap((name) => snippets(name, 'sh')).filter((code) =>
    code.startsWith('curl "$FLAGPOST_URL/v1/events"'),
  );
  assert.equal(requests.length, 1);
  await run('sh', '-ec', requests[0]!);
  assert.equal((await asViewer(worker).feed({})).events[0]?.event_type, 'order.delivered');
});
