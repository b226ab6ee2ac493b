import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { concat, toBase64, utf8 } from '../http/bytes.ts';
import { asViewer, record } from '../testing/callers.ts';
import { useWorker } from '../testing/harness.ts';
import { request } from './fixtures/delivery.ts';
import { loadFixtures, secretName, secretsOf } from './fixtures/load.ts';

const FIXTURES = await loadFixtures(['printify', 'stripe', 'standard']);

const pair = (await crypto.subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify'])) as CryptoKeyPair;
const publicKey = new Uint8Array((await crypto.subtle.exportKey('raw', pair.publicKey)) as ArrayBuffer);

const worker = useWorker({
  secrets: {
    ...secretsOf(FIXTURES),
    [secretName('standard')]: `${FIXTURES.get('standard')!.secret},whpk_${toBase64(publicKey)}`,
  },
});

const HOUR = 3_600_000;
const AT = Math.floor(Date.now() / 1000) * 1000 - 24 * HOUR;
const ORDER = 'SS-260223-0042';
const PRINTIFY_ORDER = '5cb87a8cd490a2ccb256cec4';

let count = 0;

/** Sends the fixture's delivery of that name as another event, so many hours into the story. */
const send = async (source: string, what: string, hours: number) => {
  const { sign, secret, deliveries } = FIXTURES.get(source)!;
  const { body } = deliveries(AT + hours * HOUR)[what]!;
  const text = JSON.stringify({ ...(body as object), id: `evt_${++count}` });
  const { query, init } = request(text, await sign(text, { secret, at: Date.now(), id: `msg_${count}` }));
  const response = await worker.fetch(`/webhooks/${source}${query}`, init);
  assert.equal(response.status, 200);
};

const timeline = async () => (await asViewer(worker).timeline(ORDER)).events.map(({ message }) => message);

/** The shop tells which order it gave to Printify. */
const submit = () =>
  record(worker, {
    event_type: 'order.submitted',
    order_id: ORDER,
    payload: { provider: 'printify', reference: 'PFY-12345' },
    refs: [`printify:${PRINTIFY_ORDER}`],
    fact: `submitted:${PRINTIFY_ORDER}`,
    occurred_at: new Date(AT).toISOString(),
  });

describe('a refund', () => {
  const order = () => send('stripe', 'a paid session is an order', 0);
  const refund = () => send('stripe', 'a refund that succeeded', 1);
  const story = ['Order placed — £43.00 via Stripe', 'Refunded £43.00'];

  test('finds its order through the payment intent', async () => {
    await order();
    await refund();
    assert.deepEqual(await timeline(), story);
  });

  test('waits for its order where that comes later', async () => {
    await refund();
    await order();
    assert.deepEqual(await timeline(), story);
  });

  test('that is pending has started, until it is there', async () => {
    await order();
    await send('stripe', 'a refund that is pending', 1);
    assert.deepEqual(await timeline(), [story[0], 'Refund of £43.00 started']);
    await send('stripe', 'an update of a refund tells the same fact', 2);
    assert.deepEqual(await timeline(), [story[0], 'Refund of £43.00 started', story[1]]);
  });

  test('that three events tell is one line', async () => {
    await order();
    await send('stripe', 'an update of a refund tells the same fact', 2);
    await refund();
    await send('stripe', 'a charge that lists its refunds tells those that are new', 1);
    assert.deepEqual(await timeline(), story);
  });
});

test('a session that is told as paid twice is one order', async () => {
  await send('stripe', 'a paid session is an order', 0);
  await send('stripe', 'a session paid by a delayed method is an order once it is paid', 1);
  assert.deepEqual(await timeline(), ['Order placed — £43.00 via Stripe']);
});

describe('an order at Printify', () => {
  const HELD = 'Printify put the order on hold';
  const MADE = 'In production at Printify';
  const SUBMITTED = 'Submitted to Printify (PFY-12345)';

  test('is on hold once, however often its status is repeated', async () => {
    await submit();
    for (const hour of [1, 2, 3]) await send('printify', 'an order on hold', hour);
    assert.deepEqual(await timeline(), [SUBMITTED, HELD]);
  });

  test('is on hold again after it was in production', async () => {
    await submit();
    await send('printify', 'an order on hold', 1);
    await send('printify', 'an order sent to production', 2);
    await send('printify', 'a status that says the same as a topic', 3);
    await send('printify', 'an order on hold', 4);
    assert.deepEqual(await timeline(), [SUBMITTED, HELD, MADE, HELD]);
  });

  test('tells its whole way, whichever came first', async () => {
    await send('printify', 'a delivery, at the time that it was delivered', 5);
    await send('printify', 'a shipment, at the time that it is told', 4);
    await send('printify', 'an order sent to production', 2);
    await send('printify', 'an order that arrived is submitted', 1);
    await submit();
    assert.deepEqual(await timeline(), [
      SUBMITTED,
      MADE,
      'Shipped via USPS — tracking: 9400110200828911663274',
      'Delivered',
    ]);
  });
});

test('a sender may sign with Ed25519, beside another with HMAC', async () => {
  const body = JSON.stringify({ type: 'order.note', data: { message: 'Gift wrap', order_id: ORDER } });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const message = concat(utf8(`msg_1.${timestamp}.`), utf8(body));
  const signature = new Uint8Array(await crypto.subtle.sign({ name: 'Ed25519' }, pair.privateKey, message));
  const post = (signed: string) =>
    worker.fetch('/webhooks/standard', {
      method: 'POST',
      body,
      headers: { 'webhook-id': 'msg_1', 'webhook-timestamp': timestamp, 'webhook-signature': signed },
    });
  for (const signed of [
    'v1a,',
    'v1a,AAAA',
    `v1,${toBase64(signature)}`,
    `v1a,${toBase64(signature.with(5, 0).with(6, 1))}`,
  ]) {
    assert.equal((await post(signed)).status, 401, signed);
  }
  assert.equal((await post(`v1a,${toBase64(signature)}`)).status, 200);
  await send('standard', "an event of the shop's own", 1);
  assert.deepEqual(await timeline(), ['Packed by Ana', 'Gift wrap']);
});
