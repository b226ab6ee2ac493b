// Opens a shop's admin in a real browser, for `npm run bench:rows`.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { D1Database } from '@cloudflare/workers-types';
import { sign } from 'hono/jwt';
import { chromium, type Page } from 'playwright-core';
import { createTestHarness } from 'wrangler';
import { type Exchange, openRelay } from '../demo/testing/relay.ts';
import { BROWSER_ARGS, browserPath } from '../scripts/browser.ts';
import { API_KEY, CONFIG, SECRETS, TOKEN_SECRET } from '../worker/testing/harness.ts';

const DIST = join(import.meta.dirname, '../dist');
const HOUR = 60 * 60_000;
/** The most events of one request. */
const BATCH = 500;

/** A shop's admin with the elements in a real browser, with the real Worker and its database. */
export interface Admin {
  page: Page;
  /** The shop's address. `now` is the time by which it makes tokens. */
  shop: { origin: string; now: number };
  db: D1Database;
  /** The requests of the page to the Worker, with their answers. */
  exchanges: Exchange[];
  log(events: object[]): Promise<void>;
}

/** A viewer's token, good for an hour. */
export const viewerToken = (now: number): Promise<string> => {
  const exp = Math.floor((now + HOUR) / 1000);
  return sign({ sub: 'ana@shop.example', scope: 'read write', aud: 'flagpost', exp }, TOKEN_SECRET);
};

const record = async (url: URL, events: object[]): Promise<void> => {
  for (let from = 0; from < events.length; from += BATCH) {
    const response = await fetch(new URL('/v1/events', url), {
      method: 'POST',
      headers: { Authorization: `Bearer ${API_KEY}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ events: events.slice(from, from + BATCH) }),
    });
    const { accepted } = (await response.json()) as { accepted: number };
    if (accepted !== Math.min(BATCH, events.length - from)) throw new Error('An event was not taken.');
  }
};

/** The shop's own server: one page, the built scripts, and a token for the viewer. */
const openShop = async () => {
  const shop = { origin: '', now: Date.now(), page: '', close: () => void server.close() };
  const server = createServer(async ({ url = '/' }, response) => {
    const isScript = url.endsWith('.js');
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8' });
    if (isScript) response.end(await readFile(join(DIST, url)));
    else response.end(url === '/token' ? JSON.stringify({ token: await viewerToken(shop.now) }) : shop.page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  shop.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return shop;
};

/** Opens an admin with this body, which `use` has to load, and closes everything afterwards. */
export const inAdmin = async <Answer>(body: string, use: (admin: Admin) => Promise<Answer>): Promise<Answer> => {
  const shop = await openShop();
  const server = createTestHarness({
    root: join(import.meta.dirname, '..'),
    workers: [{ configPath: CONFIG, secrets: { ...SECRETS, ALLOWED_ORIGINS: shop.origin } }],
  });
  const { url } = await server.listen();
  const worker = server.getWorker<{ DB: D1Database }>();
  await worker.applyD1Migrations('DB');
  const relay = await openRelay(url);
  shop.page = `<!doctype html><html lang="en"><title>Shop</title><meta name="flagpost-api" content="${relay.url}">
    <meta name="flagpost-token-url" content="/token"><script type="module" src="/widgets.js"></script>${body}`;
  const browser = await chromium.launch({ executablePath: await browserPath(), args: BROWSER_ARGS });
  try {
    const [page, { DB }] = [await browser.newPage(), await worker.getEnv()];
    const log = (events: object[]) => record(url, events);
    return await use({ page, shop, db: DB, exchanges: relay.exchanges, log });
  } finally {
    await browser.close();
    relay.close();
    shop.close();
    await server.close();
  }
};
