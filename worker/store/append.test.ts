import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entry } from '../testing/entries.ts';
import { useWorker } from '../testing/harness.ts';
import { metered } from '../testing/metered.ts';
import { append, type Entry } from './append.ts';
import { database } from './database.ts';
import { readTimeline } from './read.ts';

const worker = useWorker();

const log = (...entries: Entry[]) => append(database(worker.db), entries);
const timeline = async (order: string) =>
  (await readTimeline(database(worker.db), order)).map(({ event_type, source }) => `${event_type} ${source}`);

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

test('a system event writes one row, an order’s two, and each new ref one more', async () => {
  assert.equal((await cost(entry('sync.started'))).written, 1);
  assert.equal((await cost(entry('sync.completed'))).written, 2);
  assert.equal((await cost(entry('abandoned_cart.created', { payload: { email: 'a@example.com' } }))).written, 1);
  assert.equal((await cost(entry('order.created', { order_id: 'SS-1' }))).written, 2);
  assert.equal((await cost(entry('order.submitted', { order_id: 'SS-1', refs: ['printify:1'] }))).written, 3);
  assert.equal(
    (await cost(entry('order.shipped', { order_id: 'SS-1', refs: ['printify:1', 'tracking:1'] }))).written,
    3,
  );
  assert.equal((await cost(entry('order.delivered', { refs: ['tracking:1'], fact: 'delivered:1' }))).written, 2);
});

test('an error writes one row more, for what needs attention', async () => {
  assert.equal((await cost(entry('order.submission_failed', { order_id: 'SS-1' }))).written, 3);
});

test('a repeated delivery writes nothing', async () => {
  for (const told of [
    {},
    { order_id: 'SS-1' },
    { order_id: 'SS-1', refs: ['stripe:pi_1'], fact: 'f' },
    { refs: ['stripe:pi_2'] },
  ]) {
    const event = entry('order.created', told);
    await log(event);
    assert.equal((await cost(event)).written, 0, JSON.stringify(told));
  }
});

test('what an append reads does not grow with the log', async () => {
  const placed = (order_id: string) => entry('order.created', { order_id, refs: [`stripe:${order_id}`] });
  const deliver = (order_id: string) =>
    cost(entry('order.delivered', { order_id, refs: [`tracking:${order_id}`], fact: `delivered:${order_id}` }));
  await log(placed('SS-0'));
  const atFirst = (await deliver('SS-0')).read;
  await log(...Array.from({ length: 400 }, (_, i) => placed(`SS-${i + 1}`)));
  // One more where a neighbour in the index ends the search, which an almost empty table lacks.
  assert.ok((await deliver('SS-7')).read <= atFirst + 2);
  assert.ok(atFirst <= 20, `${atFirst} rows read`);
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
  const { results } = await worker.db.prepare('SELECT * FROM waiting').all();
  assert.deepEqual(results, []);
});

test('events of one statement find each other, whichever stands first', async () => {
  const knows = entry('order.created', { order_id: 'SS-1', refs: ['stripe:pi_1'] });
  const asks = () => entry('order.refunded', { refs: ['stripe:pi_1'] });
  await log(asks(), knows, asks());
  assert.equal((await timeline('SS-1')).length, 3);
});

test('a ref is claimed once, and later claims are counted', async () => {
  await log(entry('order.shipped', { order_id: 'SS-1', refs: ['tracking:1'] }));
  await log(entry('order.shipped', { order_id: 'SS-2', refs: ['tracking:1'] }));
  await log(entry('order.delivered', { refs: ['tracking:1'] }));
  assert.equal((await timeline('SS-1')).length, 2);
  assert.equal((await timeline('SS-2')).length, 1);
  const { results } = await worker.db.prepare('SELECT * FROM order_ref').all();
  assert.deepEqual(results, [{ ref: 'tracking:1', order_id: 'SS-1', contested: 1 }]);
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
    const tellers = ['printify', 'easypost', 'aftership'].map((source, i) =>
      entry('order.delivered', {
        source,
        fact: 'delivered:1',
        occurred_at: 1.7e12 + i,
        ...(i === 0 ? { refs: ['tracking:1'] } : { order_id: 'SS-1', refs: ['tracking:1'] }),
      }),
    );
    for (const i of order) await log(tellers[i]!);
    assert.deepEqual(await timeline('SS-1'), ['order.delivered printify']);
  });
}

test('a fact of an order that is not known yet is one line too', async () => {
  for (const source of ['printify', 'easypost']) await log(entry('order.delivered', { source, fact: 'delivered:1' }));
  const { results } = await worker.db.prepare('SELECT source FROM activity_log WHERE retold IS NULL').all();
  assert.equal(results.length, 1);
});

test('a status is told only when it changed', async () => {
  const told = async (is: string, occurred_at: number) =>
    (await log(entry('order.submission_failed', { occurred_at, status: { of: 'printify:1', is } }))).added.size;
  assert.equal(await told('on-hold', 1.7e12), 1);
  assert.equal(await told('on-hold', 1.7e12 + 1), 0);
  assert.equal(await told('production', 1.7e12 + 2), 1);
  assert.equal(await told('on-hold', 1.7e12 + 3), 1);
});

test('a state that is a fact writes nothing to be remembered by, but moves on what is', async () => {
  const made = (occurred_at: number) =>
    cost(entry('order.production', { order_id: 'SS-1', fact: 'made', occurred_at, status: { of: 'p:1', is: 'made' } }));
  const held = (occurred_at: number) =>
    log(entry('order.submission_failed', { order_id: 'SS-1', occurred_at, status: { of: 'p:1', is: 'held' } }));
  assert.equal((await made(1.7e12)).written, 2);
  assert.equal((await held(1.7e12 + 1)).added.size, 1);
  await made(1.7e12 + 2);
  assert.equal((await held(1.7e12 + 3)).added.size, 1);
});

test('of refs a row keeps those that it was first to tell', async () => {
  await log(entry('order.submitted', { order_id: 'SS-1', refs: ['printify:1'], occurred_at: 1.7e12 }));
  await log(entry('order.shipped', { refs: ['printify:1', 'tracking:1'], occurred_at: 1.7e12 + 1 }));
  await log(entry('order.delivered', { refs: ['tracking:1'], occurred_at: 1.7e12 + 2 }));
  const rows = await readTimeline(database(worker.db), 'SS-1');
  assert.deepEqual(
    rows.map(({ refs }) => refs),
    [['printify:1'], ['tracking:1'], null],
  );
});

test('a state that is a fact moves on what the same statement remembers', async () => {
  const told = (is: string, occurred_at: number, fact: string | null = null) =>
    entry(fact ? 'order.production' : 'order.submission_failed', {
      ...{ order_id: 'SS-1', fact, occurred_at, status: { of: 'printify:1', is } },
    });
  await log(told('on-hold', 1.7e12), told('made', 1.7e12 + 1, 'made'));
  assert.equal((await log(told('on-hold', 1.7e12 + 2))).added.size, 1);
});

test('500 events are one statement of two rows each', async () => {
  const events = Array.from({ length: 500 }, (_, i) => entry('order.created', { order_id: `SS-${i}` }));
  assert.equal((await cost(...events)).written, 1000);
});
