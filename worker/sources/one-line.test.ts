import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { asViewer, record } from '../testing/callers.ts';
import { useWorker } from '../testing/harness.ts';
import { request } from './fixtures/delivery.ts';
import { loadFixtures, secretsOf } from './fixtures/load.ts';
import { TRACKING } from './fixtures/tracking.ts';

const NAMES = ['printify', 'easypost', 'shippo', 'aftership', 'sendgrid', 'mailgun', 'ses'];
const FIXTURES = await loadFixtures(NAMES);

const worker = useWorker({ secrets: secretsOf(FIXTURES) });

const AT = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;
const ORDER = 'SS-260223-0042';

/** Sends the fixture's delivery of that name, so many seconds into the story. */
const send = async (source: string, what: string, seconds: number) => {
  const { sign, secret, deliveries } = FIXTURES.get(source)!;
  const text = JSON.stringify(deliveries(AT + seconds * 1000)[what]!.body);
  const { query, init } = request(text, await sign(text, { secret, at: Date.now(), id: 'msg_1' }));
  assert.equal((await worker.fetch(`/webhooks/${source}${query}`, init)).status, 200);
};

const timeline = async () => (await asViewer(worker).timeline(ORDER)).events;

const messages = async () => (await timeline()).map(({ message }) => message);

/** The shop tells which parcel is of which order. */
const ship = () =>
  record(worker, {
    event_type: 'order.shipped',
    order_id: ORDER,
    payload: { carrier: 'USPS', tracking: TRACKING },
    refs: [`tracking:${TRACKING}`],
    occurred_at: new Date(AT - 60_000).toISOString(),
  });

const SHIPPED = `Shipped via USPS — tracking: ${TRACKING}`;
const TELLERS = {
  printify: 'a delivery, at the time that it was delivered',
  easypost: 'a parcel that was delivered, at the time of its last scan',
  shippo: 'a parcel that was delivered',
  aftership: 'a parcel that was delivered, at the time of its last scan',
};

describe('a parcel', () => {
  for (const order of [Object.entries(TELLERS), Object.entries(TELLERS).toReversed()]) {
    test(`that ${order.map(([name]) => name).join(', ')} tell of is delivered once`, async () => {
      await ship();
      // Printify was the first to know, whoever was the first to tell.
      for (const [name, what] of order) await send(name, what, name === 'printify' ? 0 : 60);
      assert.deepEqual(await messages(), [SHIPPED, 'Delivered']);
      assert.equal((await timeline()).at(-1)?.source, 'printify');
    });
  }

  test('that came back is one line, however many tell of it and by whatever words', async () => {
    await ship();
    await send('aftership', 'a parcel that is on its way back', 0);
    for (const [name, what] of [
      ['easypost', 'a parcel that came back'],
      ['shippo', 'a parcel that came back'],
      ['aftership', 'a parcel that came back'],
      ['aftership', 'a parcel that came back, told as delivered'],
    ] as const) {
      await send(name, what, 3600);
    }
    assert.deepEqual(await messages(), [
      SHIPPED,
      'Delivery failed: returning to sender',
      'Parcel came back to the shop',
    ]);
    const [, failed, back] = await timeline();
    assert.equal(failed?.resolved_by, 'recovered');
    assert.deepEqual([back?.level, back?.problem, back?.resolved_at], ['warning', `return:${TRACKING}`, null]);
  });

  test('that could not be delivered needs somebody, until it is delivered after all', async () => {
    await ship();
    await send('easypost', 'a parcel that found nobody', 0);
    const failed = (await timeline()).at(-1)!;
    const { event_type, level, resolved_at, problem } = failed;
    assert.deepEqual(
      { event_type, level, resolved_at, problem },
      { event_type: 'order.delivery_failed', level: 'warning', resolved_at: null, problem: `delivery:${TRACKING}` },
    );
    await send('aftership', TELLERS.aftership, 3600);
    assert.deepEqual(await messages(), [SHIPPED, 'Delivery failed: could not be delivered', 'Delivered']);
    assert.equal((await timeline()).at(-2)?.resolved_by, 'recovered');
  });
});

test('a mail that is told of at two stations is one line', async () => {
  const STATIONS = {
    sendgrid: ['a confirmation that arrived, told by another server', 'a confirmation that is on its way'],
    mailgun: ['a confirmation that was delivered', 'a confirmation that was accepted'],
    ses: ['a confirmation that was delivered', 'a confirmation that was sent'],
  };
  for (const [name, whats] of Object.entries(STATIONS)) {
    for (const [i, what] of whats.entries()) await send(name, what, 60 - i * 60);
  }
  const sources = (await timeline()).map(({ source }) => source);
  assert.deepEqual(sources.toSorted(), Object.keys(STATIONS).toSorted());
});
