import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entry } from '../domain/entry.ts';
import { append, entry } from '../testing/entries.ts';
import { useWorker } from '../testing/harness.ts';
import { metered } from '../testing/metered.ts';
import { database } from './database.ts';
import { readTimeline } from './read.ts';

const worker = useWorker();

const log = (...entries: Entry[]) => append(database(worker.db), entries);
const timeline = async (order: string) =>
  (await readTimeline(database(worker.db), order)).rows.map(({ event_type, source }) => `${event_type} ${source}`);

/** Rows read and written by appending one statement of events. */
const cost = async (...entries: Entry[]) => {
  const { db, meter } = metered(worker.db);
  await append(database(db), entries);
  return meter;
};

test('an event is recorded once, however often it is delivered', async () => {
  const event = entry('order.created', { order_id: 'SS-1' });
  const first = await log(event);
  const again = await log(event, event);
  assert.equal(first.added.size, 1);
  assert.equal(again.added.size, 0);
  assert.deepEqual(await timeline('SS-1'), ['order.created api']);
});

test('two events of one statement that are the same are one', async () => {
  const event = entry('order.created', { order_id: 'SS-1' });
  assert.equal((await log(event, event)).added.size, 1);
});

test('an event that changes nothing but itself writes one row, and two of an order, in one trip', async () => {
  assert.equal((await cost(entry('sync.started'))).written, 1);
  assert.equal((await cost(entry('abandoned_cart.created', { payload: { email: 'a@example.com' } }))).written, 1);
  const note = await cost(entry('order.note', { order_id: 'SS-1' }));
  assert.equal(note.written, 2);
  assert.equal(note.queries, 1);
});

test('an event of an order writes its row, its stream, and three more for each new ref', async () => {
  const costs = [
    await cost(entry('order.created', { order_id: 'SS-1' })),
    await cost(entry('order.submitted', { order_id: 'SS-1', refs: ['printify:1'] })),
    await cost(entry('order.shipped', { order_id: 'SS-1', refs: ['printify:1', 'tracking:1'] })),
    await cost(entry('order.delivered', { refs: ['tracking:1'], fact: 'delivered:1' })),
  ];
  const most = [6, 9, 9, 6];
  for (const [i, { written }] of costs.entries()) assert.ok(written <= most[i]!, `${written} rows written, event ${i}`);
});

test('a first error writes at most eight rows, a repeat ten', async () => {
  await log(entry('order.created', { order_id: 'SS-1', occurred_at: 1.7e12 }));
  const failed = (i: number) => cost(entry('order.submission_failed', { order_id: 'SS-1', occurred_at: 1.7e12 + i }));
  assert.ok((await failed(1)).written <= 8);
  assert.ok((await failed(2)).written <= 10);
});

test('a repeated delivery writes nothing', async () => {
  for (const told of [
    {},
    { order_id: 'SS-1' },
    { order_id: 'SS-1', refs: ['stripe:pi_1'], fact: 'f' },
    { refs: ['stripe:pi_2'] },
  ]) {
    for (const type of ['order.created', 'order.note']) {
      const event = entry(type, told);
      await log(event);
      assert.equal((await cost(event)).written, 0, JSON.stringify(told));
    }
  }
});

test('what an append reads grows with its order, not with the log', async () => {
  const placed = (order_id: string) => entry('order.created', { order_id, refs: [`stripe:${order_id}`] });
  const deliver = (order_id: string) =>
    cost(entry('order.delivered', { order_id, refs: [`tracking:${order_id}`], fact: `delivered:${order_id}` }));
  await log(...Array.from({ length: 400 }, (_, i) => placed(`SS-${i}`)));
  const second = await deliver('SS-7');
  assert.ok(second.read <= 3 * 2 + 40, `${second.read} rows read`);
  for (let i = 0; i < 28; i++) await log(entry('order.shipped', { order_id: 'SS-9' }));
  const { read, queries } = await deliver('SS-9');
  assert.ok(read <= 3 * 30 + 40, `${read} rows read`);
  assert.ok(queries <= 10, `${queries} statements`);
});

test('an event takes two trips at most', async () => {
  const { db, meter } = metered(worker.db);
  await append(database(db), [entry('order.created', { order_id: 'SS-1', refs: ['stripe:pi_1'] })]);
  assert.equal(meter.trips, 2);
  assert.ok(meter.queries <= 10);
});

test('a refund finds its order through the payment intent', async () => {
  await log(entry('order.created', { order_id: 'SS-1', refs: ['stripe:pi_1'], occurred_at: 1.7e12 }));
  await log(entry('order.refunded', { refs: ['stripe:pi_1', 'stripe:ch_1'], occurred_at: 1.7e12 + 1 }));
  assert.deepEqual(await timeline('SS-1'), ['order.created api', 'order.refunded api']);
});

test('an event that came before its order waits, and so does what only it knows', async () => {
  await log(entry('order.delivered', { refs: ['tracking:1'], occurred_at: 1.7e12 + 3 }));
  await log(entry('order.shipped', { refs: ['printify:1', 'tracking:1'], occurred_at: 1.7e12 + 2 }));
  assert.deepEqual(await timeline('SS-1'), []);
  await log(entry('order.submitted', { order_id: 'SS-1', refs: ['printify:1'], occurred_at: 1.7e12 + 1 }));
  assert.deepEqual(await timeline('SS-1'), ['order.submitted api', 'order.shipped api', 'order.delivered api']);
  const { results } = await worker.db.prepare("SELECT key FROM stream WHERE key LIKE 'ref:%'").all();
  assert.deepEqual(results, []);
});

test('events of one statement find each other, whichever stands first', async () => {
  const knows = entry('order.created', { order_id: 'SS-1', refs: ['stripe:pi_1'] });
  const asks = () => entry('order.refunded', { refs: ['stripe:pi_1'] });
  await log(asks(), knows, asks());
  assert.equal((await timeline('SS-1')).length, 3);
});

test('a ref that two orders claim leads to the claim before the event, and is counted', async () => {
  const shipped = (order_id: string, at: number) =>
    entry('order.shipped', { order_id, refs: ['tracking:1'], occurred_at: 1.7e12 + at });
  const delivered = (at: number) => entry('order.delivered', { refs: ['tracking:1'], occurred_at: 1.7e12 + at });
  await log(delivered(3), shipped('SS-2', 2), delivered(1), shipped('SS-1', 0));
  assert.equal((await timeline('SS-1')).length, 2);
  assert.equal((await timeline('SS-2')).length, 2);
  const { results } = await worker.db.prepare('SELECT ref, stream FROM ref WHERE contested IS NOT NULL').all();
  assert.notEqual(results.length, 0);
});

test('a ref that five orders claim decides nothing, and is not read any more', async () => {
  const shipped = (i: number) => entry('order.shipped', { order_id: `SS-${i}`, refs: ['tracking:1'] });
  for (let i = 0; i < 20; i++) await log(shipped(i));
  const { ids, added } = await log(entry('order.delivered', { refs: ['tracking:1'] }));
  assert.equal(added.get(ids[0]!)!.order_id, null);
  const { read } = await cost(shipped(21));
  assert.ok(read <= 250, `${read} rows read`);
});

for (const order of [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
]) {
  test(`one fact is one line, told in the order ${order}`, async () => {
    const reports = ['printify', 'easypost', 'aftership'].map((source, i) =>
      entry('order.delivered', {
        source,
        fact: 'delivered:1',
        occurred_at: 1.7e12 + i,
        ...(i === 0 ? { refs: ['tracking:1'] } : { order_id: 'SS-1', refs: ['tracking:1'] }),
      }),
    );
    for (const i of order) await log(reports[i]!);
    assert.deepEqual(await timeline('SS-1'), ['order.delivered printify']);
  });
}

test('a fact of an order that is not known yet is one line too', async () => {
  for (const source of ['printify', 'easypost']) await log(entry('order.delivered', { source, fact: 'delivered:1' }));
  const { results } = await worker.db.prepare('SELECT source FROM activity_log WHERE hidden IS NULL').all();
  assert.equal(results.length, 1);
});

test('a status is shown only where it differs from the one before it in time, whatever came first', async () => {
  const told = ([is, at]: [string, number]) =>
    entry('order.submission_failed', {
      order_id: 'SS-1',
      occurred_at: 1.7e12 + at,
      status: { of: 'printify:1', is },
    });
  const states: [string, number][] = [
    ['on-hold', 3],
    ['on-hold', 0],
    ['production', 2],
    ['on-hold', 1],
    ['on-hold', 4],
  ];
  for (const state of states) assert.equal((await log(told(state))).added.size, 1);
  const shown = (await readTimeline(database(worker.db), 'SS-1')).rows.map(({ occurred_at }) => occurred_at - 1.7e12);
  assert.deepEqual(shown, [0, 2, 3]);
});

test('an event without a time of its own is stored once, though each delivery has another time', async () => {
  const at = (occurred_at: number) => entry('order.production', { once: true, key: 'p:1', occurred_at });
  const first = await log(at(1.7e12));
  const again = await log(at(1.7e12 + 1000), at(1.7e12 + 2000));
  assert.equal(again.added.size, 0);
  assert.deepEqual(again.ids, [first.ids[0], first.ids[0]]);
});

test('one key at one moment serves two types', async () => {
  const same = { key: 'k', occurred_at: 1.7e12, order_id: 'SS-1' };
  assert.equal((await log(entry('warehouse.picked', same), entry('warehouse.packed', same))).added.size, 2);
});

test('500 events are two batches', async () => {
  const events = Array.from({ length: 500 }, (_, i) => entry('order.created', { order_id: `SS-${i}` }));
  const { db, meter } = metered(worker.db);
  assert.equal((await append(database(db), events)).added.size, 500);
  assert.equal(meter.trips, 2);
  assert.ok(meter.written <= 500 * 6, `${meter.written} rows written`);
});
