import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { entry } from '../testing/entries.ts';
import { useWorker } from '../testing/harness.ts';
import { metered } from '../testing/metered.ts';
import { append, type Entry } from './append.ts';
import { countOpen, snoozeEvent } from './attention.ts';
import { type Database, database } from './database.ts';
import { readFeed } from './feed.ts';
import { onWire } from './to-wire.ts';

/** 2,000 orders of five events, so that a scan of anything shows; and 120 open problems. */
const worker = useWorker({
  seed: async (db) => {
    for (let start = 0; start < 2000; start += 200) {
      const orders = Array.from({ length: 200 }, (_, i) => `OLD-${start + i}`);
      const types = ['order.created', 'order.submitted', 'order.production', 'order.shipped', 'order.note'];
      await append(
        database(db),
        orders.flatMap((order_id) => types.map((type) => entry(type, { order_id }))),
      );
    }
    const failures = Array.from({ length: 120 }, (_, i) => entry('order.submission_failed', { order_id: `BAD-${i}` }));
    await append(database(db), failures);
  },
});

const cost = async (...entries: Entry[]) => {
  const { db, meter } = metered(worker.db);
  await append(database(db), entries);
  return meter;
};

let orders = 0;
/** A new order with what comes before the event that is measured. */
const order = async (...types: string[]) => {
  const order_id = `NEW-${++orders}`;
  for (const type of types) await append(database(worker.db), [entry(type, { order_id })]);
  return order_id;
};
const failed = 'order.submission_failed';
const sync = (type: string) => entry(type, { payload: { provider: 'printify' } });
const bought = async (amount: number) => {
  const order_id = await order();
  await append(database(worker.db), [entry('order.created', { order_id, payload: { amount } })]);
  return order_id;
};
const refund = (order_id: string, amount: number) => entry('order.refunded', { order_id, payload: { amount } });
const known = async () => {
  const order_id = await order('order.created', 'order.submitted', 'order.shipped');
  await append(database(worker.db), [entry('order.note', { order_id, refs: [`tracking:${order_id}`] })]);
  return { refs: [`tracking:${order_id}`], fact: `delivered:${order_id}` };
};

/** What may be written, and what an append does to come to it. */
const CALLS: [what: string, written: number, append: () => Promise<Entry>][] = [
  ['an info event of no order', 1, async () => entry('sync.started')],
  ['a completed sync', 2, async () => sync('sync.completed')],
  ['an info event of an order', 2, async () => entry('order.created', { order_id: await order() })],
  ['one with a new ref', 3, async () => entry('order.created', { order_id: await order(), refs: [`new:${orders}`] })],
  ['a note', 2, async () => entry('order.note', { order_id: await order('order.created', failed) })],
  ['a first error', 3, async () => entry(failed, { order_id: await order('order.created') })],
  ['a repeat', 4, async () => entry(failed, { order_id: await order('order.created', failed) })],
  ['the tenth repeat', 4, async () => entry(failed, { order_id: await order(...Array(10).fill(failed)) })],
  ['a recovery', 3, async () => entry('order.submitted', { order_id: await order('order.created', failed) })],
  ['a reopening', 3, async () => entry(failed, { order_id: await order('order.created', failed, 'order.submitted') })],
  [
    'a warning that is its own problem',
    3,
    async () => entry('email.bounced', { order_id: await order('order.created') }),
  ],
  ['a refund in full', 2, async () => refund(await bought(4300), 4300)],
  ['a refund in part', 4, async () => refund(await bought(4300), 500)],
  ['a fact', 2, async () => entry('order.delivered', await known())],
  [
    'a fact told twice',
    3,
    async () => {
      const told = await known();
      await append(database(worker.db), [entry('order.delivered', told)]);
      return entry('order.delivered', { ...told, source: 'easypost' });
    },
  ],
  [
    'a late join',
    7,
    async () => {
      const order_id = await order();
      await append(database(worker.db), [entry('order.note', { refs: [`late:${order_id}`] })]);
      return entry('order.created', { order_id, refs: [`late:${order_id}`] });
    },
  ],
];

/** What is seldom may read more. */
const MORE: Record<string, number> = { 'a late join': 60, 'a refund in part': 30 };

describe('an append among 10,000 events', () => {
  for (const [what, written, prepare] of CALLS) {
    const read = MORE[what] ?? 20;
    test(`of ${what} writes at most ${written} rows and reads at most ${read}`, async () => {
      const meter = await cost(await prepare());
      assert.ok(meter.written <= written, `${meter.written} rows written`);
      assert.ok(meter.read <= read, `${meter.read} rows read`);
    });
  }
});

test('the attention list of 50 open problems reads 51 rows and looks for snoozes that are over, and the count at most 100', async () => {
  const { db, meter } = metered(worker.db);
  const page = await readFeed(database(db), { tab: 'attention' }, null, null, 50);
  const events = await onWire(database(db), page.rows, {});
  assert.equal(events.length, 50);
  assert.equal(meter.read, 53);
  const counting = metered(worker.db);
  assert.equal((await countOpen(database(counting.db), null)).count, 100);
  assert.ok(counting.meter.read <= 100, `${counting.meter.read} rows read`);
});

test('what is snoozed costs the count nothing; what is due again costs a list no more than itself', async () => {
  const db = database(worker.db);
  const { rows } = await readFeed(db, { tab: 'attention' }, null, null, 200);
  const now = Date.now();
  for (const [i, { id }] of rows.entries()) await snoozeEvent(db, id, null, now + (i < 80 ? 60_000 : 1000), now);
  const cost = async (ask: (db: Database) => Promise<unknown>) => {
    const { db: counting, meter } = metered(worker.db);
    await ask(database(counting));
    return meter.read;
  };
  const asleep = await cost((counting) => countOpen(counting, null, now));
  assert.ok(asleep <= 2, `${asleep} rows read by a count while all is snoozed`);
  const later = now + 2000;
  const due = rows.length - 80;
  const counted = await cost((counting) => countOpen(counting, null, later));
  assert.ok(counted <= due + 1, `${counted} rows read by a count of ${due}`);
  const before = rows[90]!.id;
  for (const tab of ['attention', 'snoozed'] as const) {
    const read = await cost((counting) => readFeed(counting, { tab }, null, before, 50, undefined, later));
    assert.ok(read <= 3 * rows.length, `${read} rows read by a page of ${tab}`);
  }
});
