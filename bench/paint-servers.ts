// A shop's page on one origin, and the Worker's scripts and answers on another, as in production.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const DAY = 86_400_000;
const EVENTS = 50;

const at = (days: number) => new Date(Date.now() - days * DAY).toISOString();

/** An event of ten days ago, so that no relative time changes while a page is open. */
const event = (id: number) => ({
  id: `00000000-0000-8000-8000-${String(id).padStart(12, '0')}`,
  event_type: id % 10 ? 'order.created' : 'order.submission_failed',
  level: id % 10 ? 'info' : 'error',
  order_id: 'SS-1',
  message: `Order placed — £${id}.00 via Stripe`,
  ...{ payload: {}, source: 'stripe', actor: null, problem: null, repeats: 1, came_back: null, snoozed_until: null },
  ...{ occurred_at: at(10 + id / 17), inserted_at: at(10 + id / 17), resolved_at: null, resolved_by: null },
  actions: id % 10 ? [] : [{ name: 'retry', label: 'Retry submission' }],
});
const events = Array.from({ length: EVENTS }, (_, id) => event(id + 1));

const ANSWERS: Record<string, object> = {
  '/v1/attention': { count: 5, capped: false, by_level: { warning: 0, error: 5 } },
  '/v1/events': { events, next_cursor: 'more', as_of: at(0) },
  '/v1/orders/SS-1/events': { events: events.slice(0, 20).reverse(), as_of: at(0) },
};

const claims = Buffer.from(JSON.stringify({ sub: 'Ana', scope: 'read write', exp: Date.now() / 1000 + 36_000 }));
const TOKEN = `e30.${claims.toString('base64url')}.signature`;

const listen = async (handle: (request: IncomingMessage, response: ServerResponse) => void) => {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

/** Compresses a body, as Cloudflare does. */
const compressed = (text: string | Buffer): Buffer => brotliCompressSync(text);

/** Sends a body with its ETag, or a 304 if the browser has that body. */
const send = (request: IncomingMessage, response: ServerResponse, body: Buffer | string) => {
  const etag = `"${createHash('sha1').update(body).digest('hex')}"`;
  response.setHeader('ETag', etag);
  if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
  else response.end(body);
};

/** The `Cache-Control` that a build's `_headers` sets for a path. */
const cacheControl = (headers: string, path: string): string => {
  const pattern = path.startsWith('/flagpost/') ? '/flagpost/*' : path;
  const section = headers.split(/\n(?=\/)/).find((part) => part.trim().startsWith(`${pattern}\n`));
  return /Cache-Control: (.+)/.exec(section ?? '')?.[1] ?? 'no-cache';
};

/** A fake Worker: the compressed scripts of a build, and answers that allow the page's origin. */
export const openApi = (dist: string) => {
  const headers = readFileSync(join(dist, '_headers'), 'utf8');
  const files = new Map<string, Buffer>();
  return listen((request, response) => {
    const { pathname } = new URL(request.url!, 'http://localhost');
    response.setHeader('Access-Control-Allow-Origin', '*');
    if (request.method === 'OPTIONS') {
      response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, If-None-Match');
      response.setHeader('Access-Control-Max-Age', '7200');
      return response.writeHead(204).end();
    }
    const answer = ANSWERS[pathname];
    if (answer) {
      response.setHeader('Content-Type', 'application/json');
      response.setHeader('Cache-Control', 'private, no-cache');
      response.setHeader('Content-Encoding', 'br');
      return send(request, response, compressed(JSON.stringify(answer)));
    }
    if (!pathname.endsWith('.js')) return response.writeHead(404).end();
    if (!files.has(pathname)) files.set(pathname, compressed(readFileSync(join(dist, pathname))));
    response.setHeader('Content-Type', 'text/javascript');
    response.setHeader('Content-Encoding', 'br');
    response.setHeader('Cache-Control', cacheControl(headers, pathname));
    return send(request, response, files.get(pathname)!);
  });
};

/** A script that records when both lists have rows, and counts writes to the DOM once `watch()` is called. */
const PROBE = `
  const lists = () => ['activity-feed', 'order-timeline'].map((tag) => document.querySelector(tag));
  const look = () => {
    if (lists().every((list) => list?.shadowRoot?.querySelector('.entry'))) performance.mark('rows');
    else requestAnimationFrame(look);
  };
  look();
  globalThis.writes = 0;
  globalThis.watch = () => {
    const observer = new MutationObserver((records) => { globalThis.writes += records.length; });
    for (const one of document.querySelectorAll('activity-feed, order-timeline, attention-badge'))
      for (const root of [one, one.shadowRoot])
        observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
  };`;

/** The shop's page. The plain list ignores the elements' attributes. */
export const openPage = (api: string) =>
  listen((request, response) => {
    if (request.url === '/favicon.ico') return response.writeHead(204).end();
    response.setHeader('Content-Type', 'text/html');
    return response.end(`<!doctype html><html lang="en"><title>Shop</title><script>${PROBE}</script>
      <meta name="flagpost-token" content="${TOKEN}"><script type="module" src="${api}/widgets.js"></script>
      <attention-badge href="/" src="/v1/attention" poll-interval="5">Activity</attention-badge>
      <order-timeline order-id="SS-1" src="/v1/orders/SS-1/events"></order-timeline>
      <activity-feed src="/v1/events"></activity-feed>`);
  });
