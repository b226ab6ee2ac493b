import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CustomerStatus } from '../contract/api.ts';
import type { LogEvent, NewEvent } from '../contract/event.ts';
import { overdue } from '../jobs/overdue.ts';
import { asServer, asViewer, bearer, record, viewerToken } from '../testing/callers.ts';
import { ADMIN_KEY, API_KEY, useWorker } from '../testing/harness.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const worker = useWorker({ secrets: { PRINTIFY_WEBHOOK_SECRET: '' } });

const AT = Math.floor(Date.now() / 1000) * 1000 - 60 * DAY;
const iso = (hours: number) => new Date(AT + hours * HOUR).toISOString();
const tell = (event_type: string, hours: number, fields: Partial<NewEvent> = {}) =>
  record(worker, { event_type, order_id: 'SS-1', occurred_at: iso(hours), ...fields });

const customer = async (order_id = 'SS-1') => bearer(await viewerToken({ scope: 'customer', order_id }));
const ask = async (order_id = 'SS-1', headers: Record<string, string> = {}) =>
  worker.fetch(`/v1/orders/${order_id}/status`, { headers: { ...(await customer(order_id)), ...headers } });
const status = async (order_id?: string) => (await (await ask(order_id)).json()) as CustomerStatus;

const write = async (path: string, method: string, body?: object) =>
  worker.fetch(path, {
    method,
    headers: { ...bearer(await viewerToken()), 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
const erase = async (whom: object) => {
  const headers = { ...bearer(ADMIN_KEY), 'Content-Type': 'application/json' };
  const erased = await worker.fetch('/v1/erase', { method: 'POST', headers, body: JSON.stringify(whom) });
  assert.equal(erased.status, 200);
};
const note = async (body: object): Promise<LogEvent> => {
  const response = await write('/v1/orders/SS-1/notes', 'POST', body);
  assert.equal(response.status, 201);
  return (await response.json()) as LogEvent;
};

describe("the customer's view of an order", () => {
  test('has its steps, its parcels and the public notes, and nothing else', async () => {
    await tell('order.created', 0, { payload: { amount: 4300, currency: 'GBP', provider: 'stripe' } });
    await tell('order.submission_failed', 1, { payload: { provider: 'Printify', reason: 'no stock' }, actor: 'Ana' });
    await tell('order.shipped', 2, { payload: { carrier: 'royal_mail', tracking: 'AB123456789GB' } });
    await tell('email.bounced', 3, { payload: { email: 'customer@example.com' } });
    await tell('warehouse.picked', 3, { message: 'Shelf 12' });
    await note({ message: 'The customer is a friend of Ana' });
    const { occurred_at } = await note({ message: 'We have put a sticker in.', public: true });
    const { as_of, ...told } = await status();
    assert.ok(Date.parse(as_of) > AT);
    assert.deepEqual(told, {
      order_id: 'SS-1',
      status: 'shipped',
      steps: [
        { step: 'placed', reached_at: iso(0) },
        { step: 'paid', reached_at: iso(0) },
        { step: 'shipped', reached_at: iso(2) },
        { step: 'delivered', reached_at: null },
      ],
      parcels: [
        {
          carrier: 'Royal Mail',
          tracking: 'AB123456789GB',
          tracking_url: 'https://www.royalmail.com/track-your-item#/tracking-results/AB123456789GB',
          status: 'shipped',
        },
      ],
      notes: [{ message: 'We have put a sticker in.', at: occurred_at }],
      late: false,
    });
  });

  test('has the steps of the timeline', async () => {
    await tell('order.created', 0);
    await tell('order.shipped', 2);
    await tell('order.cancelled', 3);
    const { story } = await asViewer(worker).timeline('SS-1');
    const { status: stands, steps } = await status();
    assert.equal(stands, 'cancelled');
    assert.deepEqual(
      steps,
      story!.steps.map(({ step, reached_at }) => ({ step, reached_at })),
    );
  });

  test('is 404 of an order that is not there, of which nothing is known, and that is gone', async () => {
    assert.equal((await ask()).status, 404);
    await note({ message: 'For whom?', public: true });
    assert.equal((await ask()).status, 404);
    await tell('order.created', 0);
    assert.equal((await ask()).status, 200);
    await worker.fetch('/v1/orders/SS-1', { method: 'DELETE', headers: bearer(API_KEY) });
    assert.equal((await ask()).status, 404);
  });

  test('is 404 of an order that is erased, whatever comes after', async () => {
    await tell('order.created', 0);
    await note({ message: 'Soon', public: true });
    await erase({ order_id: 'SS-1' });
    assert.equal((await ask()).status, 404);
    await tell('order.shipped', 2);
    assert.equal((await ask()).status, 404);
  });

  test('goes with the order of which a person was erased before', async () => {
    await tell('order.created', 0, { payload: { email: 'ana@customer.example' } });
    await erase({ email: 'ana@customer.example' });
    assert.equal((await ask()).status, 200);
    await erase({ order_id: 'SS-1' });
    assert.equal((await ask()).status, 404);
  });

  test('is that of who reads the log, too, and of no other order', async () => {
    await tell('order.created', 0);
    await tell('order.created', 0, { order_id: 'SS-2' });
    const as = async (claims: object, order = 'SS-1') =>
      (await worker.fetch(`/v1/orders/${order}/status`, { headers: bearer(await viewerToken({ ...claims })) })).status;
    assert.equal(await as({ scope: 'read' }), 200);
    assert.equal(await as({ scope: 'write' }), 403);
    assert.equal(await as({ scope: 'customer', order_id: 'SS-2' }), 403);
    assert.equal(await as({ scope: 'customer', order_id: 'SS-2' }, 'SS-2'), 200);
  });

  test('has a tag, which changes with what it shows and with nothing else', async () => {
    await tell('order.created', 0);
    const known = async () => (await ask()).headers.get('ETag')!;
    const tag = await known();
    assert.equal((await ask('SS-1', { 'If-None-Match': tag })).status, 304);
    await note({ message: 'Between us' });
    assert.equal(await known(), tag);
    await tell('order.shipped', 1, { payload: { tracking: 'T1' } });
    assert.notEqual(await known(), tag);
  });
});

describe('the parcels that a customer sees', () => {
  const shipped = (hours: number, tracking: string, more: object = {}) =>
    tell('order.shipped', hours, { payload: { carrier: 'DHL', tracking, ...more } });
  const states = async () => (await status()).parcels.map(({ tracking, status: is }) => [tracking, is]);

  test('are each where they are, also when they go again', async () => {
    await tell('order.created', 0);
    await shipped(1, 'P1');
    await shipped(2, 'P2');
    await tell('order.delivered', 3, { payload: { tracking: 'P1' } });
    await tell('order.returned', 4, { payload: { tracking: 'P2' } });
    assert.deepEqual(await states(), [
      ['P1', 'delivered'],
      ['P2', 'returned'],
    ]);
    await tell('order.delivered', 5);
    assert.deepEqual(await states(), [
      ['P1', 'delivered'],
      ['P2', 'returned'],
    ]);
  });

  test('are delivered with the order, where nobody names them', async () => {
    await tell('order.created', 0);
    await shipped(1, 'P1');
    await tell('order.delivered', 3);
    assert.deepEqual(await states(), [['P1', 'delivered']]);
  });

  test('are not those of a shipment that was taken back, nor of what is not shipped', async () => {
    await tell('order.created', 0);
    await shipped(1, 'P1');
    await tell('order.shipment_cancelled', 2, { payload: { tracking: 'P1' } });
    await shipped(3, 'P2');
    await tell('order.shipped', 4, { payload: { requires_shipping: false } });
    assert.deepEqual(await states(), [['P2', 'shipped']]);
  });

  test('have the page that their sender names, of a carrier that nobody knows, too', async () => {
    await tell('order.created', 0);
    await shipped(1, 'P1', { carrier: 'Bert on his bike', tracking_url: 'https://bert.example/P1' });
    assert.deepEqual((await status()).parcels, [
      { carrier: null, tracking: 'P1', tracking_url: 'https://bert.example/P1', status: 'shipped' },
    ]);
  });

  test('show no text in the place of a number or an address', async () => {
    const texts = [
      'Card 4242 4242 4242 4242',
      '4242424242424242',
      '1 High Street, Leeds',
      'a-known-fraudster',
      '+447700900123',
    ];
    for (const [i, text] of texts.entries()) {
      const order_id = `SS-${i}`;
      await tell('order.created', 0, { order_id });
      const payload = {
        carrier: `DHL, ${text}`,
        tracking: text,
        tracking_url: `https://x.example/?q=${encodeURIComponent(text)}`,
      };
      await tell('order.shipped', 1, { order_id, payload });
      const { parcels } = await status(order_id);
      assert.equal(parcels[0]!.carrier, 'DHL');
      assert.equal(parcels[0]!.tracking, null);
      if (text !== 'a-known-fraudster') assert.equal(parcels[0]!.tracking_url, null, text);
    }
  });
});

describe('an order is late for its customer', () => {
  const sweep = (days: number) => overdue({ DB: worker.db }, AT + days * DAY);
  const overdueId = async () =>
    (await asViewer(worker).timeline('SS-1')).events.find(({ event_type }) => event_type === 'order.overdue')!.id;

  test('once the shop has been warned, until it comes', async () => {
    await tell('order.created', 0);
    assert.equal((await status()).late, false);
    await sweep(30);
    assert.equal((await status()).late, true);
    await tell('order.shipped', 40 * 24, { payload: { tracking: 'P1' } });
    assert.equal((await status()).late, false);
  });

  test('though a person has seen to it, until it comes', async () => {
    await tell('order.created', 0);
    await tell('order.shipped', 1, { payload: { tracking: 'P1' } });
    await sweep(30);
    await asViewer(worker).resolve(await overdueId());
    assert.equal((await status()).late, true);
    await tell('order.delivered', 40 * 24, { payload: { tracking: 'P1' } });
    assert.equal((await status()).late, false);
  });
});

describe('a public note', () => {
  test('is marked in the log, and taken back', async () => {
    await tell('order.created', 0);
    const { id, payload, actor } = await note({ message: 'Soon', public: true });
    assert.deepEqual([payload, actor], [{ public: true }, 'Ana']);
    const taken = await write(`/v1/events/${id}/public`, 'DELETE');
    assert.deepEqual(((await taken.json()) as LogEvent).payload, {});
    assert.deepEqual((await status()).notes, []);
    assert.equal((await write(`/v1/events/${id}/public`, 'DELETE')).status, 200);
  });

  test('is no other event, whatever its payload says', async () => {
    await tell('order.created', 0);
    await tell('warehouse.picked', 1, { message: 'Shelf 12', payload: { public: true } });
    assert.deepEqual((await status()).notes, []);
    const [, { id } = { id: '' }] = (await asViewer(worker).timeline('SS-1')).events;
    const taken = await write(`/v1/events/${id}/public`, 'DELETE');
    assert.deepEqual(((await taken.json()) as LogEvent).payload, { public: true });
  });

  test('is public by true alone', async () => {
    for (const value of ['true', 1, null, {}]) {
      const response = await write('/v1/orders/SS-1/notes', 'POST', { message: 'x', public: value });
      assert.equal(response.status, 422, String(value));
    }
    assert.deepEqual((await note({ message: 'x', public: false })).payload, {});
  });

  test('of an order is not for whoever may write in another', async () => {
    const { id } = await note({ message: 'Soon', public: true });
    const headers = bearer(await viewerToken({ order_id: 'SS-2' }));
    assert.equal((await worker.fetch(`/v1/events/${id}/public`, { method: 'DELETE', headers })).status, 404);
  });
});

describe("POST /v1/tokens makes a customer's token", () => {
  const make = async (body: object) => asServer(worker, '/v1/tokens', { sub: 'customer', ...body });
  const DAYS = 24 * 60 * 60;

  test('for one order and up to 90 days, which opens the status', async () => {
    await tell('order.created', 0);
    const made = await make({ scope: 'customer', order_id: 'SS-1', expires_in: 90 * DAYS });
    assert.equal(made.status, 201);
    const { token } = (await made.json()) as { token: string };
    assert.equal((await worker.fetch('/v1/orders/SS-1/status', { headers: bearer(token) })).status, 200);
    assert.equal((await worker.fetch('/v1/orders/SS-1/events', { headers: bearer(token) })).status, 403);
  });

  test('and none without an order, for longer, or with another scope; nor any other for longer than a day', async () => {
    const order_id = 'SS-1';
    for (const body of [
      { scope: 'customer' },
      { scope: 'customer', order_id, expires_in: 90 * DAYS + 1 },
      { scope: 'customer read', order_id },
      { scope: 'read', order_id, expires_in: DAYS + 1 },
    ])
      assert.equal((await make(body)).status, 422, JSON.stringify(body));
  });
});
