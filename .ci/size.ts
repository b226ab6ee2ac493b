// `npm run size`: the bytes, by brotli, that Chromium fetches until the elements are painted, and what may come later.
// Fails above what they are meant to be, and where the README's number is another; with `--first`, as in `npm test`, what
// comes later may be more than it is meant to be.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { BROWSER_ARGS, browserPath } from './browser.ts';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');

/** What a page holds until its first paint, and how many bytes that may be. `later` is what comes after it at the most. */
const LIMITS = { badge: 8_000, widgets: 15_000, later: 10_000 };
const PAGES = {
  badge: '<attention-badge href="/">Activity</attention-badge>',
  widgets: `<attention-badge href="/">Activity</attention-badge><order-timeline order-id="1"></order-timeline><activity-feed></activity-feed>`,
};
const LANGUAGE = /^[a-z]{2}-/;

const sizes = new Map<string, number>();
/** Of a file in dist/, as Cloudflare sends it at its best. */
const sizeOf = (path: string): number => {
  if (!sizes.has(path)) sizes.set(path, brotliCompressSync(readFileSync(join(DIST, path))).length);
  return sizes.get(path)!;
};

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
  '/v1/orders/1/events': { events: EVENTS, as_of: minutesAgo(0) },
};
const claims = Buffer.from(JSON.stringify({ sub: 'Ana', scope: 'read write', exp: Date.now() / 1000 + 3600 }));
const token = `e30.${claims.toString('base64url')}.signature`;

const fetched: string[] = [];
/** What the page asks for before it is painted, but does not need for that, is not answered before. */
let held: (() => void)[] = [];
/** The script that a tag names, and what it imports at once. */
const isNeeded = (path: string): boolean =>
  !path.startsWith('flagpost/') ||
  Object.keys(PAGES).some((name) => readFileSync(join(DIST, `${name}.js`), 'utf8').includes(`"./${path}"`));

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
  const answer = () => response.end(readFileSync(join(DIST, pathname)));
  if (!isNeeded(pathname.slice(1))) return held.push(answer);
  fetched.push(pathname.slice(1));
  answer();
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** The scripts that a page has fetched when all that it shows is painted; the count in a page of lists comes after them. */
const untilPainted = async (name: keyof typeof PAGES): Promise<string[]> => {
  const browser = await chromium.launch({ executablePath: await browserPath(), args: BROWSER_ARGS });
  fetched.length = 0;
  held = [];
  const page = await browser.newPage();
  await page.goto(`${origin}/${name}`);
  await page.locator('attention-badge').getByText('Activity').waitFor();
  if (name === 'badge') await page.locator('attention-badge').getByText('1', { exact: true }).waitFor();
  else {
    await page.locator('order-timeline').getByText('order.created').waitFor();
    await page.locator('activity-feed').getByText('order.created').waitFor();
  }
  await page.evaluate('new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)))');
  await browser.close();
  return [...fetched];
};

const sum = (paths: string[]) => paths.reduce((total, path) => total + sizeOf(path), 0);

const first = { badge: await untilPainted('badge'), widgets: await untilPainted('widgets') };
server.close();
const others = readdirSync(join(DIST, 'flagpost'))
  .map((file) => `flagpost/${file}`)
  .filter((path) => path.endsWith('.js') && ![...first.badge, ...first.widgets].includes(path));
const languages = others.filter((path) => LANGUAGE.test(path.slice('flagpost/'.length)));
const parts = others.filter((path) => !languages.includes(path));
const largest = languages.sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, 1);

const rows = {
  badge: { of: 'the badge alone', bytes: sum(first.badge) },
  widgets: { of: 'all three elements', bytes: sum(first.widgets) },
  later: { of: 'later at the most: every part, and the largest language', bytes: sum([...parts, ...largest]) },
};
const isFirst = process.argv.includes('--first');
let failed = false;
for (const [name, { of, bytes }] of Object.entries(rows)) {
  const limit = LIMITS[name as keyof typeof LIMITS];
  failed ||= bytes > limit && !(isFirst && name === 'later');
  console.log(`${String(bytes).padStart(6)} of ${limit}  ${of}${bytes > limit ? '  — too much' : ''}`);
}
for (const path of [...parts, ...languages]) console.log(`${String(sizeOf(path)).padStart(15)}  ${path}`);

// The README's numbers are these.
const kB = (bytes: number) => `${(Math.ceil(bytes / 100) / 10).toFixed(1)} kB`;
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
const promises = [
  `${kB(rows.widgets.bytes)} for all three, ${kB(rows.badge.bytes)} for the badge alone`,
  `${kB(rows.later.bytes)} more at the most`,
];
for (const promise of promises) {
  if (readme.includes(promise)) continue;
  failed = true;
  console.log(`README.md does not say “${promise}”.`);
}
process.exit(failed ? 1 : 0);
