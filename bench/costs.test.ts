// Part of `npm test`: plays a shop, and checks each figure of docs/costs.md.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { database } from '../worker/store/database.ts';
import { append } from '../worker/testing/entries.ts';
import { useWorker } from '../worker/testing/harness.ts';
import { metered } from '../worker/testing/metered.ts';
import { bill, mostForFree, SHOPS, tables } from './costs.ts';
import { COUNTS } from './counts.ts';
import { DAYS, days } from './shop.ts';

const ROOT = join(import.meta.dirname, '..');
const page = readFileSync(join(ROOT, 'docs/costs.md'), 'utf8');

test('docs/costs.md has the figures of the counts and prices', () => {
  assert.ok(page.includes(tables()), `docs/costs.md should have:\n${tables()}`);
});

test('the README has the same costs', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const dollars = SHOPS.map((shop) => `$${bill(shop).toFixed(2)}`);
  for (const figure of [...dollars, `${mostForFree()} orders a day`]) assert.ok(readme.includes(figure), figure);
});

/** Rounds up to a tenth, so that a count is never lower than the measured one. */
const up = (value: number): number => Math.ceil(value * 10) / 10;

const worker = useWorker();

test('the counts are those of a played shop that sends each event alone', async () => {
  const sum = { order: { events: 0, read: 0, written: 0 }, syncs: { events: 0, read: 0, written: 0 } };
  let orders = 0;
  const { db, meter } = metered(worker.db);
  for (const { arrivals } of days(2500)) {
    for (const { at, entry } of arrivals) {
      const before = { ...meter };
      await append(database(db), [entry], at);
      const of = sum[entry.event_type.startsWith('sync.') ? 'syncs' : 'order'];
      of.events++;
      of.read += meter.read - before.read;
      of.written += meter.written - before.written;
      if (entry.event_type === 'order.created') orders++;
    }
  }
  const refs = (await worker.db.prepare('SELECT count(*) AS count FROM ref').first<number>('count'))!;
  const each = (of: typeof sum.order, count: number) => ({
    events: up(of.events / count),
    read: up(of.read / count),
    written: up(of.written / count),
  });
  const counted = { order: { ...each(sum.order, orders), refs: up(refs / orders) }, syncs: each(sum.syncs, DAYS) };
  assert.deepEqual({ order: COUNTS.order, syncs: COUNTS.syncs }, counted);
});
