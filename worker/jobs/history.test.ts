import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { importLog } from '../cli/import.ts';
import { createClient } from '../client/index.ts';
import type { NewEvent } from '../contract/event.ts';
import { asServer, asViewer } from '../testing/callers.ts';
import { API_KEY, SECRETS, useWorker } from '../testing/harness.ts';
import { overdue } from './overdue.ts';

const worker = useWorker();
const folder = mkdtempSync(join(tmpdir(), 'flagpost-'));
after(() => rmSync(folder, { recursive: true }));

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.now();
const ago = (days: number) => new Date(NOW - days * DAY).toISOString();
/** The cron of the Worker, in which others print. */
const cron = (now = Date.now()) => overdue({ DB: worker.db, ...SECRETS }, now);
const warned = async () =>
  (await worker.db
    .prepare("SELECT count(*) AS n FROM activity_log WHERE event_type = 'order.overdue'")
    .first('n')) as number;

/** Orders of the last months, each as far as it ever came: most are long done, some never went on. */
const past = (orders: number): NewEvent[] =>
  Array.from({ length: orders }, (_, i) => {
    const order_id = `SS-${i}`;
    const placed = 2 + (i % 80);
    const of = (event_type: string, days: number): NewEvent => ({
      ...{ event_type, order_id, occurred_at: ago(days), idempotency_key: `${order_id}:${event_type}` },
    });
    const all = [
      of('order.created', placed),
      of('order.submitted', placed - 0.1),
      of('order.production', placed - 0.5),
      of('order.shipped', placed - 1),
    ];
    // A parcel that left within three weeks may still arrive in time; here it has.
    if (placed < 25) all.push(of('order.delivered', placed - 1.5));
    return all.slice(0, placed < 25 ? 5 : 1 + (i % 4));
  }).flat();

const ORDERS = 1000;
const BATCH = 500;

describe('1,000 orders of the past ring no bell', () => {
  test('told by the API', async () => {
    const events = past(ORDERS);
    for (let from = 0; from < events.length; from += BATCH) {
      const batch = { events: events.slice(from, from + BATCH), history: true };
      const answer = await asServer(worker, '/v1/events', batch);
      assert.deepEqual(((await answer.json()) as { rejected: unknown[] }).rejected, []);
    }
    assert.equal(await cron(), 0);
    assert.equal(await warned(), 0);
    assert.equal((await asViewer(worker).attention()).count, 0);
    const { story } = await asViewer(worker).timeline('SS-27');
    assert.deepEqual([story!.status, story!.next!.due_at], ['shipped', null]);
  });

  test('imported from a file, unless it is told that they are live', async () => {
    const file = join(folder, 'past.ndjson');
    writeFileSync(
      file,
      past(ORDERS)
        .map((event) => JSON.stringify(event))
        .join('\n'),
    );
    const connection = { url: worker.url.origin, apiKey: API_KEY };
    const { rejected } = await importLog(connection, file);
    assert.deepEqual(rejected, []);
    assert.equal(await cron(), 0);
    const few = join(folder, 'live.ndjson');
    writeFileSync(few, JSON.stringify({ event_type: 'order.created', order_id: 'LIVE', occurred_at: ago(3) }));
    await importLog(connection, few, { isLive: true });
    assert.equal(await cron(), 1);
  });
});

test('an imported order that was paid yesterday is late when its time comes', async () => {
  const told = { event_type: 'order.submitted', order_id: 'SS-1', occurred_at: ago(1), history: true };
  assert.equal((await asServer(worker, '/v1/events', told)).status, 201);
  assert.equal(await cron(), 0);
  assert.equal(await cron(NOW + 1.9 * DAY), 0);
  assert.equal(await cron(NOW + 2 * DAY + 1), 1);
});

test('what goes on after an import is awaited as ever', async () => {
  await asServer(worker, '/v1/events', {
    event_type: 'order.created',
    order_id: 'SS-1',
    occurred_at: ago(30),
    history: true,
  });
  assert.equal(await cron(), 0);
  await asServer(worker, '/v1/events', { event_type: 'order.submitted', order_id: 'SS-1' });
  assert.equal(await cron(NOW + 4 * DAY), 1);
});

test('the client tells it for a batch, or for an entry', async () => {
  const client = createClient({ url: worker.url.origin, apiKey: API_KEY, timeout: 20_000 });
  const created = (order_id: string) => ({ type: 'order.created', order_id, occurred_at: ago(30) });
  await client.batch([created('SS-1')], { history: true });
  await client.batch([{ ...created('SS-2'), history: true }, created('SS-3')]);
  await client.log('order.created', null, { ...created('SS-4'), history: true });
  assert.equal(await cron(), 1);
});

test('it is true or false, and nothing else', async () => {
  const event = { event_type: 'order.created', order_id: 'SS-1' };
  for (const [body, path] of [
    [{ ...event, history: 'yes' }, 'history'],
    [{ events: [event], history: 1 }, 'history'],
  ] as const) {
    const answer = await asServer(worker, '/v1/events', body);
    assert.equal(answer.status, 422);
    assert.equal(((await answer.json()) as { errors: { path: string }[] }).errors[0]!.path, path);
  }
});
