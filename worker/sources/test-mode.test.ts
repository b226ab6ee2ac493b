import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { asViewer } from '../testing/callers.ts';
import { useWorker } from '../testing/harness.ts';
import { request } from './fixtures/delivery.ts';
import { orderOf } from './fixtures/fixture.ts';
import { loadFixtures, secretsOf } from './fixtures/load.ts';

/** How each provider says that it is in its test mode, and a delivery that would otherwise change something. */
const FLAGS: Record<string, [what: string, flagged: (body: object) => object][]> = {
  stripe: [
    ['a paid session is an order', (body) => ({ ...body, livemode: false })],
    ['a payment that failed', (body) => ({ ...body, livemode: false })],
    ['a refund that succeeded', (body) => ({ ...body, livemode: false })],
    ['a refund that is pending', (body) => ({ ...body, livemode: false })],
    ['a refund that was canceled', (body) => ({ ...body, livemode: false })],
    ['a payment that came, of which the intent knows the order', (body) => ({ ...body, livemode: false })],
    ['a disputed payment', (body) => ({ ...body, livemode: false })],
    ['a dispute that was won', (body) => ({ ...body, livemode: false })],
    ['a dispute that was lost', (body) => ({ ...body, livemode: false })],
  ],
  shopify: [
    ['a new order, though its body says that it is cancelled', (body) => ({ ...body, test: true })],
    ['a cancelled order', (body) => ({ ...body, test: true })],
    ['a parcel', (body) => ({ ...body, receipt: { testcase: true } })],
    ['a refund', (body) => ({ ...body, ...testTransactions(body) })],
  ],
  woocommerce: [
    ['an order that is paid for', (body) => ({ ...body, meta_data: [{ key: '_wcpay_mode', value: 'test' }] })],
    [
      'an order that is paid for',
      (body) => ({ ...body, meta_data: [{ key: '_ppcp_paypal_payment_mode', value: 'sandbox' }] }),
    ],
  ],
  easypost: [
    ['a parcel that was delivered, at the time of its last scan', (body) => ({ ...body, mode: 'test' })],
    ['a parcel that came back', (body) => ({ ...body, mode: 'test' })],
  ],
  shippo: [
    ['a parcel that found nobody', (body) => ({ ...body, test: true })],
    ['a parcel that came back', (body) => ({ ...body, test: true })],
  ],
  mailgun: [
    [
      'a mail that failed for good',
      (body) => {
        const { 'event-data': data } = body as { 'event-data': object };
        return { 'event-data': { ...data, flags: { 'is-test-mode': true } } };
      },
    ],
  ],
};

const testTransactions = (body: object) => ({
  transactions: (body as { transactions: object[] }).transactions.map((one) => ({ ...one, test: true })),
});

const FIXTURES = await loadFixtures(Object.keys(FLAGS));
const worker = useWorker({ secrets: secretsOf(FIXTURES) });
const AT = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;

const send = async (source: string, body: unknown, headers?: Record<string, string>) => {
  const { sign, secret } = FIXTURES.get(source)!;
  const text = JSON.stringify(body);
  const { query, init } = request(text, await sign(text, { secret, at: Date.now(), id: 'msg_1' }), headers);
  const response = await worker.fetch(`/webhooks/${source}${query}`, init);
  return [response.status, ((await response.json()) as { accepted: number }).accepted];
};
const rows = async (sql: string) => (await worker.db.prepare(sql).all()).results;

for (const [source, cases] of Object.entries(FLAGS)) {
  const deliveries = FIXTURES.get(source)!.deliveries(AT);
  describe(`a payload of ${source}'s test mode`, () => {
    for (const [what, flagged] of cases) {
      const told = deliveries[what];
      test(`is shown as a test and changes nothing: ${what}`, async () => {
        assert.ok(told, Object.keys(deliveries).join('\n'));
        const body = flagged(told.body as object);
        const expect = told.expect.filter(({ hidden }) => !hidden);
        assert.deepEqual(await send(source, body, told.headers), [200, expect.length]);
        const { events } = await asViewer(worker).feed();
        assert.deepEqual(
          events.map(({ level, message, order_id, payload, problem, actions }) => {
            return { level, message, order_id, payload, problem, actions };
          }),
          expect.map((one) => ({
            level: 'info',
            message: `Test: ${one.message}`,
            order_id: orderOf(one),
            payload: { ...one.payload, test: true },
            problem: null,
            actions: [],
          })),
        );
        assert.deepEqual(await rows('SELECT * FROM stream'), []);
        assert.deepEqual(await rows('SELECT * FROM ref'), []);
        assert.equal((await send(source, body, told.headers))[1], 0, 'is stored once');
      });
    }
  });
}

test('a test of the same order and payment neither joins, closes nor doubles what is real', async () => {
  const { deliveries } = FIXTURES.get('stripe')!;
  const real = (what: string) => deliveries(AT)[what]!.body as object;
  const order = real('a paid session is an order');
  await send('stripe', { ...real('a payment that failed'), id: 'evt_1' });
  assert.equal((await asViewer(worker).attention()).count, 1);
  for (const what of ['a paid session is an order', 'a refund that succeeded', 'a disputed payment']) {
    await send('stripe', { ...real(what), id: `evt_${what.length}`, livemode: false });
  }
  assert.equal((await asViewer(worker).attention()).count, 1);
  await send('stripe', { ...order, id: 'evt_2' });
  assert.equal((await asViewer(worker).attention()).count, 0);
  const { events } = await asViewer(worker).timeline('SS-260223-0042');
  assert.deepEqual(events.map(({ message }) => message).sort(), [
    'Order placed — £43.00 via Stripe',
    'Payment failed: Your card was declined.',
    'Test: Order placed — £43.00 via Stripe',
  ]);
});

test('a test of the next step leaves a real order waiting for it', async () => {
  const body = (source: string, what: string) => FIXTURES.get(source)!.deliveries(AT)[what]!.body as object;
  await send('stripe', body('stripe', 'a paid session is an order'));
  const awaited = await rows('SELECT due_at FROM stream');
  assert.notEqual(awaited[0]!.due_at, null);
  assert.deepEqual(await send('shippo', { ...body('shippo', 'a parcel that was delivered'), test: true }), [200, 1]);
  await send('stripe', { ...body('stripe', 'a payment that failed'), id: 'evt_2' });
  assert.deepEqual(await rows('SELECT due_at FROM stream'), awaited);
});

test('a flag that says no, or says nothing, is of no test', async () => {
  const body = FIXTURES.get('stripe')!.deliveries(AT)['a paid session is an order']!.body as object;
  for (const [i, livemode] of [true, null, 'false', undefined].entries()) {
    await send('stripe', { ...body, id: `evt_${i}`, livemode });
  }
  const { events } = await asViewer(worker).feed();
  assert.deepEqual(
    events.filter(({ message }) => message.startsWith('Test')),
    [],
  );
});
