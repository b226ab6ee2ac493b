import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LogEvent, NewEvent } from '../contract/event.ts';
import type { Env } from '../env.ts';
import { overdue as sweep } from '../jobs/overdue.ts';
import { asViewer, record } from '../testing/callers.ts';
import { useWorker } from '../testing/harness.ts';
import { request } from './fixtures/delivery.ts';
import { loadFixtures, secretsOf } from './fixtures/load.ts';

const FIXTURES = await loadFixtures([
  'aftership',
  'printify',
  'printful',
  'shippo',
  'shopify',
  'stripe',
  'woocommerce',
]);
const worker = useWorker({ secrets: secretsOf(FIXTURES) });

/** The cron of the same shop, in which others print. */
const overdue = ({ DB }: Pick<Env, 'DB'>, now: number) => sweep({ ...secretsOf(FIXTURES), DB }, now);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const AT = Math.floor(Date.now() / 1000) * 1000 - 60 * DAY;
const iso = (hours: number) => new Date(AT + hours * HOUR).toISOString();
const ORDER = 'SS-1';

let count = 0;

/** Sends a body as the source's provider signs it. */
const send = async (source: string, body: object, headers: Record<string, string> = {}): Promise<void> => {
  const { sign, secret } = FIXTURES.get(source)!;
  const text = JSON.stringify(body);
  const { query, init } = request(text, await sign(text, { secret, at: Date.now(), id: `msg_${++count}` }), headers);
  const response = await worker.fetch(`/webhooks/${source}${query}`, init);
  assert.equal(response.status, 200, await response.text());
};

const tell = (event_type: string, hours: number, fields: Partial<NewEvent> = {}) =>
  record(worker, { event_type, order_id: ORDER, occurred_at: iso(hours), ...fields });

const stripe = (type: string, object: object, hours: number, previous_attributes?: object) =>
  send('stripe', {
    id: `evt_${++count}`,
    type,
    created: (AT + hours * HOUR) / 1000,
    livemode: true,
    data: { object, ...(previous_attributes && { previous_attributes }) },
  });

const woo = (status: string, hours: number, more: object = {}) =>
  send(
    'woocommerce',
    {
      id: 727,
      number: ORDER,
      status,
      currency: 'GBP',
      total: '43.00',
      date_created_gmt: iso(0).slice(0, 19),
      date_modified_gmt: iso(hours).slice(0, 19),
      shipping_lines: [{}],
      ...more,
    },
    { 'x-wc-webhook-topic': 'order.updated' },
  );

const story = async (order = ORDER): Promise<LogEvent[]> => (await asViewer(worker).timeline(order)).events;
const lines = async (order = ORDER): Promise<string[]> => (await story(order)).map(({ message }) => message);
const open = async (): Promise<string[]> =>
  (await asViewer(worker).feed({ tab: 'attention' })).events.map(({ message }) => message).sort();

const aftership = (hours: number, tracking_number: string, msg: object) =>
  send('aftership', {
    event: 'tracking_update',
    event_id: `event-${++count}`,
    msg: { tracking_number, slug: 'dhl', checkpoints: [{ checkpoint_time: iso(hours) }], ...msg },
  });

describe('a shipment', () => {
  const shipped = (hours: number, tracking = 'T1') => tell('order.shipped', hours, { payload: { tracking } });
  const cancelled = (hours: number) => tell('order.shipment_cancelled', hours, { payload: { tracking: 'T1' } });

  test('that was cancelled is taken back, and the order awaits shipping again', async () => {
    await tell('order.production', 0, { payload: { provider: 'printify' } });
    await shipped(1);
    await cancelled(2);
    const [, first, second] = await story();
    assert.equal(first!.retracted, true);
    assert.equal(second!.message, 'Shipment cancelled — T1');
    assert.equal(second!.problem, `shipment:${ORDER}`);
    await overdue({ DB: worker.db }, AT + 40 * DAY);
    assert.deepEqual(await open(), ['Not shipped 7 days after its shipment was cancelled', 'Shipment cancelled — T1']);
    await shipped(3);
    assert.deepEqual(
      (await story()).map(({ retracted }) => retracted),
      [false, true, false, false],
    );
    assert.deepEqual(await open(), []);
  });

  test('of several parcels is delivered when all have arrived, and each is late for itself', async () => {
    await shipped(0, 'P1');
    await shipped(1, 'P2');
    await tell('order.delivered', 2, { payload: { tracking: 'P1' } });
    await overdue({ DB: worker.db }, AT + 40 * DAY);
    assert.deepEqual(await open(), ['Not delivered 21 days after shipping — P2']);
    assert.ok((await lines()).includes('Delivered — P1'));
    await tell('order.delivered', 30 * 24, { payload: { tracking: 'P2' } });
    assert.deepEqual(await open(), []);
  });

  test('of a part says so, and the rest is awaited', async () => {
    await tell('order.production', 0);
    await tell('order.shipped', 1, { payload: { items: 1, of: 3, tracking: 'P1', carrier: 'DHL' } });
    assert.ok((await lines()).includes('Shipped 1 of 3 items via DHL — tracking: P1'));
    await overdue({ DB: worker.db }, AT + 10 * DAY);
    assert.deepEqual(await open(), ['Not shipped 7 days after production began']);
  });
});

describe('a delivery', () => {
  test('closes a failure, whoever reports either', async () => {
    await tell('order.shipped', 0, { refs: ['printify:p1', 'tracking:N2'], payload: { tracking: 'N2' } });
    await aftership(1, 'N2', { tag: 'Exception', subtag: 'Exception_003', subtag_message: 'Customer refused' });
    assert.deepEqual(await open(), ['Delivery failed: refused']);
    await send('printify', {
      id: 'e1',
      type: 'order:shipment:delivered',
      created_at: iso(2),
      resource: { id: 'p1', data: { delivered_at: iso(2), carrier: { tracking_number: 'N2' } } },
    });
    assert.deepEqual(await open(), []);
  });

  for (const order of [
    ['FAILURE', 'DELIVERED'],
    ['DELIVERED', 'FAILURE'],
  ]) {
    test(`wins over a failure at the same instant, told as ${order}`, async () => {
      await tell('order.shipped', 0, { refs: ['tracking:N3'], payload: { tracking: 'N3' } });
      for (const status of order) {
        await send('shippo', {
          event: 'track_updated',
          data: {
            tracking_number: 'N3',
            carrier: 'usps',
            tracking_status: { object_id: status, status, status_date: iso(24) },
          },
        });
      }
      assert.deepEqual(await open(), []);
    });
  }

  test('to the shop is a return, and needs somebody', async () => {
    await tell('order.shipped', 0, { refs: ['tracking:N4'], payload: { tracking: 'N4' } });
    await aftership(1, 'N4', { tag: 'Exception', subtag: 'Exception_010', subtag_message: 'Returning to sender' });
    await aftership(2, 'N4', { tag: 'Delivered', return_to_sender: true });
    assert.deepEqual(await open(), ['Parcel came back to the shop']);
    assert.ok(!(await lines()).includes('Delivered'));
    await tell('order.shipped', 3, { payload: { tracking: 'N5' } });
    assert.deepEqual(await open(), []);
  });

  for (const hours of [1, 3]) {
    const when = hours === 3 ? 'after' : 'before';
    for (const isFirst of [true, false]) {
      test(`told ${when} a return leaves the order returned, whichever comes ${isFirst ? 'first' : 'last'}`, async () => {
        await tell('order.created', -1, { payload: { amount: 4300, currency: 'GBP' } });
        await tell('order.shipped', 0, { refs: ['printify:p7', 'tracking:N7'], payload: { tracking: 'N7' } });
        const [returned, delivered] = [
          () => aftership(2, 'N7', { tag: 'Delivered', return_to_sender: true }),
          () =>
            send('printify', {
              ...{ id: 'e7', type: 'order:shipment:delivered', created_at: iso(hours) },
              resource: { id: 'p7', data: { delivered_at: iso(hours), carrier: { tracking_number: 'N7' } } },
            }),
        ];
        for (const tellIt of isFirst ? [delivered, returned] : [returned, delivered]) await tellIt();
        assert.equal((await asViewer(worker).timeline(ORDER)).story?.status, 'returned');
        assert.deepEqual(await open(), ['Parcel came back to the shop']);
        assert.equal((await lines()).includes('Delivered'), hours === 1);
        await overdue({ DB: worker.db }, AT + 40 * DAY);
        assert.deepEqual(await open(), ['Parcel came back to the shop']);
      });
    }
  }

  test('of a known parcel is of its order, whatever free text says', async () => {
    await tell('order.shipped', 0, { refs: ['tracking:N6'], payload: { tracking: 'N6' } });
    await send('shippo', {
      event: 'track_updated',
      data: {
        tracking_number: 'N6',
        metadata: 'fragile',
        tracking_status: { object_id: 'o', status: 'DELIVERED', status_date: iso(24) },
      },
    });
    assert.deepEqual((await lines()).at(-1), 'Delivered');
    assert.deepEqual(await lines('fragile'), []);
  });

  test('of a tracking number that is used again is of the newer order', async () => {
    const ship = (order_id: string, hours: number) =>
      tell('order.shipped', hours, { order_id, refs: ['tracking:T5'], payload: { tracking: 'T5' } });
    const deliver = (hours: number) =>
      tell('order.delivered', hours, { order_id: null, refs: ['tracking:T5'], payload: { tracking: 'T5' } });
    await ship('SS-1', 0);
    await deliver(10);
    await ship('SS-2', 40 * 24);
    await deliver(50 * 24);
    for (const order of ['SS-1', 'SS-2']) assert.equal((await lines(order)).at(-1), 'Delivered', order);
  });
});

describe('a payment', () => {
  test('that failed is closed by any payment of the order', async () => {
    for (const pay of [
      () => woo('completed', 3),
      () => stripe('payment_intent.succeeded', { id: 'pi_1', amount: 4300, currency: 'gbp' }, 3),
    ]) {
      await woo('failed', 1);
      await stripe('payment_intent.payment_failed', { id: 'pi_1', metadata: { order_id: ORDER } }, 2);
      assert.deepEqual(await open(), ['Payment failed']);
      await pay();
      assert.deepEqual(await open(), []);
      await worker.db.batch(
        ['activity_log', 'stream', 'ref'].map((table) => worker.db.prepare(`DELETE FROM ${table}`)),
      );
    }
  });

  test('is no second line where the order was placed as paid', async () => {
    await tell('order.created', 0, { refs: ['stripe:pi_1'], payload: { amount: 4300, currency: 'GBP' } });
    await stripe('payment_intent.succeeded', { id: 'pi_1', amount: 4300, currency: 'gbp' }, 1);
    assert.deepEqual(await lines(), ['Order placed — £43.00']);
  });

  test('that is awaited starts the clock once it comes', async () => {
    await tell('order.created', 0, { payload: { amount: 4300, currency: 'GBP', paid: false } });
    assert.deepEqual(await lines(), ['Order placed — £43.00, payment pending']);
    assert.equal(await overdue({ DB: worker.db }, AT + 3 * DAY), 0);
    await tell('order.paid', 24, { payload: { amount: 4300, currency: 'GBP' } });
    assert.equal(await overdue({ DB: worker.db }, AT + 3 * DAY), 1);
  });
});

describe('a refund', () => {
  const order = () => tell('order.created', 0, { refs: ['stripe:pi_1'], payload: { amount: 4300, currency: 'GBP' } });
  const refund = (id: string, status: string) => ({
    id,
    status,
    amount: 4300,
    currency: 'gbp',
    payment_intent: 'pi_1',
  });

  test('that is pending has started, and is taken back where it is cancelled or fails', async () => {
    await order();
    await stripe('refund.created', refund('re_1', 'pending'), 1);
    assert.equal((await lines()).at(-1), 'Refund of £43.00 started');
    await stripe('refund.updated', refund('re_1', 'canceled'), 2);
    const [, started, failed] = await story();
    assert.equal(started!.retracted, true);
    assert.match(failed!.message, /^Refund of £43.00 failed/);
    await stripe('refund.created', refund('re_2', 'succeeded'), 3);
    assert.deepEqual(await open(), []);
    assert.equal((await lines()).at(-1), 'Refunded £43.00');
  });

  test('that failed does not count as money that is back', async () => {
    await order();
    await stripe('refund.created', refund('re_1', 'succeeded'), 0.5);
    await stripe('refund.failed', { ...refund('re_1', 'failed'), failure_reason: 'lost_or_stolen_card' }, 1);
    assert.equal(await overdue({ DB: worker.db }, AT + 3 * HOUR), 1);
  });

  test('in another currency is not weighed against the price', async () => {
    await tell('order.created', 0, { payload: { amount: 10_000, currency: 'EUR' } });
    await tell('order.refunded', 1, { payload: { amount: 12_000, currency: 'JPY' } });
    assert.equal(await overdue({ DB: worker.db }, AT + 3 * HOUR), 1);
  });
});

describe('a dispute', () => {
  const dispute = (status: string) => ({
    id: 'dp_1',
    status,
    reason: 'fraudulent',
    amount: 4300,
    currency: 'gbp',
    payment_intent: 'pi_1',
  });
  const order = () => tell('order.created', 0, { refs: ['stripe:pi_1'] });

  test('is closed when it is won, and stands when it is lost', async () => {
    await order();
    await stripe('charge.dispute.created', dispute('needs_response'), 1);
    assert.deepEqual(await open(), ['Payment disputed: fraudulent, £43.00']);
    await stripe('charge.dispute.closed', dispute('won'), 2);
    assert.deepEqual(await open(), []);
    await stripe('charge.dispute.created', { ...dispute('needs_response'), id: 'dp_2' }, 3);
    await stripe('charge.dispute.closed', { ...dispute('lost'), id: 'dp_2' }, 4);
    assert.deepEqual(await open(), ['Dispute lost — £43.00']);
  });

  test('that is an inquiry says so, is closed, and rises where it becomes a chargeback', async () => {
    await order();
    await stripe('charge.dispute.created', dispute('warning_needs_response'), 1);
    const [, inquiry] = await story();
    assert.deepEqual([inquiry!.level, inquiry!.message], ['warning', 'Payment inquiry: fraudulent, £43.00']);
    await stripe('charge.dispute.updated', dispute('needs_response'), 2, { status: 'warning_needs_response' });
    assert.equal((await story()).at(-1)!.level, 'error');
    await stripe('charge.dispute.closed', dispute('warning_closed'), 3);
    assert.deepEqual(await open(), []);
  });
});

describe('a cancelled order', () => {
  test('that goes on is reinstated, says so, and is awaited again', async () => {
    await woo('processing', 0);
    await woo('cancelled', 1);
    await woo('processing', 2);
    await woo('processing', 3);
    assert.deepEqual(await lines(), ['Order placed — £43.00 via WooCommerce', 'Order cancelled', 'Order reinstated']);
    assert.deepEqual(await open(), []);
    assert.equal(await overdue({ DB: worker.db }, AT + DAY), 1);
    await woo('cancelled', 4);
    assert.deepEqual((await lines()).filter((line) => line === 'Order cancelled').length, 2);
  });

  test('of an API user is taken back by the fact', async () => {
    await tell('order.cancelled', 1);
    await tell('warehouse.found', 2, { message: 'Found it after all', retracts: 'cancelled' });
    assert.deepEqual(
      (await story()).map(({ retracted }) => retracted),
      [true, false],
    );
    assert.deepEqual(await open(), []);
  });
});

test('an order that two systems name differently is one', async () => {
  await send(
    'shopify',
    { id: 5_551_234_567_890, name: '#X2', total_price: '43.00', currency: 'GBP', created_at: iso(0) },
    { 'x-shopify-topic': 'orders/create', 'x-shopify-webhook-id': 'w1' },
  );
  await send('printful', {
    type: 'package_shipped',
    created: (AT + HOUR) / 1000,
    data: {
      order: { id: 77, external_id: '5551234567890' },
      shipment: { id: 1, carrier: 'DHL', tracking_number: 'P9', tracking_url: 'https://x.example/P9' },
    },
  });
  assert.deepEqual(await lines('#X2'), ['Order placed — £43.00 via Shopify', 'Shipped via DHL — tracking: P9']);
});
