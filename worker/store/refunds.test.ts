import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entry } from '../testing/entries.ts';
import { useWorker } from '../testing/harness.ts';
import { metered } from '../testing/metered.ts';
import { append, type Entry } from './append.ts';
import { database } from './database.ts';
import { bitOf } from './problems.ts';

const worker = useWorker();

/** One after the other, each a second later, in that order of arrival. */
const log = async (...entries: Entry[]) => {
  for (const one of entries) await append(database(worker.db), [one]);
};
const placed = entry('order.created', { order_id: 'SS-1', payload: { amount: 4300 }, occurred_at: 1.7e12 });
const refunded = (amount: number | null, fact: string, source = 'stripe') =>
  entry('order.refunded', { order_id: 'SS-1', fact, source, payload: { amount }, occurred_at: 1.7e12 + 1000 });

/** Whether the refunds end what the order is waiting for. */
const ends = async (): Promise<boolean[]> => {
  const { results } = await worker.db
    .prepare("SELECT closes FROM activity_log WHERE event_type = 'order.refunded' ORDER BY inserted_at, id")
    .all<{ closes: number | null }>();
  return results.map(({ closes }) => ((closes ?? 0) & bitOf('overdue.submitted')) !== 0);
};

test('a refund that leaves something of the price ends nothing, whichever is told first', async () => {
  for (const told of [
    [placed, refunded(500, 'a')],
    [refunded(500, 'a'), placed],
  ]) {
    await worker.db.prepare('DELETE FROM activity_log').run();
    await log(...told);
    assert.deepEqual(await ends(), [false]);
  }
});

test('refunds end what is awaited once they come to the price, all of them', async () => {
  await log(placed, refunded(3000, 'a'));
  assert.deepEqual(await ends(), [false]);
  await log(refunded(1300, 'b'));
  assert.deepEqual(await ends(), [true, true]);
});

test('a refund that joins its order late is weighed then', async () => {
  await log(placed, { ...refunded(500, 'a'), order_id: null, refs: ['stripe:pi_1'] });
  await log(entry('order.note', { order_id: 'SS-1', refs: ['stripe:pi_1'], occurred_at: 1.7e12 }));
  assert.deepEqual(await ends(), [false]);
});

test('a refund that two tell of is one refund', async () => {
  await log(placed, refunded(2500, 'a'), refunded(2500, 'a', 'gorgias'));
  assert.deepEqual(await ends(), [false, false]);
});

test('a refund without an amount is one in full', async () => {
  await log(placed, refunded(500, 'a'), refunded(null, 'b'));
  assert.deepEqual(await ends(), [true, true]);
});

test('a refund reads its order once, of what is no payment only the index', async () => {
  const others = [
    'order.submitted',
    'order.production',
    'order.shipped',
    'order.delivered',
    'order.note',
    'order.note',
  ];
  await log(placed, ...others.map((type) => entry(type, { order_id: 'SS-1', occurred_at: 1.7e12 + 500 })));
  const { db, meter } = metered(worker.db);
  await append(database(db), [refunded(500, 'a')]);
  assert.ok(meter.read <= 30, `${meter.read} rows read`);
});
