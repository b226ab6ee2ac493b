import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createClient } from '../worker/client/index.ts';
import type { FeedPage, Timeline } from '../worker/contract/api.ts';
import { eventType, TAXONOMY } from '../worker/contract/taxonomy.ts';
import { API_KEY, SECRETS, TOKEN_SECRET, useWorker } from '../worker/testing/harness.ts';
import type { OrderNumber } from './book.ts';
import { orderNumbered } from './orders.ts';
import { PERSON } from './person.ts';
import { play } from './play.ts';
import { scheduleDay } from './schedule.ts';
import type { Secrets } from './secrets.ts';

const BEGAN = new Date(Date.now() - 60_000);
const OVERDUE = '*/15 * * * *';
/** The types that the day does not have: some need actions or alerts, others a provider's reversal. */
const NOT_SENT = [
  ...['order.action', 'order.paid', 'order.released', 'order.shipment_cancelled', 'order.delivery_delayed'],
  ...['order.delivery_failed', 'order.reinstated', 'order.disputed', 'order.dispute_won', 'order.dispute_closed'],
  ...['order.dispute_lost', 'order.fulfilled', 'order.part_shipped', 'order.fraud_warning', 'email.not_sent'],
  'order.available_for_pickup',
  'source.quiet',
  ...['source.caught_up', 'source.resumed', 'alert.failed', 'alert.resumed'],
];

describe('the demo’s day', () => {
  let first = { accepted: 0, duplicates: 0 };
  const worker = useWorker({
    seed: async () => {
      first = await playDay();
    },
  });
  const url = () => worker.url.origin;
  const playDay = async () => {
    const { inTime, late } = scheduleDay(BEGAN);
    const played = await play(url(), SECRETS as Secrets, [...inTime, ...late]);
    await worker.cron(OVERDUE);
    return played;
  };
  const stored = async () => (await worker.db.prepare('SELECT * FROM activity_log ORDER BY id').all()).results;

  const read = async <T>(path: string): Promise<T> => {
    const { viewerToken } = createClient({ url: url(), apiKey: API_KEY, tokenSecret: TOKEN_SECRET });
    const headers = { authorization: `Bearer ${await viewerToken({ sub: PERSON, scope: 'read' })}` };
    return (await worker.fetch(path, { headers })).json() as T;
  };
  const events = async (number: OrderNumber) =>
    (await read<Timeline>(`/v1/orders/${orderNumbered(number, BEGAN).id}/events`)).events;
  const timeline = async (number: OrderNumber) => (await events(number)).map(({ message }) => message);

  test('adds no event, note or click when it is played a second time', async () => {
    assert.equal(first.duplicates, 0);
    const once = await stored();
    assert.equal(once.length, first.accepted + 1, 'the accepted events, and one overdue order');
    const second = await playDay();
    assert.deepEqual(second, { accepted: 0, duplicates: first.accepted });
    assert.deepEqual(await stored(), once);
  });

  test('has every type that needs no action', async () => {
    const seen = (await stored()).map((row) => row.event_type);
    const sent = Object.keys(TAXONOMY).filter((type) => !NOT_SENT.includes(type));
    assert.deepEqual(
      sent.filter((type) => !seen.includes(type)),
      [],
    );
  });

  test('ends with the open problems that a shop owner would handle', async () => {
    const { events } = await read<FeedPage>('/v1/events?tab=attention');
    assert.deepEqual(
      events.map(({ message, repeats }) => [message, repeats]),
      [
        ['Product sync failed (Gelato): API rate limit exceeded', 6],
        ['Not sent to the printer 2 hours after payment', 1],
        ['Email bounced: elena.rosi@example.com (order confirmation)', 1],
        ['Printify cannot make the order: it has issues', 1],
        ['Order cancelled', 1],
      ],
    );
  });

  test('has an order whose submission fails four times and then succeeds', async () => {
    assert.deepEqual(await timeline('0031'), [
      'Order placed — £57.00 via Stripe',
      'Order confirmation sent to priya.nair@example.com',
      ...Array(4).fill('Submission to Printify failed: insufficient stock for M Black'),
      'Submission retried — attempt 5 of 5',
      'Submitted to Printify (PFY-75489)',
      'In production at Printify',
      'Shipped via DHL — tracking: JD014600006281930417',
      'Shipping notification sent to priya.nair@example.com',
      'Delivered',
    ]);
  });

  test('has an order with many problems, none of which is still open', async () => {
    const story = await events('0016');
    assert.deepEqual(
      story.map(({ message, retracted }) => (retracted ? `(taken back) ${message}` : message)),
      [
        'Payment failed: Your card was declined.',
        'Payment failed: Your card has insufficient funds.',
        'Order placed — £43.00 via Stripe',
        'Order confirmation sent to ruth.okafor@example.com',
        'Email bounced: ruth.okafor@example.com (order confirmation)',
        'Submitted to Printify (PFY-46704)',
        'Printify put the order on hold: checking the artwork',
        'In production at Printify',
        'Shipped via Royal Mail — tracking: RM482913377GB',
        'Shipped via DHL — tracking: JD014600006280117744',
        'Shipping notification sent to ruth.okafor@example.com',
        'Delivered — RM482913377GB',
        'Parcel came back to the shop — JD014600006280117744',
        '(taken back) Refunded £43.00',
        'Refund of £43.00 failed: lost or stolen card',
        'Refunded £43.00',
      ],
    );
    assert.deepEqual(
      story.filter(({ level, resolved_at }) => level !== 'info' && resolved_at === null),
      [],
    );
  });

  test('has a problem that repeated and recovered', async () => {
    const failures = (await events('0031')).filter(({ level }) => level === 'error');
    assert.deepEqual(
      failures.map(({ resolved_by }) => resolved_by),
      ['repeated', 'repeated', 'repeated', 'recovered'],
    );
    assert.equal(failures.at(-1)?.repeats, 4);
  });

  test('has a problem that came back after Ana resolved it', async () => {
    const [first, second] = (await events('0039')).filter(({ level }) => level === 'error');
    assert.equal(first?.resolved_by, PERSON);
    assert.deepEqual(second?.came_back, { resolved_by: PERSON, resolved_at: first.resolved_at });
    assert.equal(second.resolved_at, null);
  });

  test('has a note that Ana wrote', async () => {
    const last = (await events('0042')).at(-1);
    assert.equal(last?.event_type, 'order.note');
    assert.equal(last.actor, PERSON);
  });

  test('has a run of routine events that folds', async () => {
    const { events } = await read<FeedPage>('/v1/events?limit=200');
    const isRoutine = events.map(({ event_type }) => (eventType(event_type).routine ? 'r' : '.')).join('');
    assert.match(isRoutine, /r{6}/);
  });

  test('finds the order of a refund through its payment', async () => {
    assert.equal((await timeline('0017')).at(-1), 'Refunded £33.00');
  });
});
