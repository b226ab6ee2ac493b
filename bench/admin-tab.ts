import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { D1Database } from '@cloudflare/workers-types';
import { sign } from 'hono/jwt';
import { chromium } from 'playwright-core';
import { createTestHarness } from 'wrangler';
import { BROWSER_ARGS, browserPath } from '../.ci/browser.ts';
import { holdClock, pass } from '../demo/testing/held-clock.ts';
import { type Exchange, openRelay } from '../demo/testing/relay.ts';
import { app } from '../worker/app.ts';
import { createClient } from '../worker/client.ts';
import { API_KEY, SECRETS, TOKEN_SECRET } from '../worker/testing/harness.ts';
import { metered } from '../worker/testing/metered.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DIST = join(import.meta.dirname, '../dist');
const PROBLEMS = 10;
const PAGE = '<attention-badge>Activity</attention-badge><activity-feed></activity-feed>';

/** Chromium keeps the answer to a preflight for so long, whatever clock the page has. */
const PREFLIGHT = 2 * HOUR;

export interface AdminTab {
  /** With preflights. */
  requests: number;
  rowsRead: number;
  /** Both ways, heads included, over HTTP/1.1; the elements' script apart. */
  bytes: number;
  /** How often each path was asked for after the page was drawn. */
  polled: Record<string, number>;
}

/** Plays one tab of a shop's admin, with ten problems open and nothing happening, by a clock that is moved by hand. */
export const adminTab = async (hours = 8, progress: (part: number) => void = () => {}): Promise<AdminTab> => {
  const shop = await openShop();
  const server = createTestHarness({
    root: join(import.meta.dirname, '..'),
    workers: [{ configPath: 'wrangler.toml', secrets: { ...SECRETS, ALLOWED_ORIGINS: shop.origin } }],
  });
  const { url } = await server.listen();
  const worker = server.getWorker<{ DB: D1Database }>();
  await worker.applyD1Migrations('DB');
  const { DB } = await worker.getEnv();
  await fail(url);
  const relay = await openRelay(url);
  const browser = await chromium.launch({ executablePath: await browserPath(), args: BROWSER_ARGS });
  try {
    shop.page = `<!doctype html><html lang="en"><title>Shop</title><meta name="flagpost-api" content="${relay.url}">
      <meta name="flagpost-token-url" content="/token"><script type="module" src="${shop.origin}/widgets.js"></script>${PAGE}`;
    const page = await browser.newPage();
    await holdClock(page, shop.now);
    await page.goto(shop.origin);
    await pass([page], 0);
    const drawn = relay.exchanges.length;
    for (const end = shop.now + hours * HOUR; shop.now < end; progress(1 - (end - shop.now) / (hours * HOUR))) {
      shop.now += MINUTE;
      await pass([page], MINUTE);
    }
    return await tally(relay.exchanges, drawn, DB, hours);
  } finally {
    await browser.close();
    relay.close();
    shop.close();
    await server.close();
  }
};

const viewer = (now: number) => {
  const exp = Math.floor((now + HOUR) / 1000);
  return sign({ sub: 'ana@shop.example', scope: 'read write', aud: 'flagpost', exp }, TOKEN_SECRET);
};

/** A shop's own server: the page, the built scripts, and a token for an hour of the page's time. */
const openShop = async () => {
  const shop = { origin: '', page: '', now: Date.now(), close: () => void server.close() };
  const server = createServer(async ({ url }, response) => {
    if (url === '/token') response.end(JSON.stringify({ token: await viewer(shop.now) }));
    else if (url?.endsWith('.js'))
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(await readFile(join(DIST, url)));
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(shop.page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  shop.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return shop;
};

const fail = async (url: URL) => {
  const flagpost = createClient({ url: url.origin, apiKey: API_KEY });
  for (let at = 0; at < PROBLEMS; at++) {
    const payload = { provider: 'Printify', reason: 'out of stock' };
    const logged = await flagpost.log('order.submission_failed', null, { order_id: `SS-${at}`, payload });
    if (!logged.ok) throw new Error(logged.error);
  }
};

/** Preflights that the page's clock let pass are added; what a path reads is asked of the same database. */
const tally = async (exchanges: Exchange[], drawn: number, DB: D1Database, hours: number): Promise<AdminTab> => {
  const { db, meter } = metered(DB);
  const headers = { Authorization: `Bearer ${await viewer(Date.now())}` };
  const reads = new Map<string, number>();
  for (const path of new Set(exchanges.map((exchange) => exchange.path))) {
    meter.read = 0;
    await app.request(path, { headers }, { ...SECRETS, DB: db });
    reads.set(path, meter.read);
  }
  const asked = exchanges.filter(({ method }) => method !== 'OPTIONS');
  const polled = Object.groupBy(
    exchanges.slice(drawn).filter(({ method }) => method !== 'OPTIONS'),
    ({ path }) => path,
  );
  const again = exchanges
    .filter(({ method, path }) => method === 'OPTIONS' && polled[path])
    .flatMap((preflight) => Array<Exchange>(Math.ceil((hours * HOUR) / PREFLIGHT) - 1).fill(preflight));
  const all = [...exchanges, ...again];
  return {
    requests: all.length,
    rowsRead: asked.reduce((sum, { path }) => sum + reads.get(path)!, 0),
    bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
    polled: Object.fromEntries(Object.entries(polled).map(([path, them]) => [path, them!.length])),
  };
};
