import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ManyResolved, ProblemJson } from '../contract/api.ts';
import type { LogEvent } from '../contract/event.ts';
import { asViewer, bearer, record, viewerToken } from '../testing/callers.ts';
import { API_KEY, useWorker } from '../testing/harness.ts';

const worker = useWorker();

const at = (minute: number) => new Date(Date.UTC(2026, 1, 16, 14, minute)).toISOString();
const ms = (n: number) => new Date(Date.UTC(2026, 1, 16) + n).toISOString();
const failed = (minute: number, order_id = 'SS-1') => ({
  event_type: 'order.submission_failed',
  message: 'x',
  order_id,
  occurred_at: at(minute),
});
const submitted = (minute: number, order_id = 'SS-1') => ({
  ...failed(minute, order_id),
  event_type: 'order.submitted',
});

const viewer = () => asViewer(worker);
const states = async (order = 'SS-1') =>
  (await viewer().timeline(order)).events.map(({ resolved_by, repeats }) => `${resolved_by} ×${repeats}`);

const call = async (method: string, path: string, body?: unknown, token?: string) =>
  worker.fetch(path, {
    method,
    headers: { ...bearer(token ?? (await viewerToken())), ...(body ? { 'Content-Type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });

describe('a problem', () => {
  test('that happens forty times is one', async () => {
    await record(worker, ...Array.from({ length: 40 }, (_, i) => failed(i)));
    assert.equal((await viewer().attention()).count, 1);
    const [open] = (await viewer().feed({ tab: 'attention' })).events;
    assert.equal(open!.repeats, 40);
    assert.equal((await viewer().feed({ problem: 'submission:SS-1' })).events.length, 40);
  });

  test('recovers by itself, whichever came first', async () => {
    await record(worker, submitted(5), failed(3), failed(1));
    assert.deepEqual(await states(), ['repeated ×1', 'recovered ×2', 'null ×1']);
    assert.equal((await viewer().attention()).count, 0);
  });

  test('comes back, and says who had resolved it', async () => {
    await record(worker, failed(1));
    const first = (await viewer().timeline('SS-1')).events[0]!;
    const { event } = await viewer().resolve(first.id);
    await record(worker, failed(2));
    const [back] = (await viewer().feed({ tab: 'attention' })).events;
    assert.deepEqual(back!.came_back, { resolved_by: 'Ana', resolved_at: event.resolved_at });
    assert.equal(back!.repeats, 1);
    assert.deepEqual((await viewer().timeline('SS-1')).events[1]!.came_back, back!.came_back);
    await viewer().undo(first.id);
    assert.deepEqual(await states(), ['repeated ×1', 'null ×2']);
  });

  test('of a sync is closed by that provider’s sync alone', async () => {
    const sync = (event_type: string, provider: string, minute: number) => ({
      event_type,
      message: 'x',
      payload: { provider },
      occurred_at: at(minute),
    });
    await record(worker, sync('sync.failed', 'Printify', 1), sync('sync.failed', 'gelato', 2));
    await record(worker, sync('sync.completed', 'printify', 3));
    const open = (await viewer().feed({ tab: 'attention' })).events;
    assert.deepEqual(
      open.map(({ problem }) => problem),
      ['sync:gelato'],
    );
  });

  test('may be the shop’s own, by name', async () => {
    const told = (event_type: string, level: 'info' | 'error', minute: number) => ({
      event_type,
      level,
      message: 'x',
      problem: 'warehouse:7',
      occurred_at: at(minute),
    });
    await record(worker, told('warehouse.stuck', 'error', 1), told('warehouse.stuck', 'error', 2));
    assert.equal((await viewer().attention()).count, 1);
    await record(worker, told('warehouse.moving', 'info', 3));
    assert.equal((await viewer().attention()).count, 0);
    assert.equal((await viewer().feed({ problem: 'warehouse:7' })).events.length, 3);
  });

  test('of an order may be closed by its name', async () => {
    await record(worker, failed(1));
    await record(worker, { event_type: 'shop.fixed', message: 'x', problem: 'submission:SS-1', occurred_at: at(2) });
    assert.equal((await viewer().attention()).count, 0);
  });

  test('named without its order is that order’s', async () => {
    await record(worker, failed(1), { ...failed(2), order_id: null, problem: 'submission:SS-1' });
    assert.deepEqual(await states(), ['repeated ×1', 'null ×2']);
    const { resolved } = await viewer().resolveOrder('SS-1');
    assert.equal(resolved.length, 1);
  });

  test('is told by the name that finds it', async () => {
    const sync = { event_type: 'sync.failed', message: 'x', occurred_at: at(1) };
    await record(
      worker,
      { ...sync, order_id: 'SS-1', payload: { provider: 'printify' } },
      { ...sync, order_id: 'SS-1', payload: { provider: 'gelato' } },
      sync,
      { ...failed(1, 'SS-3'), problem: 'submission:SS-3' },
    );
    const open = (await viewer().feed({ tab: 'attention' })).events;
    const names = open.map(({ problem }) => problem).sort();
    assert.deepEqual(names, ['submission:SS-3', 'sync', 'sync:gelato', 'sync:printify']);
    for (const problem of names) assert.equal((await viewer().feed({ problem: problem! })).events.length, 1, problem!);
    await record(worker, { event_type: 'sync.fixed', message: 'x', problem: 'sync', occurred_at: at(2) });
    assert.equal((await viewer().attention()).count, 3);
  });

  test('is counted to a thousand, and costs no more to show', async () => {
    for (let i = 0; i < 3; i++) {
      await record(worker, ...Array.from({ length: 500 }, (_, j) => ({ ...failed(0), occurred_at: ms(i * 500 + j) })));
    }
    assert.equal((await viewer().feed({ tab: 'attention' })).events[0]!.repeats, 1000);
    const { events } = await viewer().timeline('SS-1');
    assert.deepEqual([events.length, events.at(-1)!.repeats], [1500, 1000]);
  });

  test('that opens nothing is its own', async () => {
    const bounced = { ...failed(1), event_type: 'email.bounced' };
    await record(worker, bounced, { ...bounced, occurred_at: at(2) });
    assert.equal((await viewer().attention()).count, 2);
  });
});

describe('resolving many', () => {
  const resolve = async (body: unknown, method = 'POST', token?: string) =>
    (await (await call(method, '/v1/attention/resolve', body, token)).json()) as ManyResolved;

  test('by their ids, and taking that back', async () => {
    await record(worker, failed(1, 'SS-1'), failed(1, 'SS-2'), failed(1, 'SS-3'));
    const ids = (await viewer().feed({ tab: 'attention' })).events.map(({ id }) => id);
    assert.deepEqual(await resolve({ ids: ids.slice(1) }), { resolved: ids.slice(1).sort(), count: 1 });
    assert.deepEqual((await resolve({ ids }, 'DELETE')).resolved.sort(), ids.slice(1).sort());
    assert.equal((await viewer().attention()).count, 3);
  });

  test('by a filter, but nothing that came since the page was loaded', async () => {
    await record(worker, failed(1, 'SS-1'), { ...failed(1, 'SS-2'), event_type: 'email.bounced' });
    const { as_of } = await viewer().feed({ tab: 'attention' });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await record(worker, failed(1, 'SS-3'));
    const { resolved, count } = await resolve({ filter: { type: 'order.*' }, up_to: as_of });
    assert.deepEqual([resolved.length, count], [1, 2]);
    assert.equal((await resolve({ filter: {}, up_to: as_of })).count, 1);
  });

  test('stays within the one order that a token is for', async () => {
    await record(worker, failed(1, 'SS-1'), failed(1, 'SS-2'));
    const { as_of, events } = await viewer().feed();
    const token = await viewerToken({ order_id: 'SS-1' });
    assert.equal((await resolve({ ids: events.map(({ id }) => id) }, 'POST', token)).resolved.length, 1);
    assert.equal((await resolve({ filter: {}, up_to: as_of }, 'POST', token)).resolved.length, 0);
    assert.equal((await viewer().attention()).count, 1);
  });

  for (const [path, body] of [
    ['ids.0', { ids: ['x'] }],
    ['ids', { ids: 'x' }],
    ['up_to', { filter: {} }],
    ['up_to', { filter: {}, up_to: 'now' }],
    ['filter.colour', { filter: { colour: 'red' }, up_to: at(1) }],
    ['filter', { up_to: at(1) }],
    ['filter', { filter: [], up_to: at(1) }],
    ['', []],
  ] as const) {
    test(`refuses ${JSON.stringify(body)} and names ${path}`, async () => {
      const response = await call('POST', '/v1/attention/resolve', body);
      assert.equal(response.status, 422);
      assert.equal(((await response.json()) as ProblemJson).errors![0]!.path, path);
    });
  }
});

describe('a note', () => {
  test('stands on its order’s timeline, by the person whose token wrote it', async () => {
    const response = await call('POST', '/v1/orders/SS-1/notes', { message: 'Called the customer' });
    assert.equal(response.status, 201);
    const note = (await response.json()) as LogEvent;
    assert.deepEqual(
      [note.event_type, note.level, note.message, note.actor, note.source, note.order_id],
      ['order.note', 'info', 'Called the customer', 'Ana', 'flagpost', 'SS-1'],
    );
    assert.deepEqual((await viewer().timeline('SS-1')).events, [note]);
  });

  test('needs the scope, the order and some words', async () => {
    const write = async (body: unknown, claims: Record<string, unknown> = {}) =>
      (await call('POST', '/v1/orders/SS-1/notes', body, await viewerToken(claims))).status;
    assert.equal(await write({ message: 'x' }, { scope: 'read' }), 403);
    assert.equal(await write({ message: 'x' }, { order_id: 'SS-2' }), 403);
    assert.equal(await write({ message: ' ' }), 422);
    assert.equal(await write({}), 422);
    assert.equal(await write({ message: 'x'.repeat(501) }), 422);
    assert.equal(await write({ message: 'x', level: 'error' }), 422);
  });
});

describe('an order that is gone', () => {
  test('leaves its events, without it, and does not come back by what other systems call it', async () => {
    await record(worker, { ...submitted(1), refs: ['printify:1'] }, failed(2), failed(3, 'SS-2'));
    const response = await call('DELETE', '/v1/orders/SS-1', undefined, API_KEY);
    assert.deepEqual(await response.json(), { events: 2 });
    await record(worker, { event_type: 'order.shipped', message: 'x', refs: ['printify:1'], occurred_at: at(4) });
    assert.deepEqual((await viewer().timeline('SS-1')).events, []);
    assert.equal((await viewer().feed()).events.filter(({ order_id }) => order_id === null).length, 3);
    assert.equal((await viewer().attention()).count, 2);
  });

  test('is for the shop’s server to say', async () => {
    assert.equal((await call('DELETE', '/v1/orders/SS-1')).status, 401);
  });
});
