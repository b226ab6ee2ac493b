// `npm run size`: the bytes, by brotli, that Chromium loads for a page with the elements. Fails above a limit, and if
// README.md or docs/elements.md states another number.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { chromium, type Page } from 'playwright-core';
import { BROWSER_ARGS, browserPath } from './browser.ts';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');

/** The most bytes of each. */
const LIMITS = { first: 20_000, byItself: 34_000, badge: 11_000, click: 15_000, status: 16_000 };
/** A page is quiet after this long, in milliseconds. */
const BY_ITSELF = 5_000;

const PAGES = {
  badge: '<attention-badge href="/">Activity</attention-badge>',
  status: '<order-status order-id="1"></order-status>',
  widgets: `<attention-badge href="/">Activity</attention-badge><order-timeline order-id="1"></order-timeline><activity-feed></activity-feed>`,
};

/** Opens everything that a click can open. */
const CLICKS: Record<string, (page: Page) => Promise<void>> = {
  'the filters': (page) => page.locator('activity-feed [part~=filter]').click(),
  'a note': (page) => page.locator('order-timeline [part~=add-note]').click(),
  'a row’s menu': (page) => page.locator('activity-feed .menu').first().click(),
  'a row’s details': (page) => page.locator('order-timeline .opener').first().click(),
  'the exact time': (page) => page.locator('activity-feed .entry').first().hover(),
};

/** The size of a file in dist/ with the best compression that Cloudflare uses. */
const sizeOf = (path: string): number => brotliCompressSync(readFileSync(join(DIST, path))).length;
const sum = (paths: string[]) => paths.reduce((total, path) => total + sizeOf(path), 0);

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const event = (id: number, event_type: string, level: string) => ({
  id: `00000000-0000-8000-8000-${String(id).padStart(12, '0')}`,
  ...{ event_type, level, order_id: '1', message: event_type, payload: {}, source: 'stripe', actor: null },
  ...{ occurred_at: minutesAgo(id), inserted_at: minutesAgo(id), resolved_at: null, resolved_by: null },
  ...{ problem: null, repeats: level === 'error' ? 3 : 1, came_back: null, snoozed_until: null, actions: [] },
});
const EVENTS = [event(1, 'order.created', 'info'), event(2, 'order.submission_failed', 'error')];
const ANSWERS: Record<string, object> = {
  '/v1/attention': { count: 1, capped: false, by_level: { warning: 0, error: 1 } },
  '/v1/events': { events: EVENTS, next_cursor: null, as_of: minutesAgo(0) },
  '/v1/orders/1/status': {
    ...{ order_id: '1', status: 'placed', late: false, as_of: minutesAgo(0) },
    ...{ steps: [{ step: 'placed', reached_at: minutesAgo(9) }], parcels: [], notes: [] },
  },
  '/v1/orders/1/events': { events: EVENTS, as_of: minutesAgo(0) },
};
const claims = Buffer.from(JSON.stringify({ sub: 'Ana', scope: 'read write', exp: Date.now() / 1000 + 3600 }));
const token = `e30.${claims.toString('base64url')}.signature`;

const server = createServer(({ url = '' }, response) => {
  const { pathname } = new URL(url, 'http://localhost');
  if (ANSWERS[pathname]) return response.end(JSON.stringify(ANSWERS[pathname]));
  const page = PAGES[pathname.slice(1) as keyof typeof PAGES];
  if (page) {
    response.setHeader('content-type', 'text/html');
    const head = `<meta name="flagpost-token" content="${token}"><script type="module" src="${pathname}.js"></script>`;
    return response.end(`<!doctype html><html lang="en"><title>Size</title>${head}${page}`);
  }
  if (!pathname.endsWith('.js')) return response.writeHead(204).end();
  response.setHeader('content-type', 'text/javascript');
  response.end(readFileSync(join(DIST, pathname)));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const browser = await chromium.launch({ executablePath: await browserPath(), args: BROWSER_ARGS });

/** Opens a page. `loaded` grows with each script that the page loads. */
const open = async (name: keyof typeof PAGES, blocked = '') => {
  const page = await browser.newPage();
  const loaded: string[] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith('.js')) loaded.push(pathname.slice(1));
  });
  if (blocked) await page.route(blocked, (route) => route.abort());
  await page.goto(`${origin}/${name}`);
  return { page, loaded };
};

/** The scripts that the badge alone loads until it shows its count. */
const badge = async (): Promise<string[]> => {
  const { page, loaded } = await open('badge');
  await page.locator('attention-badge').getByText('1', { exact: true }).waitFor();
  return loaded;
};

/** The scripts that a customer's page loads. */
const status = async (): Promise<string[]> => {
  const { page, loaded } = await open('status');
  await page.locator('order-status').getByText('Ordered').waitFor();
  await page.waitForTimeout(1_000);
  return loaded;
};

/** The script that shows the first rows of all three elements. Every other script is blocked. */
const first = async (): Promise<string[]> => {
  const { page, loaded } = await open('widgets', '**/flagpost/**');
  for (const tag of ['order-timeline', 'activity-feed']) await page.locator(tag).getByText('order.created').waitFor();
  await page.locator('attention-badge').getByText('Activity').waitFor();
  return loaded;
};

/** The scripts that a page loads by itself. */
const byItself = async (): Promise<string[]> => {
  const { page, loaded } = await open('widgets');
  await page.waitForTimeout(BY_ITSELF);
  return loaded;
};

/** The scripts that a page loads with one click. */
const withClick = async (click: (page: Page) => Promise<void>): Promise<string[]> => {
  const { page, loaded } = await open('widgets');
  await page.waitForTimeout(BY_ITSELF);
  await click(page);
  await page.waitForTimeout(1_000);
  return loaded;
};

const [alone, customer, firstRows, own, ...clicked] = await Promise.all([
  badge(),
  status(),
  first(),
  byItself(),
  ...Object.values(CLICKS).map(withClick),
]);
await browser.close();
server.close();

const chunks = readdirSync(join(DIST, 'flagpost')).map((file) => `flagpost/${file}`);
const languages = chunks.filter((path) => /\/[a-z]{2}-widgets/.test(path));
const [pack] = languages.sort((a, b) => sizeOf(b) - sizeOf(a));
/** The files of the largest language: its words, and the times and sentences by `Intl`. */
const largest = [pack!, chunks.find((path) => path.includes('/intl-widgets'))!];
/** The bytes that each click adds to those that a page loads by itself. */
const added = clicked.map((paths) => sum(paths.filter((path) => !own.includes(path))));
const click = Math.max(...added);

const rows = {
  first: { of: 'the first rows of all three elements', bytes: sum(firstRows) },
  byItself: { of: 'loaded by itself within five seconds', bytes: sum(own) },
  badge: { of: 'the badge alone', bytes: sum(alone) },
  status: { of: "a customer's status", bytes: sum(customer) },
  click: { of: 'the most that one click loads', bytes: click },
};
let failed = firstRows.length !== 1;
if (failed) console.log(`The first rows need ${firstRows.length} files: ${firstRows.join(', ')}`);
for (const [name, { of, bytes }] of Object.entries(rows)) {
  const limit = LIMITS[name as keyof typeof LIMITS];
  failed ||= bytes > limit;
  console.log(`${String(bytes).padStart(6)} of ${limit}  ${of}${bytes > limit ? '  — too much' : ''}`);
}
for (const [at, name] of Object.keys(CLICKS).entries()) console.log(`${String(added[at]).padStart(15)}  ${name}`);
console.log(`${String(sum(largest)).padStart(15)}  the largest language`);

const kB = (bytes: number) => `${(Math.ceil(bytes / 100) / 10).toFixed(1)} kB`;
/** The documents that contain these numbers, and their phrases. */
const PROMISES: Record<string, string[]> = {
  'README.md': [`${kB(rows.first.bytes)} for all three`],
  'docs/elements.md': [
    `${kB(rows.first.bytes)} for all three, ${kB(rows.badge.bytes)} for the badge alone`,
    `${kB(rows.status.bytes)} for a customer's page`,
    `${kB(rows.byItself.bytes)} in all`,
    `${kB(Math.max(click, sum(largest)))} more at the most`,
  ],
};
for (const [document, promises] of Object.entries(PROMISES)) {
  const text = readFileSync(join(ROOT, document), 'utf8');
  for (const promise of promises.filter((one) => !text.includes(one))) {
    failed = true;
    console.log(`${document} does not say “${promise}”.`);
  }
}
process.exit(failed ? 1 : 0);
