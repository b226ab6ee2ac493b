import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { WebhookAccepted } from '../contract/api.ts';
import { asViewer } from '../testing/callers.ts';
import { useWorker } from '../testing/harness.ts';
import { request } from './fixtures/delivery.ts';
import type { Told } from './fixtures/fixture.ts';
import { loadFixtures, secretsOf } from './fixtures/load.ts';

const FIXTURES = await loadFixtures(['gelato', 'printful', 'shopify', 'stripe', 'woocommerce']);
const worker = useWorker({ secrets: secretsOf(FIXTURES) });

const HOUR = 3_600_000;
const AT = Math.floor(Date.now() / 1000) * 1000 - 24 * HOUR;

let count = 0;

/** Sends a delivery as another event of its source. */
const send = async (source: string, { body, headers }: Pick<Told, 'body' | 'headers'>): Promise<WebhookAccepted> => {
  const { sign, secret } = FIXTURES.get(source)!;
  const text = JSON.stringify(body);
  const signed = await sign(text, { secret, at: Date.now() + ++count, id: `msg_${count}` });
  const { query, init } = request(text, signed, headers);
  const response = await worker.fetch(`/webhooks/${source}${query}`, init);
  assert.equal(response.status, 200);
  return (await response.json()) as WebhookAccepted;
};

/** The fixture's delivery of that name, so many hours into the story. */
const told = (source: string, what: string, hours: number): Told =>
  FIXTURES.get(source)!.deliveries(AT + hours * HOUR)[what]!;

const timeline = async (order: string) => (await asViewer(worker).timeline(order)).events;
const messages = async (order: string) => (await timeline(order)).map(({ message }) => message);

describe('WooCommerce', () => {
  const ping = (body: string, headers: Record<string, string> = {}) =>
    worker.fetch('/webhooks/woocommerce', { method: 'POST', body, headers });

  test('greets unsigned as a webhook is saved, and is answered 200 with nothing done', async () => {
    const response = await ping('webhook_id=7', { 'content-type': 'application/x-www-form-urlencoded' });
    assert.equal(response.status, 200);
    assert.equal(await response.text(), '');
    const { results } = await worker.db.prepare('SELECT count(*) AS n FROM activity_log').all();
    assert.deepEqual(results, [{ n: 0 }]);
  });

  test('greets with nothing else', async () => {
    for (const body of [
      'webhook_id=',
      'webhook_id=x',
      'webhook_id=7&status=processing',
      `webhook_id=${'7'.repeat(99)}`,
    ]) {
      assert.equal((await ping(body)).status, 401, body);
    }
    assert.equal((await ping('webhook_id=7', { 'x-wc-webhook-signature': 'AAAA' })).status, 401);
  });

  test('tells a status once, however often the order changes', async () => {
    const { body, headers } = told('woocommerce', 'an order that is paid for', 0);
    const paid = { ...(body as object), date_modified_gmt: new Date(AT + HOUR).toISOString().slice(0, 19) };
    const again = { body: paid, headers: { 'x-wc-webhook-topic': 'order.created' } };
    const deliver = async (told: Pick<Told, 'body' | 'headers'>) => {
      const { accepted, duplicates } = await send('woocommerce', told);
      return [accepted, duplicates];
    };
    assert.deepEqual(await deliver({ body, headers }), [3, 0]);
    // A change is another event, though it says nothing new: it is stored, and not shown.
    assert.deepEqual(await deliver({ body: paid }), [3, 0]);
    assert.deepEqual(await deliver(again), [0, 3]);
    assert.deepEqual(await messages('SS-0042'), ['Order placed — £43.00 via WooCommerce']);
    await send('woocommerce', told('woocommerce', 'an order that was sent', 2));
    await send('woocommerce', told('woocommerce', 'a refund in part', 3));
    await send('woocommerce', told('woocommerce', 'a refund in part', 4));
    assert.deepEqual(await messages('SS-0042'), ['Order placed — £43.00 via WooCommerce', 'Shipped', 'Refunded £3.50']);
  });

  test('reinstates an order that goes on after it was cancelled, and none that was not', async () => {
    await send('woocommerce', told('woocommerce', 'an order that is paid for', 0));
    await send('woocommerce', told('woocommerce', 'a cancelled order', 1));
    await send('woocommerce', told('woocommerce', 'an order that is paid for', 2));
    await send('woocommerce', told('woocommerce', 'an order that was sent', 3));
    assert.deepEqual(await messages('SS-0042'), [
      'Order placed — £43.00 via WooCommerce',
      'Order cancelled',
      'Order reinstated',
      'Shipped',
    ]);
  });

  test('recovers from a failed payment once the order is paid for', async () => {
    await send('woocommerce', told('woocommerce', 'a failed payment', 0));
    await send('woocommerce', told('woocommerce', 'an order that is paid for', 1));
    const [failed, placed] = await timeline('SS-0042');
    assert.equal(failed?.resolved_by, 'recovered');
    assert.equal(placed?.event_type, 'order.created');
  });
});

test('Shopify: what knows only its id finds the order, whichever came first', async () => {
  const story = [
    'a parcel',
    'a new order, though its body says that it is cancelled',
    'a refund',
    'a parcel that arrived',
  ];
  for (const [hours, what] of [
    [1, story[0]!],
    [0, story[1]!],
    [3, story[2]!],
    [2, story[3]!],
  ] as const) {
    await send('shopify', told('shopify', what, hours));
  }
  assert.deepEqual(await messages('#1001'), [
    'Order placed — £43.00 via Shopify',
    'Shipped via Royal Mail — tracking: RM1',
    'Delivered',
    'Refunded £43.00',
  ]);
});

test('Stripe: a payment that failed recovers with the order that it paid for', async () => {
  await send('stripe', told('stripe', 'a payment that failed', 0));
  const { body } = told('stripe', 'a paid session is an order', 1);
  await send('stripe', { body: { ...(body as object), id: 'evt_2' } });
  const [failed, placed] = await timeline('SS-260223-0042');
  assert.equal(failed?.message, 'Payment failed: Your card was declined.');
  assert.equal(failed?.resolved_by, 'recovered');
  assert.equal(placed?.event_type, 'order.created');
});

describe('Printful', () => {
  test('signs the body of version 2, which a token does not make up for', async () => {
    const { secret, sign, deliveries } = FIXTURES.get('printful')!;
    const text = JSON.stringify(deliveries(AT)['a failed order, signed']!.body);
    const { init } = request(text, await sign(text, { secret, at: AT, id: '' }));
    const changed = { ...init, body: text.replace('8146', '8147') };
    for (const query of ['', `?token=${secret}`]) {
      assert.equal((await worker.fetch(`/webhooks/printful${query}`, changed)).status, 401, query);
    }
    assert.equal((await worker.fetch('/webhooks/printful', init)).status, 200);
  });

  test('counts its retries in a body that is still the same event', async () => {
    const { body } = told('printful', 'an order on hold, with its reason', 0);
    for (const [retries, accepted] of [
      [0, 1],
      [1, 0],
      [2, 0],
    ] as const) {
      const answer = await send('printful', { body: { ...(body as object), retries } });
      assert.equal(answer.accepted, accepted);
    }
  });
});

test('Gelato: one parcel told by the order and by its number is one line', async () => {
  await send('gelato', told('gelato', 'a parcel that two items share', 0));
  await send('gelato', told('gelato', "a parcel's number", 1));
  assert.deepEqual(await messages('SS-260223-0042'), ['Shipped via DHL Express — tracking: JD01']);
});
