// `npm run recipes`: each recipe against a real Worker, in its own language. INSTALL=1 installs what is missing, on Debian as root.
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { asViewer, bearer } from '../../worker/testing/callers.ts';
import { API_KEY, TOKEN_SECRET, useWorker } from '../../worker/testing/harness.ts';
import { useReceiver } from '../../worker/testing/receiver.ts';
import { type Promised, pathOf, RECIPES, type Recipe } from './recipes.ts';

const worker = useWorker();

/** Takes a request and never answers it. */
const silent = await useReceiver(() => {});
const elsewhere = await useReceiver((response) => response.end());
/** Sends one header a second, and never ends. */
const dripping = await useReceiver(({ socket }) => {
  const drip = setInterval(() => socket!.write('X: y\r\n'), 1000);
  socket!.on('close', () => clearInterval(drip)).write('HTTP/1.1 200 OK\r\n');
});
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

interface Trial {
  url?: string;
  order?: string;
  key?: string;
  args?: string[];
}

const environment = ({ url = worker.url.origin, order = '1', key = API_KEY }: Trial) => ({
  ...process.env,
  FLAGPOST_URL: url,
  FLAGPOST_API_KEY: key,
  FLAGPOST_TOKEN_SECRET: TOKEN_SECRET,
  ORDER: order,
  // Python leaves no folder beside the recipes, so that the next run of this test finds them alone.
  PYTHONDONTWRITEBYTECODE: '1',
});

/** Runs a recipe as a shop would. Rejects if the recipe breaks its caller or prints a secret. */
const run = async (recipe: Recipe, trial: Trial) => {
  const { key = API_KEY, args = recipe.args(pathOf(recipe)) } = trial;
  const options = { env: environment(trial), timeout: 60_000 };
  const { stdout, stderr } = await promisify(execFile)(recipe.command, args, options);
  for (const secret of [key, TOKEN_SECRET]) assert.ok(!(stdout + stderr).includes(secret), 'it prints a secret');
  return { stdout, stderr };
};

test('every recipe is tested here', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => !/^recipes\.(test\.)?ts$/.test(file));
  assert.deepEqual(files.toSorted(), RECIPES.map(({ file }) => file).toSorted());
});

for (const [index, recipe] of RECIPES.entries()) {
  const skip = prepared(recipe) ? false : `${recipe.command} is not here; INSTALL=1 installs ${recipe.debian}`;
  const lacks = (promised: Promised) => recipe.lacks?.includes(promised) && 'it makes no such promise';
  describe(`the recipe ${recipe.file}`, { skip }, () => {
    test('logs its event, and prints tags whose token the Worker accepts', async () => {
      const order = `${index + 1}`;
      const { stdout } = await run(recipe, { order });
      const [event] = (await asViewer(worker).feed({ order_id: order })).events;
      assert.equal(event?.message, 'Delivered');
      const [token = '', ...others] = Array.from(
        stdout.matchAll(/<meta name="flagpost-token" content="([^"]+)">/g),
        ([, it]) => it,
      );
      assert.deepEqual(others, []);
      assert.equal((await worker.fetch('/v1/attention', { headers: bearer(token) })).status, 200);
      const script = `<script type="module" src="${worker.url.origin}/widgets.js" async></script>`;
      assert.ok(stdout.includes(script), stdout);
    });

    test('makes a customer’s token for one order, good for a month', async () => {
      const order = `${index + 1}`;
      const { stdout } = await run(recipe, { order });
      const [, token = ''] = /^customer=(\S+)$/m.exec(stdout) ?? [];
      const ask = async (path: string) => (await worker.fetch(path, { headers: bearer(token) })).status;
      assert.equal(await ask(`/v1/orders/${order}/status`), 200, stdout);
      assert.deepEqual([await ask('/v1/orders/SS-9/status'), await ask(`/v1/orders/${order}/events`)], [403, 403]);
      const { exp } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
      assert.ok(Math.abs(exp - Date.now() / 1000 - 30 * 86_400) < 100);
    });

    test('does not break its caller if there is no server, no answer, or an endless one', async () => {
      const drips = lacks('deadline') ? [] : [dripping.url];
      const pages = ['http://127.0.0.1:1', silent.url, ...drips].map((url) => run(recipe, { url }));
      for (const { stdout } of await Promise.all(pages)) assert.match(stdout, /widgets\.js/);
    });

    test('sends its page before its event is answered', { skip: lacks('background') }, async () => {
      const held: ServerResponse[] = [];
      const answer = (response: ServerResponse) => response.writeHead(201).end('{}');
      let givenUp = 0;
      silent.answer = (response) => held.push(response.on('close', () => givenUp++));
      const shop = spawn(recipe.command, recipe.args(pathOf(recipe)), { env: environment({ url: silent.url }) });
      const code = new Promise((resolve) => shop.on('close', resolve));
      let page = '';
      for await (const piece of shop.stdout) {
        page += piece;
        if (!page.includes('widgets.js') || silent.answer === answer) continue;
        assert.equal(givenUp, 0);
        silent.answer = answer;
        held.forEach(answer);
      }
      assert.match(page, /widgets\.js/);
      assert.equal(await code, 0);
    });

    test('says why its event is not accepted', { skip: lacks('reason') }, async () => {
      const { stdout, stderr } = await run(recipe, { key: 'not-a-key-of-this-worker' });
      assert.match(stdout + stderr, /\b401\b|none of API_KEYS/);
    });

    test('does not send its key to the target of a redirect', async () => {
      await run(recipe, { url: moved.url });
      assert.ok(moved.received.length > 0);
      assert.deepEqual(elsewhere.received, []);
    });
  });
}

test('Elixir’s log has no key where :httpc is not started', {
  skip: !isThere('elixir') && 'elixir is not here',
}, async () => {
  const recipe = RECIPES.find(({ file }) => file === 'phoenix.ex')!;
  const args = recipe.args(pathOf(recipe)).map((arg) => arg.replace(':inets, ', ''));
  const { stdout, stderr } = await run(recipe, { args });
  assert.match(stdout + stderr, /is :inets among extra_applications/);
});
