// `npm run recipes`: each recipe against a real Worker, in its own language. INSTALL=1 installs what is missing, on Debian as root.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { asViewer, bearer } from '../../worker/testing/callers.ts';
import { API_KEY, TOKEN_SECRET, useWorker } from '../../worker/testing/harness.ts';
import { useReceiver } from '../../worker/testing/receiver.ts';
import { pathOf, RECIPES, type Recipe } from './recipes.ts';

const worker = useWorker();

/** Takes a request and never answers it. */
const silent = await useReceiver(() => {});
const elsewhere = await useReceiver((response) => response.end());
const moved = await useReceiver((response) => response.writeHead(302, { Location: elsewhere.url }).end());

const isThere = (command: string) => {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

const prepared = ({ command, debian }: Recipe) => {
  if (!isThere(command) && process.env.INSTALL)
    execFileSync('apt-get', ['install', '-y', '-qq', debian], { stdio: 'ignore' });
  return isThere(command);
};

/** Runs it as its shop would; a recipe that breaks its caller rejects here. */
const run = async (recipe: Recipe, url: string, order: string): Promise<string> => {
  const env = {
    ...process.env,
    FLAGPOST_URL: url,
    FLAGPOST_API_KEY: API_KEY,
    FLAGPOST_TOKEN_SECRET: TOKEN_SECRET,
    ORDER: order,
  };
  const { stdout } = await promisify(execFile)(recipe.command, recipe.args(pathOf(recipe)), { env, timeout: 60_000 });
  return stdout;
};

test('every recipe is tried here', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => !/^recipes\.(test\.)?ts$/.test(file));
  assert.deepEqual(files.toSorted(), RECIPES.map(({ file }) => file).toSorted());
});

for (const recipe of RECIPES) {
  const skip = prepared(recipe) ? false : `${recipe.command} is not here; INSTALL=1 installs ${recipe.debian}`;
  describe(`the recipe ${recipe.file}`, { skip }, () => {
    test('logs its event, and prints tags whose token the Worker takes', async () => {
      const tags = await run(recipe, worker.url.origin, 'SS-1');
      const [event] = (await asViewer(worker).feed({ order_id: 'SS-1' })).events;
      assert.equal(event?.message, 'Delivered');
      const token = /<meta name="flagpost-token" content="([^"]+)">/.exec(tags)?.[1] ?? '';
      assert.equal((await worker.fetch('/v1/attention', { headers: bearer(token) })).status, 200);
      assert.ok(tags.includes(`<script type="module" src="${worker.url.origin}/widgets.js"></script>`), tags);
    });

    test('does not break its caller where nobody answers', async () => {
      assert.match(await run(recipe, 'http://127.0.0.1:1', 'SS-1'), /widgets\.js/);
    });

    test('does not break its caller where the answer never comes', async () => {
      assert.match(await run(recipe, silent.url, 'SS-1'), /widgets\.js/);
    });

    test('takes its key to no address that it is sent on to', async () => {
      await run(recipe, moved.url, 'SS-1');
      assert.ok(moved.received.length > 0);
      assert.deepEqual(elsewhere.received, []);
    });
  });
}
