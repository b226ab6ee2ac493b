import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProblemJson } from '../contract/api.ts';
import type { LogEvent } from '../contract/event.ts';
import { database } from '../store/database.ts';
import { asViewer, bearer, viewerToken } from '../testing/callers.ts';
import { append, entry } from '../testing/entries.ts';
import { ORIGIN, useWorker } from '../testing/harness.ts';

const T = Date.UTC(2026, 1, 16);
const EVENTS = 5_200;

/** Among 5,200 notes: one that would be a formula, a failure that recovered, and a delivery that two told. */
const special = [
  entry('order.created', { order_id: '=1+1', message: '=HYPERLINK("https://x.example";"Größe")', occurred_at: T - 9 }),
  entry('order.submission_failed', { order_id: 'SS-1', message: 'out of "M", black', occurred_at: T - 8 }),
  entry('order.submitted', { order_id: 'SS-1', message: '-5', actor: '@ana', payload: { a: 1 }, occurred_at: T - 7 }),
  entry('order.delivered', { order_id: 'SS-1', message: 'Delivered', fact: 'delivered:1', occurred_at: T - 6 }),
  entry('order.delivered', { order_id: 'SS-1', message: 'Told again', fact: 'delivered:1', occurred_at: T - 5 }),
];

const worker = useWorker({
  seed: async (db) => {
    const notes = Array.from({ length: EVENTS }, (_, i) =>
      entry('order.note', { order_id: `N-${i % 100}`, message: `Note ${i}`, occurred_at: T + i }),
    );
    for (let start = 0; start < EVENTS; start += 400) await append(database(db), notes.slice(start, start + 400));
    await append(database(db), special);
  },
});

const get = async (path: string, headers: Record<string, string> = {}, claims = {}, method = 'GET') =>
  worker.fetch(path, { method, headers: { ...bearer(await viewerToken(claims)), ...headers } });
const nextOf = ({ headers }: Response) => /^<([^>]+)>; rel="next"$/.exec(headers.get('Link') ?? '')?.[1];

/** All pages of an export, as they would be written to a file one after the other. */
const all = async (path: string, claims = {}) => {
  const pages: string[] = [];
  for (let next: string | undefined = path; next; ) {
    const response = await get(next, {}, claims);
    assert.equal(response.status, 200);
    pages.push(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await response.arrayBuffer()));
    next = nextOf(response);
  }
  return pages;
};

const events = (pages: string[]) =>
  pages
    .join('')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as LogEvent);
const count = (page: string) => page.split('\n').length - 1;

test('ndjson holds every event once, newest first, 5,000 a page, as the feed tells it', async () => {
  const pages = await all('/v1/events.ndjson');
  assert.deepEqual(pages.map(count), [5000, 204]);
  const ids = events(pages).map(({ id }) => id);
  assert.deepEqual(ids, [...new Set(ids)].sort().reverse());
  const feed = await asViewer(worker).feed({ limit: 200 });
  assert.deepEqual(events(pages).slice(0, 200), feed.events);
});

test('csv is one file over all pages: a BOM and a head, then a line an event', async () => {
  const pages = await all('/v1/events.csv');
  assert.deepEqual(pages.map(count), [5001, 204]);
  const [head, newest] = pages[0]!.split('\r\n');
  assert.equal(
    head,
    '\ufeffoccurred_at,level,event_type,order_id,message,source,actor,problem,repeats,resolved_at,resolved_by,inserted_at,id,payload',
  );
  assert.match(
    newest!,
    /^2026-02-16T00:00:05\.199Z,info,order\.note,N-99,Note 5199,api,,,1,,,[^,]+Z,[0-9a-f-]{36},\{\}$/,
  );
});

test('csv tells what happened without a formula in any cell', async () => {
  const [text = ''] = await all(`/v1/events.csv?until=${new Date(T).toISOString()}`);
  const lines = text.trimEnd().split('\r\n').slice(1);
  const cells = lines.map((line) => line.replace(/,[^,]+Z,[0-9a-f-]{36},/, ',…,'));
  assert.deepEqual(cells, [
    '2026-02-15T23:59:59.994Z,info,order.delivered,SS-1,Delivered,api,,,1,,,…,{}',
    `2026-02-15T23:59:59.993Z,info,order.submitted,SS-1,'-5,api,'@ana,,1,,,…,"{""a"":1}"`,
    '2026-02-15T23:59:59.992Z,error,order.submission_failed,SS-1,"out of ""M"", black",api,,submission:SS-1,1,2026-02-15T23:59:59.993Z,recovered,…,{}',
    `2026-02-15T23:59:59.991Z,info,order.created,'=1+1,"'=HYPERLINK(""https://x.example"";""Größe"")",api,,,1,,,…,{}`,
  ]);
});

test('says what file it is, and whether there is more', async () => {
  for (const [path, type] of [
    ['/v1/events.csv', 'text/csv; charset=utf-8'],
    ['/v1/events.ndjson', 'application/x-ndjson'],
  ] as const) {
    for (const method of ['GET', 'HEAD']) {
      const response = await get(path, { Origin: ORIGIN }, {}, method);
      const { headers } = response;
      assert.equal(headers.get('Content-Type'), type);
      const name = new RegExp(`^attachment; filename="activity-\\d{4}-\\d\\d-\\d\\d\\.${path.split('.')[1]}"$`);
      assert.match(headers.get('Content-Disposition')!, name);
      assert.equal(new URL(nextOf(response)!).pathname, path);
      assert.equal(headers.get('Access-Control-Allow-Origin'), ORIGIN);
      assert.match(headers.get('Access-Control-Expose-Headers')!, /\bLink\b/);
      assert.equal(headers.get('Cache-Control'), 'private, no-cache');
      assert.equal((await response.text()) === '', method === 'HEAD');
    }
  }
});

test('takes the filters of the feed, and its next page remembers them and the limit', async () => {
  const short = await get('/v1/events.ndjson?order_id=N-7&limit=30');
  assert.equal(count(await short.text()), 30);
  assert.equal(new URL(nextOf(short)!).searchParams.get('limit'), '30');
  const pages = await all(
    '/v1/events.ndjson?order_id=N-7&q=note&level=info&type=order.*&group=orders,own&source=api&limit=30',
  );
  assert.equal(
    pages.reduce((sum, page) => sum + count(page), 0),
    52,
  );
  assert.ok(events(pages).every(({ order_id }) => order_id === 'N-7'));
});

test('a page of the feed that is short says how far back it looked; any other does not', async () => {
  const page = await asViewer(worker).feed({ q: 'Größe' });
  assert.deepEqual([page.events.length, page.searched_back_to], [0, '2026-02-16T00:00:02.800Z']);
  for (const query of [{}, { q: 'note' }, { order_id: 'SS-1', q: 'Größe' }]) {
    assert.ok(!('searched_back_to' in (await asViewer(worker).feed(query))));
  }
});

test('a csv of nothing is its head', async () => {
  const pages = await all('/v1/events.csv?tab=snoozed');
  assert.deepEqual(pages.map(count), [1]);
  assert.deepEqual(await all('/v1/events.ndjson?tab=attention'), ['']);
});

test('a token of one order exports that order only', async () => {
  const orders = (pages: string[]) => [...new Set(events(pages).map(({ order_id }) => order_id))];
  assert.deepEqual(orders(await all('/v1/events.ndjson', { order_id: 'SS-1' })), ['SS-1']);
  assert.deepEqual(await all('/v1/events.ndjson?order_id=N-7', { order_id: 'SS-1' }), ['']);
  // Nor by another's cursor.
  const next = nextOf(await get('/v1/events.ndjson?limit=1'))!;
  assert.deepEqual(orders(await all(next.replace('limit=1', 'limit=5000'), { order_id: 'SS-1' })), ['SS-1']);
});

test('answers 304 to who has it already, but not to who may see less', async () => {
  for (const path of ['/v1/events.csv?limit=3', '/v1/events.ndjson?order_id=SS-1']) {
    const known = { 'If-None-Match': (await get(path)).headers.get('ETag')! };
    assert.equal((await get(path, known)).status, 304);
    assert.equal((await get(path, known, { order_id: 'SS-1' })).status, 200);
    assert.equal((await get(`${path}&level=error`, known)).status, 200);
  }
});

test('a refusal is JSON that names what is wrong, and holds nothing of what was asked', async () => {
  for (const [query, claims, status] of [
    ['limit=5001', {}, 422],
    ['limit=0', {}, 422],
    ['level=secret', {}, 422],
    ['secret=1', {}, 422],
    ['cursor=secret', {}, 400],
    ['', { scope: 'write' }, 403],
    ['', { exp: 1 }, 401],
  ] as const) {
    for (const format of ['csv', 'ndjson']) {
      const response = await get(`/v1/events.${format}?${query}`, {}, claims);
      assert.equal(response.status, status, query);
      assert.equal(response.headers.get('Content-Type'), 'application/problem+json');
      assert.equal(response.headers.get('Content-Disposition'), null);
      const text = await response.text();
      assert.equal((JSON.parse(text) as ProblemJson).status, status);
      assert.doesNotMatch(text, /secret/);
    }
  }
  assert.equal((await worker.fetch('/v1/events.csv')).status, 401);
});
