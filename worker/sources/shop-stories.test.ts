import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LogEvent, NewEvent } from '../contract/event.ts';
import { overdue } from '../jobs/overdue.ts';
import { asViewer, record } from '../testing/callers.ts';
import { useWorker } from '../testing/harness.ts';
import { request } from './fixtures/delivery.ts';
import { loadFixtures, secretsOf } from './fixtures/load.ts';

const FIXTURES = await loadFixtures(['aftership', 'shopify', 'standard', 'stripe', 'woocommerce']);
const worker = useWorker({ secrets: secretsOf(FIXTURES) });

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const AT = Math.floor(Date.now() / 1000) * 1000 - 60 * DAY;
const iso = (hours: number) => new Date(AT + hours * HOUR).toISOString();
const ORDER = '#1001';

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

const shopify = (topic: string, body: object, hours: number) =>
  send('shopify', body, {
    'x-shopify-topic': topic,
    'x-shopify-webhook-id': `w${++count}`,
    'x-shopify-triggered-at': iso(hours),
  });
const ordered = (hours: number, more: object = {}) =>
  shopify(
    'orders/create',
    { id: 1, name: ORDER, total_price: '43.00', currency: 'GBP', created_at: iso(hours), ...more },
    hours,
  );
const fulfilled = (topic: 'create' | 'update', hours: number, more: object = {}) =>
  shopify(
    `fulfillments/${topic}`,
    { id: 2, order_id: 1, status: 'success', created_at: iso(1), updated_at: iso(hours), ...more },
    hours,
  );

const stripe = (type: string, object: object, hours: number, previous_attributes?: object) =>
  send('stripe', {
    id: `evt_${++count}`,
    type,
    created: (AT + hours * HOUR) / 1000,
    livemode: true,
    data: { object, ...(previous_attributes && { previous_attributes }) },
  });
const session = (more: object = {}) => ({
  ...{ id: 'cs_1', mode: 'payment', client_reference_id: ORDER, amount_total: 4300, currency: 'gbp' },
  ...{ payment_intent: 'pi_1', payment_status: 'paid', ...more },
});

const utc = (hours: number) => iso(hours).slice(0, 19);
const woo = (status: string, hours: number, more: object = {}, topic = 'order.updated') =>
  send(
    'woocommerce',
    {
      ...{
        id: 727,
        number: ORDER,
        status,
        currency: 'GBP',
        total: '43.00',
        shipping_lines: [{ method_id: 'flat_rate' }],
      },
      ...{ date_created_gmt: utc(0), date_modified_gmt: utc(hours), ...more },
    },
    { 'x-wc-webhook-topic': topic },
  );

const aftership = (hours: number, tracking_number: string, tag: string) =>
  send('aftership', {
    event: 'tracking_update',
    event_id: `event-${++count}`,
    msg: { tracking_number, tag, slug: 'dhl', checkpoints: [{ checkpoint_time: iso(hours) }] },
  });

const story = async (order = ORDER): Promise<LogEvent[]> => (await asViewer(worker).timeline(order)).events;
const lines = async (order = ORDER): Promise<string[]> =>
  (await story(order)).map(({ message, retracted }) => (retracted ? `(${message})` : message));
const open = async (): Promise<string[]> =>
  (await asViewer(worker).feed({ tab: 'attention' })).events.map(({ message }) => message).sort();
/** The problems that are open once so many days have passed. */
const lateAfter = async (days: number): Promise<string[]> => {
  await overdue({ DB: worker.db }, AT + days * DAY);
  return open();
};

const PLACED = 'Order placed — £43.00 via Shopify';

describe('a shipment of Shopify', () => {
  test('that is cancelled is taken back, and shipping is awaited again', async () => {
    await ordered(0);
    await tell('order.production', 0.5);
    await fulfilled('create', 1, { tracking_number: 'T1' });
    await fulfilled('update', 2, { status: 'cancelled', tracking_number: 'T1' });
    await fulfilled('update', 3, { status: 'cancelled', tracking_number: 'T1' });
    assert.deepEqual(await lines(), [PLACED, 'In production', '(Shipped — tracking: T1)', 'Shipment cancelled — T1']);
    assert.deepEqual(await lateAfter(40), [
      'Not shipped 3 working days after its shipment was cancelled',
      'Shipment cancelled — T1',
    ]);
  });

  test('gets its tracking number later, and that leads to the order', async () => {
    await ordered(0);
    await fulfilled('create', 1, { tracking_numbers: [] });
    await fulfilled('update', 2, { tracking_numbers: ['T2'], shipment_status: null });
    assert.deepEqual(await lines(), [PLACED, 'Shipped — tracking: T2']);
    await aftership(3, 'T2', 'Delivered');
    assert.deepEqual(await lines(), [PLACED, 'Shipped — tracking: T2', 'Delivered']);
    assert.deepEqual(await lateAfter(40), []);
  });

  test('is shown with the corrected number alone, in whatever order it comes', async () => {
    for (const order of [
      [1, 2, 3],
      [3, 2, 1],
    ]) {
      for (const hours of order) {
        if (hours === 1) await fulfilled('create', 1, { tracking_numbers: ['WRONG'] });
        else await fulfilled('update', hours, { tracking_numbers: ['T3'], shipment_status: 'in_transit' });
      }
      await ordered(0);
      assert.deepEqual(await lines(), [PLACED, 'Shipped — tracking: T3']);
      await aftership(4, 'T3', 'Delivered');
      assert.deepEqual(await lateAfter(40), []);
      await worker.db.batch(
        ['activity_log', 'stream', 'ref'].map((table) => worker.db.prepare(`DELETE FROM ${table}`)),
      );
    }
  });

  test('that could not be delivered needs somebody, until it is', async () => {
    await ordered(0);
    await fulfilled('create', 1, { tracking_number: 'T4' });
    await fulfilled('update', 2, { tracking_number: 'T4', shipment_status: 'failure' });
    assert.deepEqual(await open(), ['Delivery failed: could not be delivered']);
    await fulfilled('update', 3, { tracking_number: 'T4', shipment_status: 'delivered' });
    assert.deepEqual(await open(), []);
  });

  test("of which a scan tells of a failure in the carrier's words is healed by its delivery", async () => {
    await ordered(0);
    await fulfilled('create', 1, { tracking_number: 'T4' });
    const scan = { id: 9, fulfillment_id: 2, order_id: 1, status: 'failure', message: 'No such street' };
    await shopify('fulfillment_events/create', { ...scan, happened_at: iso(2) }, 2);
    assert.deepEqual(await open(), ['Delivery failed: No such street']);
    await fulfilled('update', 3, { tracking_number: 'T4', shipment_status: 'delivered' });
    assert.deepEqual(await open(), []);
  });

  test('that waits where the customer collects it is available once, whichever topic tells', async () => {
    await ordered(0);
    await fulfilled('create', 1, { tracking_number: 'T4' });
    const scan = { id: 9, fulfillment_id: 2, order_id: 1, status: 'ready_for_pickup', happened_at: iso(2) };
    await shopify('fulfillment_events/create', scan, 2);
    await fulfilled('update', 2.1, { tracking_number: 'T4', shipment_status: 'ready_for_pickup' });
    assert.deepEqual(await lines(), [PLACED, 'Shipped — tracking: T4', 'Available for pickup']);
    await fulfilled('update', 3, { tracking_number: 'T4', shipment_status: 'picked_up' });
    assert.deepEqual((await lines()).at(-1), 'Delivered');
  });

  test('of a gift card is fulfilled, and awaits nothing', async () => {
    await ordered(0);
    await fulfilled('create', 1, { line_items: [{ requires_shipping: false }] });
    assert.deepEqual(await lines(), [PLACED, 'Fulfilled']);
    assert.deepEqual(await lateAfter(59), []);
  });

  test('of a gift card beside a mug leaves the mug awaited', async () => {
    await ordered(0, { line_items: [{ requires_shipping: false }, { requires_shipping: true }] });
    await fulfilled('create', 1, { line_items: [{ requires_shipping: false }] });
    assert.equal((await lateAfter(40)).length, 1);
  });

  test('of a part says how many of how many items left, and the rest is awaited', async () => {
    const items = (quantity: number) => ({ line_items: [{ quantity, requires_shipping: true }] });
    await ordered(0, { line_items: [...items(1).line_items, ...items(2).line_items] });
    await fulfilled('create', 1, { tracking_number: 'P1', tracking_company: 'DHL', ...items(1) });
    assert.deepEqual(await lines(), [PLACED, 'Shipped 1 of 3 items via DHL — tracking: P1']);
    assert.deepEqual((await story())[1]!.payload.of, 3);
    assert.ok((await lateAfter(40)).includes('Not shipped 3 working days after payment'));
    await fulfilled('create', 2, { id: 3, tracking_number: 'P2', ...items(2) });
    assert.ok((await lines()).includes('Shipped 2 of 3 items — tracking: P2'));
    assert.deepEqual(await lateAfter(40), [
      'Not delivered 21 days after shipping — P1',
      'Not delivered 21 days after shipping — P2',
    ]);
  });

  test('is of a part whichever of the two comes first, and gift cards do not count', async () => {
    const mugs = { quantity: 2, requires_shipping: true };
    await fulfilled('create', 1, { tracking_number: 'P1', line_items: [{ ...mugs, quantity: 1 }] });
    await ordered(0, { line_items: [mugs, { quantity: 1, requires_shipping: false }] });
    assert.deepEqual(await lines(), [PLACED, 'Shipped 1 of 2 items — tracking: P1']);
  });

  test('of all that a refund left in the order leaves nothing to be awaited', async () => {
    const mugs = (quantity: number) => ({ line_items: [{ quantity }] });
    await ordered(0, mugs(3));
    const transactions = [{ id: 5, kind: 'refund', status: 'success', amount: '10.00', currency: 'GBP' }];
    const refund_line_items = [{ quantity: 2, restock_type: 'cancel' }];
    await shopify('refunds/create', { id: 4, order_id: 1, created_at: iso(0.5), transactions, refund_line_items }, 0.5);
    await fulfilled('create', 1, { tracking_number: 'P1', shipment_status: 'delivered', ...mugs(1) });
    assert.deepEqual(await lines(), [PLACED, 'Refunded £10.00', 'Shipped — tracking: P1', 'Delivered']);
    assert.deepEqual(await lateAfter(40), []);
  });

  test('is the last where Shopify says that the order is fulfilled, whatever was edited out of it', async () => {
    await ordered(0, { line_items: [{ quantity: 3 }] });
    await fulfilled('create', 1, {
      tracking_number: 'P1',
      shipment_status: 'delivered',
      line_items: [{ quantity: 2 }],
    });
    assert.ok((await lateAfter(40)).includes('Not shipped 3 working days after payment'));
    const order = { id: 1, name: ORDER, updated_at: iso(2), line_items: [{ quantity: 3 }] };
    await shopify('orders/fulfilled', order, 2);
    assert.deepEqual(await lateAfter(40), []);
    assert.ok(!(await lines()).includes('Shipped'));
  });

  test('that its warehouse could not make is a failure, and is taken back', async () => {
    await ordered(0);
    await fulfilled('create', 1, { tracking_number: 'T6' });
    await fulfilled('update', 2, { status: 'failure', tracking_number: 'T6' });
    assert.deepEqual(await lines(), [PLACED, '(Shipped — tracking: T6)', 'Fulfilment failed']);
    assert.deepEqual(await open(), ['Fulfilment failed']);
    await shopify('fulfillments/create', { id: 3, order_id: 1, created_at: iso(3), tracking_number: 'T7' }, 3);
    assert.deepEqual(await open(), []);
  });
});

describe('an order of Shopify', () => {
  test('that waits for money awaits nothing else, until it is paid', async () => {
    await ordered(0, { financial_status: 'pending' });
    assert.deepEqual(await lines(), [`${PLACED}, payment pending`]);
    assert.deepEqual(await lateAfter(10), []);
    await shopify(
      'orders/paid',
      { id: 1, name: ORDER, total_price: '43.00', currency: 'GBP', updated_at: iso(24 * 11) },
      24 * 11,
    );
    assert.deepEqual(await lines(), [`${PLACED}, payment pending`, 'Paid — £43.00']);
    assert.equal((await lateAfter(50)).length, 1);
  });

  test('that is placed as paid is paid once', async () => {
    await ordered(0, { financial_status: 'paid' });
    await shopify('orders/paid', { id: 1, name: ORDER, updated_at: iso(0) }, 0);
    assert.deepEqual(await lines(), [PLACED]);
  });

  test('is disputed, and the dispute ends', async () => {
    await ordered(0);
    const dispute = (status: string, type = 'chargeback') => ({
      ...{ id: 5, order_id: 1, type, amount: '43.00', currency: 'GBP', reason: 'fraudulent', status },
      ...{ initiated_at: iso(1), finalized_on: status === 'won' ? iso(9) : null },
    });
    await shopify('disputes/create', dispute('needs_response', 'inquiry'), 1);
    assert.deepEqual(await open(), ['Payment inquiry: fraudulent, £43.00']);
    await shopify('disputes/update', dispute('needs_response'), 2);
    assert.deepEqual(await open(), ['Payment disputed: fraudulent, £43.00']);
    await shopify('disputes/update', dispute('under_review'), 3);
    await shopify('disputes/update', dispute('won'), 9);
    assert.deepEqual(await open(), []);
    assert.equal((await lines()).length, 4);
  });

  test('has a refund that starts, and fails', async () => {
    await ordered(0);
    const transaction = { id: 7, order_id: 1, kind: 'refund', amount: '43.00', currency: 'GBP' };
    await shopify(
      'refunds/create',
      { id: 6, order_id: 1, created_at: iso(1), transactions: [{ ...transaction, status: 'pending' }] },
      1,
    );
    assert.deepEqual((await lines()).at(-1), 'Refund of £43.00 started');
    await shopify(
      'order_transactions/create',
      { ...transaction, status: 'failure', error_code: 'expired_card', processed_at: iso(2) },
      2,
    );
    assert.deepEqual((await lines()).slice(1), ['(Refund of £43.00 started)', 'Refund of £43.00 failed: expired card']);
    assert.equal((await open()).length, 1);
    await shopify('order_transactions/create', { ...transaction, id: 8, status: 'success', processed_at: iso(3) }, 3);
    assert.deepEqual(await open(), []);
    assert.deepEqual(await lateAfter(40), []);
  });

  test('is compared with its refund in one currency, or not at all', async () => {
    const refund = (id: number, transaction: object, hours: number) =>
      shopify(
        'refunds/create',
        {
          ...{ id, order_id: 1, created_at: iso(hours) },
          transactions: [{ kind: 'refund', status: 'success', ...transaction }],
        },
        hours,
      );
    await ordered(0, { currency: 'EUR', presentment_currency: 'JPY', total_price: '100.00' });
    await refund(1, { amount: '12000', currency: 'JPY' }, 1);
    assert.equal((await lateAfter(9)).length, 1);
    const amount_set = { shop_money: { amount: '100.00', currency_code: 'EUR' } };
    await refund(2, { amount: '16000', currency: 'JPY', amount_set }, 2);
    assert.deepEqual(await open(), []);
  });

  test('is known by its number without the sign, and by its global id', async () => {
    await ordered(0, { order_number: 1001, admin_graphql_api_id: 'gid://shopify/Order/1' });
    for (const [i, order_number] of ['1001', '1', 'gid://shopify/Order/1'].entries()) {
      await send('aftership', {
        event: 'tracking_update',
        event_id: `named-${i}`,
        msg: { tracking_number: `N${i}`, order_number, tag: 'Delivered', checkpoints: [{ checkpoint_time: iso(9) }] },
      });
    }
    assert.equal((await lines()).length, 4);
  });

  test('of the test mode is shown, and does nothing', async () => {
    await ordered(0, { test: true });
    assert.deepEqual(await lines(), [`Test: ${PLACED}`]);
    assert.deepEqual(await lateAfter(40), []);
  });

  test('that is deleted awaits nothing', async () => {
    await ordered(0);
    await shopify('orders/delete', { id: 1 }, 1);
    assert.deepEqual(await lines(), [PLACED, 'Order deleted in Shopify']);
    assert.deepEqual(await lateAfter(40), []);
  });

  test('at a high risk warns, until it is shipped all the same', async () => {
    await ordered(0);
    await shopify('orders/risk_assessment_changed', { order_id: 1, risk_level: 'high', created_at: iso(1) }, 1);
    assert.deepEqual(await open(), ['Fraud warning: high risk of fraud']);
    await fulfilled('create', 1, { created_at: iso(2), tracking_number: 'T8' });
    assert.deepEqual(await open(), []);
  });
});

describe('a session of Stripe', () => {
  test('that saves a card is no order', async () => {
    await stripe('checkout.session.completed', session({ mode: 'setup', payment_status: 'no_payment_required' }), 0);
    assert.deepEqual((await asViewer(worker).feed()).events, []);
  });

  test('that is unpaid teaches its intent to the order, whose payment then fails', async () => {
    await stripe('checkout.session.completed', session({ payment_status: 'unpaid' }), 0);
    const error = { message: 'The account has no funds.', payment_method: { type: 'sepa_debit' } };
    await stripe('payment_intent.payment_failed', { id: 'pi_1', last_payment_error: error }, 48);
    await stripe('checkout.session.async_payment_failed', session({ payment_status: 'unpaid' }), 48);
    assert.equal((await lines())[0], 'Order placed — £43.00 via Stripe, payment pending');
    assert.equal((await lines()).length, 2);
    assert.equal((await open()).length, 1);
    assert.deepEqual(await lateAfter(40), await open());
  });

  test('that is paid later starts the clock then', async () => {
    await stripe('checkout.session.completed', session({ payment_status: 'unpaid' }), 0);
    assert.deepEqual(await lateAfter(2), []);
    await stripe('checkout.session.async_payment_succeeded', session(), 72);
    await stripe('payment_intent.succeeded', { id: 'pi_1', amount: 4300, currency: 'gbp' }, 72);
    assert.deepEqual(await lines(), ['Order placed — £43.00 via Stripe, payment pending', 'Paid — £43.00']);
    assert.equal((await lateAfter(40)).length, 1);
  });

  test('that expires ends a payment that failed', async () => {
    await stripe('payment_intent.payment_failed', { id: 'pi_1' }, 0);
    assert.equal((await open()).length, 1);
    await stripe('checkout.session.expired', session({ payment_status: 'unpaid' }), 24);
    assert.deepEqual(await open(), []);
  });
});

describe('a payment of Stripe', () => {
  const placed = () => stripe('checkout.session.completed', session(), 0);

  test('that is only authorised does not keep the order waiting', async () => {
    await stripe('checkout.session.completed', session({ payment_status: 'unpaid' }), 0);
    const intent = { id: 'pi_1', amount: 4300, amount_capturable: 4300, currency: 'gbp' };
    await stripe('payment_intent.amount_capturable_updated', intent, 0);
    assert.deepEqual((await lines()).at(-1), 'Payment authorised — £43.00');
    assert.equal((await lateAfter(40)).length, 1);
  });

  test('in review holds the order, until the review is closed', async () => {
    await placed();
    await stripe('review.opened', { id: 'prv_1', open: true, payment_intent: 'pi_1' }, 1);
    await stripe('review.closed', { id: 'prv_1', open: false, reason: 'approved', payment_intent: 'pi_1' }, 2);
    assert.deepEqual((await lines()).slice(1), [
      'Stripe put the order on hold: payment in review',
      'Payment review closed: approved',
    ]);
  });

  test('of which the bank warns is a problem, until the warning is over', async () => {
    await placed();
    const warning = { id: 'issfr_1', actionable: true, payment_intent: 'pi_1', fraud_type: 'misc' };
    await stripe('radar.early_fraud_warning.created', warning, 1);
    assert.equal((await open()).length, 1);
    const over = { ...warning, actionable: false };
    await stripe('radar.early_fraud_warning.updated', over, 2, { actionable: true });
    assert.deepEqual(await open(), []);
  });
});

describe('an order of WooCommerce', () => {
  const WOO = 'Order placed — £43.00 via WooCommerce';

  test('that waits for a bank transfer awaits nothing else, until it is paid', async () => {
    await woo('pending', 0, { payment_method: 'bacs' }, 'order.created');
    await woo('on-hold', 0.1, { payment_method: 'bacs' });
    assert.deepEqual(await lines(), [`${WOO}, payment pending`]);
    assert.deepEqual(await lateAfter(2), []);
    await woo('processing', 72, { payment_method: 'bacs', date_paid_gmt: utc(72) });
    assert.deepEqual(await lines(), [`${WOO}, payment pending`, 'Paid — £43.00']);
    assert.equal((await lateAfter(40)).length, 1);
  });

  test('that is complete at once has been placed, with its amount', async () => {
    await woo('completed', 1, { date_paid_gmt: utc(0), date_completed_gmt: utc(1) });
    assert.deepEqual(await lines(), [WOO, 'Shipped']);
  });

  test('that the customer collects is available, then fulfilled, and awaits nothing', async () => {
    const shop = { date_paid_gmt: utc(0), shipping_lines: [{ method_id: 'local_pickup' }] };
    await woo('processing', 0, shop);
    await woo('processing-lp', 1, shop);
    await woo('ready-pickup', 2, shop);
    await woo('ready-pickup', 3, shop);
    assert.deepEqual(await lines(), ['Order placed — £43.00 via WooCommerce', 'Available for pickup']);
    await woo('pickup', 4, shop);
    assert.deepEqual((await lines()).at(-1), 'Fulfilled');
    assert.deepEqual(await lateAfter(40), []);
  });

  test('is shipped and delivered by the statuses of plugins, in the parcels that they name', async () => {
    const items = (...numbers: string[]) => ({
      meta_data: [
        {
          key: '_wc_shipment_tracking_items',
          value: numbers.map((tracking_number) => ({ tracking_provider: 'DHL', tracking_number })),
        },
      ],
      line_items: [{ quantity: 2 }],
      date_paid_gmt: utc(0),
    });
    await woo('processing', 0, { date_paid_gmt: utc(0) });
    await woo('partial-shipped', 1, items('P1'));
    assert.deepEqual(await lines(), [WOO, 'Shipped in part via DHL — tracking: P1']);
    await woo('shipped', 2, items('P1', 'P2'));
    await aftership(3, 'P2', 'Delivered');
    await woo('delivered', 4, items('P1', 'P2'));
    // Parcels that left at one moment stand in any order.
    const [placed, ...rest] = await lines();
    assert.equal(placed, WOO);
    assert.deepEqual(rest.slice(0, 2).sort(), [
      ...['P1', 'P2'].map((number) => `Shipped via DHL — tracking: ${number}`),
    ]);
    assert.deepEqual(rest.slice(2), ['Delivered — P2', 'Delivered — P1']);
    assert.deepEqual(await lateAfter(40), []);
  });

  test('gets a tracking number after it was completed, and another one after that', async () => {
    await woo('completed', 1, { date_paid_gmt: utc(0), date_completed_gmt: utc(1) });
    for (const [hours, number] of [
      [2, 'WRONG'],
      [3, 'R1'],
    ] as const) {
      await woo('completed', hours, {
        date_paid_gmt: utc(0),
        date_completed_gmt: utc(1),
        meta_data: [{ key: '_tracking_number', value: number }],
      });
    }
    assert.deepEqual(await lines(), [WOO, 'Shipped — tracking: R1']);
  });

  test('of downloads is fulfilled, and awaits nothing', async () => {
    await woo('processing', 0, { date_paid_gmt: utc(0), shipping_lines: [] });
    assert.deepEqual(await lateAfter(40), []);
    await woo('completed', 1, { date_paid_gmt: utc(0), date_completed_gmt: utc(1), shipping_lines: [] });
    assert.deepEqual(await lines(), [WOO, 'Fulfilled']);
  });

  test('in the trash awaits nothing, and is awaited again once it is restored', async () => {
    await woo('processing', 0, { date_paid_gmt: utc(0) });
    await send('woocommerce', { id: 727 }, { 'x-wc-webhook-topic': 'order.deleted' });
    assert.deepEqual(await lines(), [WOO, 'Order deleted in WooCommerce']);
    assert.deepEqual(await lateAfter(40), []);
    // After the deletion, which is of the moment in which it is sent.
    const soon = (Date.now() + 6 * 60_000 - AT) / HOUR;
    await woo('processing', soon, { date_paid_gmt: utc(0) }, 'order.restored');
    assert.deepEqual(await lines(), [WOO, '(Order deleted in WooCommerce)', 'Order reinstated']);
    assert.equal((await lateAfter(100)).length, 1);
  });

  test('of a test mode is one line, however often it changes', async () => {
    const meta_data = [{ key: '_wcpay_mode', value: 'test' }];
    for (const hours of [0, 1, 2]) await woo('processing', hours, { date_paid_gmt: utc(0), meta_data });
    for (const hours of [3, 4]) await woo('cancelled', hours, { meta_data });
    assert.deepEqual((await lines()).sort(), ['Test: Order cancelled', `Test: ${WOO}`]);
  });

  test('has failed tries that a payment between them parts', async () => {
    await woo('failed', 1);
    await woo('failed', 3);
    await woo('processing', 2, { date_paid_gmt: utc(2) });
    assert.equal((await lines()).filter((line) => line === 'Payment failed').length, 2);
    assert.equal((await open()).length, 1);
  });
});

test('a Standard sender takes a fact back', async () => {
  const event = (type: string, data: object) => send('standard', { type, timestamp: iso(1), data });
  await event('order.cancelled', { order_id: ORDER, occurred_at: iso(1) });
  await event('warehouse.found', {
    ...{ order_id: ORDER, message: 'Found it', retracts: 'cancelled', occurred_at: iso(2) },
  });
  assert.deepEqual(await lines(), ['(Order cancelled)', 'Found it']);
  assert.deepEqual(await open(), []);
});
