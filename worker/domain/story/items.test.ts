import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newRow } from '../../store/new-row.ts';
import { entry } from '../../testing/entries.ts';
import { expectations } from '../deadlines.ts';
import type { Entry } from '../entry.ts';
import { fold } from './fold.ts';

const SETTINGS = expectations({}, false).expected;
const HOUR = 3_600_000;
const T = Date.UTC(2026, 1, 16);

const of = (type: string, hours: number, payload: Entry['payload']) =>
  entry(`order.${type}`, { order_id: 'A', occurred_at: T + hours * HOUR, payload });

/** The order's number of items that the fold adds to each parcel, null where it adds none. */
const added = async (...entries: Entry[]) => {
  const events = await Promise.all(entries.map(async (each) => (await newRow(each, T)).event));
  const { states } = fold(events, SETTINGS, null);
  return entries.flatMap(({ event_type }, i) =>
    event_type === 'order.shipped' ? [states.get(events[i]!.id)!.items_of] : [],
  );
};

describe('a parcel is said to hold some items of its order', () => {
  test('where the order has more', async () => {
    const parcels = [of('shipped', 1, { tracking: 'P1', items: 1 }), of('shipped', 2, { tracking: 'P2', items: 2 })];
    assert.deepEqual(await added(of('created', 0, { items: 3 }), ...parcels), [3, 3]);
  });

  test('without those that a refund took out', async () => {
    const created = of('created', 0, { items: 3, amount: 3, currency: 'GBP' });
    const refund = of('refunded', 1, { amount: 1, currency: 'GBP', removed_items: 1 });
    assert.deepEqual(await added(created, refund, of('shipped', 2, { tracking: 'P1', items: 1 })), [2]);
  });

  test('not where it holds them all, says it itself, or nobody knows how many there are', async () => {
    assert.deepEqual(await added(of('created', 0, { items: 3 }), of('shipped', 1, { items: 3 })), [null]);
    assert.deepEqual(await added(of('created', 0, { items: 3 }), of('shipped', 1, { items: 1, of: 2 })), [null]);
    assert.deepEqual(await added(of('created', 0, {}), of('shipped', 1, { items: 1 })), [null]);
  });
});
