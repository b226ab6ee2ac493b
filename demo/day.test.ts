import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createClient } from '../worker/client.ts';
import type { Timeline } from '../worker/contract/api.ts';
import { TAXONOMY } from '../worker/contract/taxonomy.ts';
import { API_KEY, SECRETS, TOKEN_SECRET, useWorker } from '../worker/testing/harness.ts';
import type { OrderNumber } from './book.ts';
import { orderNumbered } from './orders.ts';
import { play } from './play.ts';
import type { Secrets } from './secrets.ts';
import { tellDay } from './story.ts';

const BEGAN = new Date(Date.now() - 60_000);
/** What Flagpost itself raises, or a person in the admin. */
const NOT_SENT = ['order.overdue', 'order.note', 'order.action'];

describe('the day in the shop’s life', () => {
  const worker = useWorker();
  const url = () => worker.url.origin;
  const playDay = () => {
    const { inTime, late } = tellDay(BEGAN);
    return play(url(), SECRETS as Secrets, [...inTime, ...late]);
  };

  const timeline = async (number: OrderNumber) => {
    const { viewerToken } = createClient({ url: url(), apiKey: API_KEY, tokenSecret: TOKEN_SECRET });
    const headers = { authorization: `Bearer ${await viewerToken({ sub: 'Ana', scope: 'read' })}` };
    const response = await worker.fetch(`/v1/orders/${orderNumbered(number, BEGAN).id}/events`, { headers });
    return ((await response.json()) as Timeline).events.map(({ message }) => message);
  };

  test('adds nothing when it is played a second time', async () => {
    const first = await playDay();
    assert.equal(first.duplicates, 0);
    const second = await playDay();
    assert.deepEqual(second, { accepted: 0, duplicates: first.accepted });
    const { results } = await worker.db.prepare('SELECT count(*) AS events FROM activity_log').all();
    assert.deepEqual(results, [{ events: first.accepted }]);
  });

  test('has every type that a shop sends', async () => {
    await playDay();
    const { results } = await worker.db.prepare('SELECT DISTINCT event_type FROM activity_log').all();
    const seen = results.map((row) => row.event_type);
    const sent = Object.keys(TAXONOMY).filter((type) => !NOT_SENT.includes(type));
    assert.deepEqual(
      sent.filter((type) => !seen.includes(type)),
      [],
    );
  });

  test('tells the story of an order whose submission fails and then succeeds', async () => {
    await playDay();
    assert.deepEqual(await timeline('0031'), [
      'Order placed — £57.00 via Stripe',
      'Order confirmation sent to priya.nair@example.com',
      'Submission to Printify failed: insufficient stock for M Black',
      'Submission retried — attempt 2 of 3',
      'Submitted to Printify (PFY-75489)',
      'In production at Printify',
      'Shipped via DHL — tracking: JD014600006281930417',
      'Shipping notification sent to priya.nair@example.com',
      'Delivered',
    ]);
  });

  test('finds the order of a refund through its payment', async () => {
    await playDay();
    assert.equal((await timeline('0017')).at(-1), 'Refunded £33.00');
  });
});
