import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Payload } from '../contract/event.ts';
import { changedConfig, useWorker, withEntry } from '../testing/harness.ts';
import type { Month, Played } from '../testing/month-worker.ts';

const worker = useWorker({ configPath: changedConfig(withEntry('worker/testing/month-worker.ts')) });

const play = (settings: Played['settings'], month: Month) =>
  worker.play<string[]>('/month', { settings, month } satisfies Played);

const PRINTIFY = { provider: 'printify' };
const parcel = (tracking: string, more: Payload = {}): Payload => ({ tracking, carrier: 'DHL', ...more });

test('a shop that has others print', async () => {
  const warnings = await play(
    { PRINTIFY_WEBHOOK_SECRET: 'secret' },
    {
      'all is well': [
        ['2 10:00', 'created'],
        ['2 10:30', 'submitted', PRINTIFY],
        ['3 09:00', 'production', PRINTIFY],
        ['6 12:00', 'shipped', parcel('P1')],
        ['12 12:00', 'delivered', parcel('P1')],
      ],
      forgotten: [['4 10:00', 'created']],
      'sent late': [
        ['4 20:00', 'created'],
        ['5 08:00', 'submitted', PRINTIFY],
        ['5 09:00', 'cancelled'],
      ],
      'in time, and told late': [
        ['5 10:00', 'created'],
        ['5 11:00', 'submitted', PRINTIFY, '5 23:00'],
        ['6 11:00', 'cancelled'],
      ],
      'failed, which is the news': [
        ['6 10:00', 'created'],
        ['6 10:05', 'submission_failed', { ...PRINTIFY, reason: 'insufficient stock' }],
      ],
      'held for two days': [
        ['9 10:00', 'created'],
        ['9 10:10', 'submitted', PRINTIFY],
        ['9 10:10', 'on_hold', PRINTIFY],
        ['11 10:10', 'released', PRINTIFY],
        ['13 12:00', 'production', PRINTIFY],
        ['14 12:00', 'shipped', parcel('P2')],
      ],
      'held for ever': [
        ['10 10:00', 'created'],
        ['10 10:10', 'submitted', PRINTIFY],
        ['10 11:00', 'on_hold', PRINTIFY],
      ],
      'two parcels, one of them lost': [
        ['2 10:00', 'created'],
        ['2 10:30', 'submitted', PRINTIFY],
        ['2 18:00', 'production', PRINTIFY],
        ['4 12:00', 'shipped', parcel('P3')],
        ['5 12:00', 'shipped', parcel('P4')],
        ['9 12:00', 'delivered', parcel('P3')],
      ],
      'in production for ever': [
        ['2 10:00', 'created'],
        ['2 10:30', 'production', PRINTIFY],
      ],
    },
  );
  assert.deepEqual(warnings, [
    '4 12:00 forgotten Not sent to the printer 2 hours after payment',
    '4 22:00 sent late Not sent to the printer 2 hours after payment (recovered)',
    '9 10:30 in production for ever Not shipped 7 days after production began',
    '17 11:00 held for ever On hold for 7 days',
    '26 12:00 two parcels, one of them lost Not delivered 21 days after shipping',
  ]);
});

test('a shop that packs for itself, in London', async () => {
  const warnings = await play(
    { TIME_ZONE: 'Europe/London', CLOSED: '2026-03-17' },
    {
      'all is well': [
        ['2 10:00', 'created'],
        ['4 15:00', 'shipped', parcel('P1')],
        ['6 12:00', 'delivered', parcel('P1')],
      ],
      'over the weekend': [
        ['6 16:00', 'created'],
        ['11 15:00', 'shipped', parcel('P2')],
        ['13 09:00', 'delivered', parcel('P2')],
      ],
      'over the weekend, forgotten': [['6 17:00', 'created']],
      'on a Saturday': [['7 12:00', 'created']],
      'over a holiday': [['16 12:00', 'created']],
      'over the change of clocks': [['26 12:00', 'created']],
      'waiting for the bank': [['2 10:00', 'created', { paid: false }]],
      'the bank took a week': [
        ['2 10:00', 'created', { paid: false }],
        ['9 10:00', 'paid'],
        ['16 10:00', 'shipped', parcel('P3')],
      ],
      refunded: [
        ['3 10:00', 'created', { amount: 4300, currency: 'GBP' }],
        ['4 10:00', 'refunded', { amount: 4300, currency: 'GBP' }],
      ],
      'cancelled, and on again': [
        ['3 10:00', 'created'],
        ['4 10:00', 'cancelled'],
        ['10 10:00', 'reinstated'],
      ],
      'label cancelled': [
        ['9 10:00', 'created'],
        ['10 10:00', 'shipped', parcel('P4')],
        ['11 10:00', 'shipment_cancelled', parcel('P4')],
      ],
    },
  );
  assert.deepEqual(warnings, [
    '11 17:00 over the weekend, forgotten Not shipped 3 working days after payment',
    '12 00:00 on a Saturday Not shipped 3 working days after payment',
    '12 10:00 the bank took a week Not shipped 3 working days after payment (recovered)',
    '13 10:00 cancelled, and on again Not shipped 3 working days after it was reinstated',
    '16 10:00 label cancelled Not shipped 3 working days after its shipment was cancelled',
    '20 12:00 over a holiday Not shipped 3 working days after payment',
    '31 11:00 over the change of clocks Not shipped 3 working days after payment',
  ]);
});

test('a shop of digital goods', async () => {
  const digital = { requires_shipping: false };
  const warnings = await play(
    {},
    {
      'a download': [['2 10:00', 'created', digital]],
      'a gift card, fulfilled': [
        ['2 10:00', 'created'],
        ['2 10:01', 'shipped', digital],
      ],
      'a gift card and a shirt': [
        ['2 10:00', 'created'],
        ['2 10:01', 'shipped', { ...digital, items: 1, of: 2 }],
      ],
      'a gift card and a shirt, both sent': [
        ['3 10:00', 'created'],
        ['3 10:01', 'shipped', { ...digital, items: 1, of: 2 }],
        ['4 10:00', 'shipped', parcel('P1', { items: 1, of: 2 })],
      ],
    },
  );
  assert.deepEqual(warnings, [
    '5 10:00 a gift card and a shirt Not shipped 3 working days after payment',
    '25 10:00 a gift card and a shirt, both sent Not delivered 21 days after shipping',
  ]);
});

test('a shop that takes orders ahead', async () => {
  const promised = (ship_by: string) => ({ ship_by });
  const warnings = await play(
    { TIME_ZONE: 'America/New_York' },
    {
      kept: [
        ['2 10:00', 'created', promised('2026-03-20')],
        ['20 22:00', 'shipped', parcel('P1')],
        ['24 10:00', 'delivered', parcel('P1')],
      ],
      broken: [['2 10:00', 'created', promised('2026-03-20')]],
      'to the hour': [['2 10:00', 'created', promised('2026-03-10T12:00:00Z')]],
      'put off': [
        ['2 10:00', 'created', promised('2026-03-05')],
        ['4 10:00', 'note', promised('2026-03-12')],
      ],
      'far away': [['2 10:00', 'created', promised('2026-12-24')]],
      'nothing promised': [['2 10:00', 'created']],
    },
  );
  assert.deepEqual(warnings, [
    '5 10:00 nothing promised Not shipped 3 working days after payment',
    '10 12:00 to the hour Not shipped by 10 March 2026',
    '13 04:00 put off Not shipped by 12 March 2026',
    '21 04:00 broken Not shipped by 20 March 2026',
  ]);
});

test('a shop that is paid on delivery, and never on a Friday', async () => {
  const later = { paid: 'later' };
  const warnings = await play(
    { TIME_ZONE: 'Asia/Jerusalem', WORKING_DAYS: 'sun-thu', OVERDUE_SHIPPED: '2wd', OVERDUE_DELIVERED: '5d' },
    {
      'all is well': [
        ['1 08:00', 'created', later],
        ['2 08:00', 'shipped', parcel('P1')],
        ['5 08:00', 'delivered', parcel('P1')],
        ['5 08:01', 'paid'],
      ],
      forgotten: [['2 08:00', 'created', later]],
      'over the weekend': [['5 08:00', 'created', later]],
      'not at home': [
        ['8 08:00', 'created', later],
        ['9 08:00', 'shipped', parcel('P2')],
        ['12 08:00', 'delivery_failed', parcel('P2')],
        ['16 08:00', 'returned', parcel('P2')],
      ],
      'came back, and sent again': [
        ['8 08:00', 'created', later],
        ['9 08:00', 'shipped', parcel('P3')],
        ['11 08:00', 'returned', parcel('P3')],
        ['12 08:00', 'shipped', parcel('P4')],
      ],
    },
  );
  assert.deepEqual(warnings, [
    '4 08:00 forgotten Not shipped 2 working days after the order',
    '9 08:00 over the weekend Not shipped 2 working days after the order',
    '14 08:00 not at home Not delivered 5 days after shipping (recovered)',
    '17 08:00 came back, and sent again Not delivered 5 days after shipping',
  ]);
});
