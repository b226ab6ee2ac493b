import assert from 'node:assert/strict';
import { test } from 'node:test';
import { append, entry } from '../testing/entries.ts';
import { useWorker } from '../testing/harness.ts';
import { metered } from '../testing/metered.ts';
import { openAndSnoozed, openNow } from './attention.ts';
import { type Database, database } from './database.ts';
import { readFeed } from './feed.ts';
import { snoozeEvent } from './snooze.ts';

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
  const asleep = await cost((counting) => openNow(counting, null, now));
  assert.ok(asleep <= 2, `${asleep} rows read by a count while all is snoozed`);
  const beside = await cost((counting) => openAndSnoozed(counting, null, now));
  assert.ok(beside <= 3, `${beside} rows read by a count that looks whether anything is snoozed`);
  const later = now + 2000;
  const due = rows.length - 80;
  const counted = await cost((counting) => openNow(counting, null, later));
  assert.ok(counted <= due + 1, `${counted} rows read by a count of ${due}`);
  const before = rows[90]!.id;
  for (const tab of ['attention', 'snoozed'] as const) {
    const read = await cost((counting) => readFeed(counting, { tab }, null, before, 50, { now: later }));
    assert.ok(read <= 3 * rows.length, `${read} rows read by a page of ${tab}`);
  }
});
