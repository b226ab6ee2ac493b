import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newRow } from '../../store/new-row.ts';
import { entry } from '../../testing/entries.ts';
import { expectations } from '../deadlines.ts';
import type { Entry } from '../entry.ts';
import type { StoryEvent } from './event.ts';
import { type Cut, fold } from './fold.ts';
import type { Standing } from './standing.ts';

/** A shop that packs for itself. */
const SETTINGS = expectations({}, false).expected;
const HOUR = 3_600_000;
const T = Date.UTC(2026, 1, 16);

const at = (hours: number) => T + hours * HOUR;
/** An event of the order so many hours after it was placed. */
const of = (type: string, hours: number, payload: Entry['payload'] = {}, told: Partial<Entry> = {}) =>
  entry(`order.${type}`, { order_id: 'A', occurred_at: at(hours), payload, ...told });

const events = (...entries: Entry[]): Promise<StoryEvent[]> =>
  Promise.all(entries.map(async (each) => (await newRow(each, T)).event));

const stands = async (entries: Entry[], cut: Cut | null = null): Promise<Standing | null> =>
  fold(await events(...entries), SETTINGS, cut).standing;

/** The status, since how many hours, and the steps that were reached, each with its hour. */
const told = async (...entries: Entry[]) => {
  const { status, since, reached } = (await stands(entries))!;
  const hours = Object.entries(reached).map(([step, ms]) => `${step} ${(ms - T) / HOUR}`);
  return [status, (since - T) / HOUR, hours.join(', ')];
};

describe('an order stands', () => {
  test('where its last step left it', async () => {
    assert.deepEqual(await told(of('created', 0)), ['paid', 0, 'placed 0, paid 0']);
    const all = [of('created', 0), of('submitted', 1), of('production', 2), of('shipped', 3), of('delivered', 4)];
    assert.deepEqual(await told(...all), [
      'delivered',
      4,
      'placed 0, paid 0, submitted 1, production 2, shipped 3, delivered 4',
    ]);
  });

  test('nowhere while no event says', async () => {
    assert.equal(await stands([of('note', 0), of('payment_failed', 1)]), null);
  });

  test('where it waits for money, until it is paid', async () => {
    const placed = of('created', 0, { paid: false });
    assert.deepEqual(await told(placed), ['placed', 0, 'placed 0']);
    assert.equal((await stands([placed]))!.next, null);
    assert.deepEqual(await told(placed, of('paid', 5)), ['paid', 5, 'placed 0, paid 5']);
  });

  test('at a step that nobody reported with the next one', async () => {
    assert.deepEqual(await told(of('created', 0), of('shipped', 9)), [
      'shipped',
      9,
      'placed 0, paid 0, submitted 9, production 9, shipped 9',
    ]);
  });

  test('at its furthest step, whatever comes late', async () => {
    assert.equal((await told(of('created', 0), of('shipped', 2), of('production', 3)))[0], 'shipped');
  });

  test('where it ended, and where it stood before once that is taken back', async () => {
    const made = [of('created', 0), of('production', 2)];
    assert.equal((await told(...made, of('cancelled', 3)))[0], 'cancelled');
    assert.deepEqual((await told(...made, of('cancelled', 3), of('reinstated', 4))).slice(0, 2), ['production', 2]);
    assert.equal((await told(...made, of('refunded', 3)))[0], 'refunded');
  });

  test('as not shipped once its shipment is cancelled', async () => {
    const parcel = { tracking: 'P1' };
    const [status, , reached] = await told(
      of('created', 0),
      of('shipped', 2, parcel),
      of('shipment_cancelled', 3, parcel),
    );
    assert.deepEqual([status, reached], ['paid', 'placed 0, paid 0']);
  });

  test('as shipped while a part is left to send, and that part is awaited', async () => {
    const part = of('shipped', 2, { tracking: 'P1', items: 1, of: 3 });
    const standing = (await stands([of('created', 0), of('production', 1), part]))!;
    assert.deepEqual([standing.status, standing.next, standing.reached.shipped], ['shipped', 'shipped', undefined]);
  });

  const [p1, p2] = [{ tracking: 'P1' }, { tracking: 'P2' }];

  test('as returned though its way back is told as a delivery, until it is sent again', async () => {
    const back = [of('created', 0), of('shipped', 1, p1), of('returned', 5, p1)];
    assert.equal((await told(...back, of('delivered', 6, p1)))[0], 'returned');
    assert.equal((await told(...back, of('delivered', 6)))[0], 'returned');
    assert.equal((await told(of('delivered', 6, p1), ...back))[0], 'returned');
    assert.equal((await told(...back, of('delivered', 4, p1)))[0], 'returned');
    assert.equal((await told(...back, of('shipped', 7, p2), of('delivered', 8, p2)))[0], 'delivered');
    assert.equal((await told(...back, of('shipped', 7, p2), of('delivered', 8)))[0], 'delivered');
    const all = [of('created', 0), of('shipped', 1, p1), of('returned', 5)];
    assert.equal((await told(...all, of('delivered', 6, p1)))[0], 'returned');
    assert.equal((await told(of('created', 0), of('returned', 5, p1), of('delivered', 6)))[0], 'returned');
  });

  test('as returned once a parcel came back and none is on its way', async () => {
    const [p1, p2] = [{ tracking: 'P1' }, { tracking: 'P2' }];
    const sent = [of('created', 0), of('shipped', 1, p1), of('shipped', 2, p2)];
    assert.equal((await told(...sent, of('returned', 5, p1)))[0], 'shipped');
    assert.equal((await told(...sent, of('delivered', 4, p2), of('returned', 5, p1)))[0], 'returned');
    assert.equal(
      (await told(of('created', 0), of('shipped', 1, p1), of('returned', 5, p1), of('shipped', 6, p2)))[0],
      'shipped',
    );
  });

  test('as shipped again once another parcel leaves after the first one has arrived', async () => {
    const [p1, p2] = [{ tracking: 'P1' }, { tracking: 'P2' }];
    const first = [of('created', 0), of('shipped', 1, p1), of('delivered', 5, p1)];
    const [status, since, reached] = await told(...first, of('shipped', 6, p2));
    assert.deepEqual([status, since, String(reached).includes('delivered')], ['shipped', 6, false]);
    assert.equal((await told(...first, of('shipped', 6, p2), of('delivered', 9, p2)))[0], 'delivered');
    // That the shop calls its order complete sends no parcel, and neither does who tells the first one once more.
    assert.equal((await told(...first, of('shipped', 6)))[0], 'delivered');
    assert.equal((await told(...first, of('shipped', 6, p1, { source: 'aftership' })))[0], 'delivered');
  });

  test('without a payment where it is paid for later, until it is', async () => {
    const placed = of('created', 0, { paid: 'later' });
    assert.deepEqual(await told(placed, of('shipped', 3)), [
      'shipped',
      3,
      'placed 0, submitted 3, production 3, shipped 3',
    ]);
    assert.deepEqual((await stands([placed]))!.skips, ['paid']);
    assert.equal((await stands([placed]))!.next, 'shipped');
    assert.equal((await stands([placed, of('paid', 5)]))!.status, 'paid');
  });

  test('without parcels where nothing of it is shipped', async () => {
    const digital = { requires_shipping: false };
    const placed = (await stands([of('created', 0, digital)]))!;
    assert.deepEqual([placed.next, placed.skips], [null, ['shipped', 'delivered']]);
    assert.equal((await told(of('created', 0), of('shipped', 1, digital)))[0], 'delivered');
    assert.equal(
      (await stands([of('created', 0), of('shipped', 1, { ...digital, items: 1, of: 2 })]))!.next,
      'shipped',
    );
  });

  test('on hold until it goes on', async () => {
    const held = [of('created', 0), of('on_hold', 1)];
    assert.deepEqual(
      [(await stands(held))!.on_hold, (await stands([...held, of('released', 2)]))!.on_hold],
      [true, false],
    );
  });
});

test('a stream that lost its older events stands as stored, and goes on from there', async () => {
  const before = (await stands([of('created', 0), of('production', 1)]))!;
  const left = (await events(of('production', 1))).map((event) => ({
    ...event,
    was: fold([event], SETTINGS).states.get(event.id)!,
  }));
  const kept = fold(left, SETTINGS, { standing: before }).standing!;
  assert.deepEqual(kept, { ...before, next: null, due_at: null });
  const fresh = await events(of('shipped', 9));
  const { status, reached } = fold([...left, ...fresh], SETTINGS, { standing: before }).standing!;
  assert.deepEqual([status, reached], ['shipped', { ...before.reached, shipped: at(9) }]);
});
