// Part of `npm test`: runs the documents' snippets of back ends, and holds the documents' links and numbers.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { asViewer } from '../worker/testing/callers.ts';
import { API_KEY, TOKEN_SECRET, useWorker } from '../worker/testing/harness.ts';
import { DOCUMENTS, snippets, textOf } from './snippets.ts';

const ROOT = join(import.meta.dirname, '..');
const EXAMPLE = 'https://flagpost.example.workers.dev';
/** Inside the package, so that `flagpost/client` is what `npm run build:package` made. */
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

for (const name of DOCUMENTS) {
  // In other documents they are for a page, where there is no client of a back end.
  const all = snippets(name, 'js');
  const scripts = all.some((code) => code.includes("from 'flagpost/client'")) ? all : [];
  if (scripts.length > 0) {
    describe(`the JavaScript of ${name}`, () => {
      const file = join(SCRATCH, `${name.replace(/\W/g, '-')}.js`);

      test('is what the types say', async () => {
        writeFileSync(file, scripts.join('\n'));
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

      test('runs, and what it logs arrives', async () => {
        writeFileSync(file, scripts.join('\n').replaceAll(EXAMPLE, worker.url.origin));
        await run(process.execPath, file);
        const { events } = await asViewer(worker).feed({});
        const calls = scripts.join('\n').match(/await flagpost\.(log|order\w+)\(|\{ type: '/g) ?? [];
        assert.equal(events.length, calls.length);
      });
    });
  }

  test(`${name} names only commands of npm, and of flagpost, that there are`, () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    const commands = textOf('worker/cli/main.ts');
    for (const [, named, short] of textOf(name).matchAll(/npm (?:run (?:--silent )?([a-z:]+)|(start|test)\b)/g)) {
      const script = named ?? short ?? '';
      assert.ok(scripts[script], `npm run ${script}`);
    }
    for (const [, command = ''] of textOf(name).matchAll(/(?:npm run flagpost --|npx flagpost) ([a-z-]+)/g)) {
      assert.match(commands, new RegExp(`command\\('${command}'\\)`), command);
    }
  });

  test(`${name} links to what is there`, () => {
    const links = Array.from(
      textOf(name).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)|src(?:set)?="([^"]+)"/g),
      ([, link, src]) => link ?? src ?? '',
    );
    for (const link of links.filter((link) => !/^https?:|^\//.test(link) && link !== '')) {
      assert.ok(existsSync(join(ROOT, dirname(name), link)), link);
    }
  });
}

test("README's one request of any language logs its event", async () => {
  const [curl = ''] = snippets('README.md', 'sh').filter((code) => code.startsWith('curl'));
  await run('sh', '-ec', curl);
  assert.equal((await asViewer(worker).feed({})).events[0]?.event_type, 'order.delivered');
});
