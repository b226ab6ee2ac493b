import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LogEvent, NewEvent } from '../contract/event.ts';
import { overdue } from '../jobs/overdue.ts';
import { asViewer, record } from '../testing/callers.ts';
import { useWorker } from '../testing/harness.ts';
import { request } from './fixtures/delivery.ts';
import { loadFixtures, secretsOf } from './fixtures/load.ts';

const FIXTURES = await loadFixtures(['aftership', 'gelato', 'printify', 'printful']);
const worker = useWorker({ secrets: secretsOf(FIXTURES) });

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const AT = Math.floor(Date.now() / 1000) * 1000 - 60 * DAY;
const iso = (hours: number) => new Date(AT + hours * HOUR).toISOString();
const ORDER = 'SS-1';

let count = 0;

const send = async (source: string, body: object): Promise<void> => {
  const { sign, secret } = FIXTURES.get(source)!;
  const text = JSON.stringify(body);
  const { query, init } = request(text, await sign(text, { secret, at: Date.now(), id: `msg_${++count}` }));
  const response = await worker.fetch(`/webhooks/${source}${query}`, init);
  assert.equal(response.status, 200, await response.text());
};

const tell = (event_type: string, hours: number, fields: Partial<NewEvent> = {}) =>
  record(worker, { event_type, order_id: ORDER, occurred_at: iso(hours), ...fields });

const submit = (provider: string, id: string, hours = 0) =>
  tell('order.submitted', hours, { payload: { provider }, refs: [`${provider}:${id}`], fact: `submitted:${id}` });

const printify = (hours: number, type: string, data: object = {}) =>
  send('printify', {
    id: `event-${++count}`,
    type,
    created_at: iso(hours),
    resource: { id: 'p1', type: 'order', data: { shop_id: 1, ...data } },
  });
const updated = (hours: number, status: string) => printify(hours, 'order:updated', { status });
const shipment = (hours: number, tracking_number: string | null, skus?: string[], type = 'created') =>
  printify(hours, `order:shipment:${type}`, { carrier: { code: 'DHL', tracking_number }, skus, shipped_at: iso(1) });

const printful = (hours: number, type: string, data: object = {}, order: object = {}) =>
  send('printful', {
    type,
    occurred_at: iso(hours),
    data: { ...data, order: { id: 77, external_id: ORDER, status: 'pending', ...order } },
  });
const parcel = (id: number, tracking_number?: string, items?: object[]) => ({
  shipment: { id, carrier: 'DHL', tracking_number, items, shipped_at: iso(1) },
});

const gelato = (hours: number, event: string, more: object) =>
  send('gelato', { id: `os_${++count}`, event, orderId: 'g1', orderReferenceId: ORDER, created: iso(hours), ...more });
const gelatoStatus = (hours: number, fulfillmentStatus: string, items: object[] = []) =>
  gelato(hours, 'order_status_updated', { fulfillmentStatus, items });

const story = async (order = ORDER): Promise<LogEvent[]> => (await asViewer(worker).timeline(order)).events;
const lines = async (order = ORDER): Promise<string[]> => (await story(order)).map(({ message }) => message);
const open = async (): Promise<string[]> =>
  (await asViewer(worker).feed({ tab: 'attention' })).events.map(({ message }) => message).sort();

describe('a hold', () => {
  test('of Printify is no failure, and goes on with what Printify does next', async () => {
    await submit('printify', 'p1');
    await updated(1, 'on-hold');
    assert.deepEqual(await lines(), ['Submitted to Printify', 'Printify put the order on hold']);
    assert.deepEqual(await open(), []);
    assert.equal(await overdue({ DB: worker.db }, AT + 6 * DAY), 0);
    await updated(24, 'pending');
    await updated(25, 'sending-to-production');
    await printify(26, 'order:sent-to-production');
    await updated(26, 'in-production');
    assert.deepEqual(await lines(), [
      'Submitted to Printify',
      'Printify put the order on hold',
      'Printify released the order',
      'In production at Printify',
    ]);
  });

  test('comes again after the order went on, and once however often it is told', async () => {
    await submit('printify', 'p1');
    for (const [i, status] of ['on-hold', 'on-hold', 'sending-to-production', 'on-hold'].entries())
      await updated(i + 1, status);
    assert.deepEqual(await lines(), [
      'Submitted to Printify',
      'Printify put the order on hold',
      'Printify released the order',
      'Printify put the order on hold',
    ]);
  });

  test('of Printful says why, also where its status says it too, and ends', async () => {
    await printful(0, 'order_created');
    await printful(1, 'order_updated', {}, { status: 'onhold' });
    await printful(1, 'order_put_hold', { reason: 'Address is incomplete' }, { status: 'onhold' });
    await printful(2, 'order_remove_hold', {});
    assert.deepEqual(await lines(), [
      'Submitted to Printful (77)',
      'Printful put the order on hold: Address is incomplete',
      'Printful released the order',
    ]);
    assert.deepEqual(await open(), []);
  });

  test('of Gelato ends with production', async () => {
    await gelatoStatus(0, 'passed');
    await gelatoStatus(1, 'on_hold');
    await gelatoStatus(2, 'in_production');
    assert.deepEqual(await lines(), [
      'Submitted to Gelato (g1)',
      'Gelato put the order on hold',
      'In production at Gelato',
    ]);
    assert.deepEqual(await open(), []);
  });
});

describe('a failure', () => {
  for (const [status, line] of [
    ['has-issues', 'Printify cannot make the order: it has issues'],
    ['payment-not-received', 'Submission to Printify failed: payment not received'],
    ['unfulfillable', 'Printify cannot make the order: it cannot be fulfilled'],
  ] as const) {
    test(`of Printify, ${status}, has its own words, and is over when the order goes on`, async () => {
      await submit('printify', 'p1');
      await updated(1, status);
      assert.deepEqual(await open(), [line]);
      await updated(2, 'pending');
      assert.deepEqual(await open(), []);
      assert.deepEqual(await lines(), ['Submitted to Printify', line]);
    });
  }

  test('of Printful is told once, with its reason, and is over when the order is accepted', async () => {
    await printful(0, 'order_created');
    await printful(1, 'order_updated', {}, { status: 'failed' });
    await printful(1, 'order_failed', { reason: 'Payment failed' }, { status: 'failed' });
    assert.deepEqual(await lines(), ['Submitted to Printful (77)', 'Submission to Printful failed: Payment failed']);
    await printful(2, 'order_updated', {}, { status: 'inprocess' });
    assert.deepEqual(await open(), []);
  });

  for (const [status, line] of [
    ['failed', 'Submission to Gelato failed'],
    ['not_connected', 'Gelato cannot make the order: products not connected'],
    ['pending_approval', 'Gelato waits for approval of the order'],
  ] as const) {
    test(`of Gelato, ${status}, has its own words, and is over when the order is accepted`, async () => {
      await gelatoStatus(0, status);
      assert.deepEqual(await open(), [line]);
      await gelatoStatus(1, 'passed');
      assert.deepEqual(await open(), []);
    });
  }
});

describe('a tracking number', () => {
  const shown = async () => (await lines()).filter((line) => line.startsWith('Shipped'));

  for (const [house, late, corrected] of [
    ['Printify', () => shipment(1, null, ['S1']), (number: string, hours: number) => shipment(hours, number, ['S1'])],
    [
      'Printful',
      () => printful(1, 'shipment_sent', parcel(5)),
      (number: string, hours: number) => printful(hours, 'shipment_sent', parcel(5, number)),
    ],
    [
      'Gelato',
      () => gelatoStatus(1, 'shipped', [{ itemReferenceId: '1', fulfillments: [{ shipmentMethodName: 'DHL' }] }]),
      (trackingCode: string, hours: number) =>
        gelato(hours, 'order_item_tracking_code_updated', {
          itemReferenceId: '1',
          shipmentMethodName: 'DHL',
          trackingCode,
        }),
    ],
  ] as const) {
    test(`of ${house} that comes late, or is corrected, is the one that is shown, and leads to the order`, async () => {
      await submit('printify', 'p1');
      await late();
      assert.deepEqual(await shown(), ['Shipped via DHL']);
      await corrected('T1', 2);
      assert.deepEqual(await shown(), ['Shipped via DHL — tracking: T1']);
      await corrected('T2', 3);
      assert.deepEqual(await shown(), ['Shipped via DHL — tracking: T2']);
      await send('aftership', {
        event: 'tracking_update',
        event_id: `event-${++count}`,
        msg: { tracking_number: 'T2', tag: 'Delivered', checkpoints: [{ checkpoint_time: iso(48), tag: 'Delivered' }] },
      });
      assert.equal((await lines()).at(-1), 'Delivered');
      assert.equal(await overdue({ DB: worker.db }, AT + 50 * DAY), 0);
    });
  }
});

describe('an order of several parcels', () => {
  test('at Printful says which part left, and awaits the rest', async () => {
    const order = { status: 'partial', items: [{ quantity: 1 }, { quantity: 2 }] };
    await printful(0, 'order_updated', {}, { status: 'inprocess' });
    await printful(1, 'package_shipped', parcel(1, 'P1', [{ quantity: 1 }]), order);
    assert.equal((await lines()).at(-1), 'Shipped 1 of 3 items via DHL — tracking: P1');
    await overdue({ DB: worker.db, PRINTFUL_WEBHOOK_SECRET: 'open' }, AT + 10 * DAY);
    assert.deepEqual(await open(), ['Not shipped 7 days after production began']);
    await printful(11 * 24, 'package_shipped', parcel(2, 'P2', [{ quantity: 2 }]), order);
    assert.deepEqual(await open(), []);
  });

  test('at Printify says that a part left, awaits the rest, and is delivered when all have arrived', async () => {
    await submit('printify', 'p1');
    await printify(1, 'order:sent-to-production');
    await shipment(2, 'P1', ['S1']);
    await updated(2.1, 'partially-fulfilled');
    await shipment(48, 'P1', ['S1'], 'delivered');
    assert.deepEqual((await lines()).slice(2), [
      'Shipped via DHL — tracking: P1',
      'Printify shipped a part of the order',
      'Delivered',
    ]);
    assert.notEqual(await overdue({ DB: worker.db }, AT + 20 * DAY), 0);
    await shipment(21 * 24, 'P2', ['S2']);
    await updated(21 * 24 + 1, 'fulfilled');
    await shipment(22 * 24, 'P2', ['S2'], 'delivered');
    assert.deepEqual(
      (await lines()).filter((line) => line.startsWith('Delivered')),
      ['Delivered — P1', 'Delivered — P2'],
    );
    assert.deepEqual(await open(), []);
    assert.equal(await overdue({ DB: worker.db }, AT + 59 * DAY), 0);
  });
});

test('a shipment that Printful cancels is taken back, and shipping is awaited again', async () => {
  await printful(0, 'order_updated', {}, { status: 'inprocess' });
  await printful(1, 'shipment_sent', parcel(5, 'P1'));
  await printful(2, 'shipment_canceled', parcel(5, 'P1'));
  assert.deepEqual(
    (await story()).map(({ message, retracted }) => [message, retracted]),
    [
      ['In production at Printful', false],
      ['Shipped via DHL — tracking: P1', true],
      ['Shipment cancelled — P1', false],
    ],
  );
  await printful(3, 'shipment_sent', parcel(6, 'P2'));
  assert.deepEqual(await open(), []);
});

for (const type of ['package_returned', 'shipment_returned']) {
  test(`a parcel that Printful has back, by ${type}, needs somebody until another one leaves`, async () => {
    await printful(1, 'package_shipped', parcel(5, 'P1'));
    await printful(200, type, { reason: 'Address not found', ...parcel(5, 'P1') });
    assert.deepEqual(await open(), ['Parcel came back to the shop']);
    await printful(300, 'package_shipped', parcel(6, 'P2'));
    assert.deepEqual(await open(), []);
  });
}

test('a journey ends in the same story, in whatever order and however often its steps are told', async () => {
  const steps = [
    () => submit('printify', 'p1'),
    () => updated(1, 'on-hold'),
    () => updated(2, 'pending'),
    () => updated(3, 'has-issues'),
    () => updated(4, 'in-production'),
    () => shipment(5, null, ['S1']),
    () => shipment(6, 'P1', ['S1']),
    () => updated(7, 'fulfilled'),
    () => shipment(8, 'P1', ['S1'], 'delivered'),
  ];
  const seen: string[] = [];
  for (const order of [steps, steps.toReversed(), [...steps.slice(4), ...steps.slice(0, 6)]]) {
    for (const step of order) await step();
    seen.push(JSON.stringify([await lines(), await open()]));
    await worker.db.batch(['activity_log', 'stream', 'ref'].map((table) => worker.db.prepare(`DELETE FROM ${table}`)));
  }
  assert.deepEqual(JSON.parse(seen[0]!), [
    [
      'Submitted to Printify',
      'Printify put the order on hold',
      'Printify released the order',
      'Printify cannot make the order: it has issues',
      'In production at Printify',
      'Shipped via DHL — tracking: P1',
      'Delivered',
    ],
    [],
  ]);
  assert.equal(new Set(seen).size, 1, seen.join('\n'));
});
