import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newRow } from '../../store/new-row.ts';
import { entry } from '../../testing/entries.ts';
import { expectations, type OverdueSettings } from '../deadlines.ts';
import type { Entry } from '../entry.ts';
import { fold } from './fold.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday. */
const T = Date.UTC(2026, 1, 16);

/** An event of the order so many hours after it was placed. */
const of = (type: string, hours: number, payload: Entry['payload'] = {}, told: Partial<Entry> = {}) =>
  entry(`order.${type}`, { order_id: 'A', occurred_at: T + hours * HOUR, payload, ...told });

/** The steps that a shop awaits after some events, each with its hour. */
const awaits = async (settings: OverdueSettings, ...entries: Entry[]): Promise<string[]> => {
  const events = await Promise.all(entries.map(async (each) => (await newRow(each, T)).event));
  const { awaited } = fold(events, expectations(settings, false).expected);
  return awaited.map(({ step, parcel, due_at }) => `${step}${parcel ? ` ${parcel}` : ''} ${(due_at - T) / HOUR}`);
};

const PRINTED = { STEPS: 'submitted,production,shipped,delivered' };
const PACKED = { OVERDUE_SHIPPED: '3d' };
const parcel = (tracking: string) => ({ tracking });

describe('an order awaits', () => {
  test('the next step that its shop has, from the last one before it that the shop has', async () => {
    assert.deepEqual(await awaits(PRINTED, of('created', 0)), ['submitted 2']);
    assert.deepEqual(await awaits(PRINTED, of('created', 0), of('submitted', 1)), ['production 73']);
    assert.deepEqual(await awaits(PACKED, of('created', 0)), ['shipped 72']);
    assert.deepEqual(await awaits(PACKED, of('created', 0), of('submitted', 1), of('production', 5)), ['shipped 72']);
    const short = { STEPS: 'submitted,shipped' };
    assert.deepEqual(await awaits(short, of('created', 0), of('submitted', 1), of('production', 9)), ['shipped 169']);
    assert.deepEqual(await awaits(short, of('created', 0), of('production', 9)), ['shipped 177']);
    assert.deepEqual(await awaits(short, of('created', 0), of('shipped', 9)), []);
    assert.deepEqual(await awaits({ STEPS: 'delivered' }, of('created', 0)), ['delivered 504']);
  });

  test('shipping within three working days where it packs what was paid', async () => {
    assert.deepEqual(await awaits({}, of('created', 12)), ['shipped 84']);
    assert.deepEqual(await awaits({}, of('created', 4 * 24 + 12)), [`shipped ${9 * 24 + 12}`]);
    assert.deepEqual(await awaits({ CLOSED: '2026-02-17' }, of('created', 12)), ['shipped 108']);
    assert.deepEqual(await awaits(PRINTED, of('created', 0), of('production', 0)), ['shipped 168']);
  });

  test('nothing while it waits for money', async () => {
    assert.deepEqual(await awaits(PACKED, of('created', 0, { paid: false })), []);
    assert.deepEqual(await awaits(PACKED, of('created', 0, { paid: false }), of('on_hold', 1)), []);
    assert.deepEqual(await awaits(PACKED, of('created', 0, { paid: false }), of('paid', 5)), ['shipped 77']);
    assert.deepEqual(await awaits(PACKED, of('created', 0, { paid: 'later' }), of('paid', 5)), ['shipped 72']);
  });

  test('the end of a hold, which stops the clock', async () => {
    const held = [of('created', 0), of('on_hold', 10)];
    assert.deepEqual(await awaits(PACKED, ...held), ['hold 178']);
    assert.deepEqual(await awaits(PACKED, ...held, of('released', 30)), ['shipped 92']);
    assert.deepEqual(await awaits(PACKED, ...held, of('released', 30), of('on_hold', 40), of('production', 44)), [
      'shipped 96',
    ]);
    assert.deepEqual(await awaits({ ...PACKED, OVERDUE_HOLD: 'off' }, ...held), []);
    // A hold over the weekend costs no working day.
    const weekend = [of('created', 0), of('on_hold', 5 * 24), of('released', 7 * 24)];
    assert.deepEqual(await awaits({ OVERDUE_SHIPPED: '6wd' }, ...weekend), [`shipped ${8 * 24}`]);
  });

  test('its payment’s deadline, though it was held before that', async () => {
    const held = [of('created', 0, { paid: false }), of('on_hold', 1), of('paid', 10), of('released', 15)];
    assert.deepEqual(await awaits(PACKED, ...held), ['shipped 87']);
  });

  test('what was promised to the customer, whatever the setting', async () => {
    const promised = of('created', 0, { ship_by: '2026-02-20' });
    for (const settings of [{}, PACKED, { OVERDUE_SHIPPED: 'off' }]) {
      assert.deepEqual(await awaits(settings, promised), ['shipped 120']);
    }
    assert.deepEqual(await awaits({ TIME_ZONE: 'America/New_York' }, promised), ['shipped 125']);
    assert.deepEqual(await awaits({}, of('created', 0, { ship_by: '2026-02-20T10:00:00Z' })), ['shipped 106']);
    assert.deepEqual(await awaits({}, promised, of('note', 1, { ship_by: '2026-02-21' })), ['shipped 144']);
    assert.deepEqual(await awaits(PACKED, of('created', 0, { ship_by: 'soon' })), ['shipped 72']);
  });

  test('each of its parcels by itself, and none that is not shipped', async () => {
    const sent = [of('created', 0), of('shipped', 1, parcel('P1')), of('shipped', 5, parcel('P2'))];
    assert.deepEqual(await awaits({}, ...sent), ['delivered P1 505', 'delivered P2 509']);
    assert.deepEqual(await awaits({}, ...sent, of('delivered', 9, parcel('P1'))), ['delivered P2 509']);
    assert.deepEqual(await awaits({}, of('created', 0), of('shipped', 1), of('shipped', 2, parcel('P1'))), [
      'delivered P1 506',
    ]);
    const digital = { requires_shipping: false };
    assert.deepEqual(await awaits({}, of('created', 0, digital)), []);
    assert.deepEqual(await awaits({}, of('created', 0), of('shipped', 1, digital)), []);
    assert.deepEqual(await awaits({ STEPS: 'shipped' }, ...sent), []);
  });

  test('another parcel of what had arrived, but no one that is told again', async () => {
    const there = [of('created', 0), of('shipped', 1, parcel('P1')), of('delivered', 9, parcel('P1'))];
    assert.deepEqual(await awaits({}, ...there), []);
    assert.deepEqual(await awaits({}, ...there, of('shipped', 10, parcel('P2'))), ['delivered P2 514']);
    assert.deepEqual(await awaits({}, ...there, of('shipped', 10, parcel('P1'), { source: 'easypost' })), []);
    assert.deepEqual(await awaits({}, ...there, of('shipped', 10)), []);
  });

  test('nothing that was late before it was recorded', async () => {
    const old = (recorded: number) => of('created', 0, {}, { history: T + recorded * HOUR });
    assert.deepEqual(await awaits(PACKED, old(72)), []);
    assert.deepEqual(await awaits(PACKED, old(71)), ['shipped 72']);
    assert.deepEqual(await awaits(PACKED, old(1000), of('shipped', 999)), [`delivered ${999 + 21 * 24}`]);
  });

  test('nothing once it was cancelled, and the step anew once it goes on', async () => {
    const cancelled = [of('created', 0), of('cancelled', 5)];
    assert.deepEqual(await awaits(PACKED, ...cancelled), []);
    assert.deepEqual(await awaits(PACKED, ...cancelled, of('reinstated', 9)), ['shipped 81']);
    const unsent = [of('created', 0), of('shipped', 5, parcel('P1')), of('shipment_cancelled', 8, parcel('P1'))];
    assert.deepEqual(await awaits(PACKED, ...unsent), ['shipped 80']);
    assert.deepEqual(await awaits(PRINTED, ...unsent), ['shipped 176']);
  });
});

test('a setting that cannot be read is as if it were not set, and is named', () => {
  const { expected, flaws } = expectations(
    {
      OVERDUE_SHIPPED: 'soon',
      OVERDUE_HOLD: '0h',
      STEPS: 'packed',
      TIME_ZONE: 'Mars',
      WORKING_DAYS: 'noday',
      CLOSED: '2026-02-30',
    },
    true,
  );
  assert.deepEqual(
    flaws.map(({ setting }) => setting),
    ['STEPS', 'OVERDUE_SHIPPED', 'OVERDUE_HOLD', 'TIME_ZONE', 'WORKING_DAYS', 'CLOSED'],
  );
  assert.deepEqual(expected, expectations({}, true).expected);
  assert.equal(expected.limits.hold!.ms, 7 * DAY);
});
