import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import type { Alert } from '../contract/alerts.ts';
import type { Env } from '../env.ts';
import type { Listing } from '../sources/listing.ts';
import { database } from '../store/database.ts';
import { SHOPIFY_TOKEN, useShopifyApi } from '../testing/apis/shopify.ts';
import { shopifyMonth } from '../testing/apis/shopify-month.ts';
import { STRIPE_KEY, type StripeEvent, useStripeApi } from '../testing/apis/stripe.ts';
import { asViewer } from '../testing/callers.ts';
import { useWorker } from '../testing/harness.ts';
import { useReceiver } from '../testing/receiver.ts';
import { catchUpSource, listingSource } from './catch-up.ts';
import { entriesOf, store } from './fetched.ts';
import { overdue } from './overdue.ts';
import { ring } from './ring.ts';

const [stripe, shopify] = [await useStripeApi(), await useShopifyApi()];
const worker = useWorker();
const hook = await useReceiver((response) => response.end());
beforeEach(() => {
  stripe.reset();
  shopify.reset();
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Math.floor(Date.now() / 1000) * 1000;

const env = (): Env => ({
  DB: worker.db,
  // Deadlines of working days would ring on some days of a week only.
  OVERDUE_SHIPPED: 'off',
  ALERT_URL: `${hook.url}/hook`,
  ALERT_SECRET: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
  ...{ STRIPE_API_KEY: STRIPE_KEY, STRIPE_API_URL: stripe.url },
  ...{ SHOPIFY_SHOP: 'demo', SHOPIFY_API_TOKEN: SHOPIFY_TOKEN, SHOPIFY_API_URL: shopify.url },
});

/** The lines that the bell rang with by the crons of a day, each as `opened #1`. */
const heard = async (from: number): Promise<string[]> => {
  for (let at = from; at <= from + DAY; at += at - from < 10 * MINUTE ? MINUTE : HOUR) {
    await overdue(env(), at);
    await ring(env(), at);
  }
  return hook.received.splice(0).flatMap(({ body }) => {
    const { data } = JSON.parse(body) as { data: Alert };
    return data.lines.map(({ is, order_id, message }) => `${is} ${order_id}: ${message}`);
  });
};

const event = (id: string, type: string, hoursAgo: number, object: object): StripeEvent =>
  Object.assign(
    { id: `evt_${id}`, created: (NOW - hoursAgo * HOUR) / 1000 },
    { type, livemode: true, data: { object } },
  );

/** A checkout whose payment fails, and is made good where `paid` says when. */
const checkout = (order: string, hoursAgo: number, paid: number | null): StripeEvent[] => {
  const payment_intent = `pi_${order}`;
  const session = { mode: 'payment', client_reference_id: order, payment_intent, payment_status: 'unpaid' };
  const intent = { id: payment_intent, amount: 4300, currency: 'gbp' };
  return [
    event(`${order}_s`, 'checkout.session.completed', hoursAgo, { id: `cs_${order}`, ...session }),
    event(`${order}_f`, 'payment_intent.payment_failed', hoursAgo - 1, intent),
    ...(paid === null ? [] : [event(`${order}_p`, 'payment_intent.succeeded', paid, intent)]),
  ];
};

describe('with a bell that rings', () => {
  test('a catch-up rings once for each problem that is still open, and for none that is over', async () => {
    stripe.shop.events = [...checkout('S-1', 30, 20), ...checkout('S-2', 30, null), ...checkout('S-3', 8, 6)];
    const source = listingSource('stripe')!;
    assert.equal((await catchUpSource(env(), source, 9, NOW)).isDone, true);
    assert.deepEqual(await heard(NOW), ['opened S-2: Payment failed']);
    await catchUpSource(env(), source, 9, NOW + DAY);
    assert.deepEqual(await heard(NOW + DAY + MINUTE), []);

    stripe.shop.events.push(
      event('late', 'payment_intent.succeeded', -25, { id: 'pi_S-2', amount: 4300, currency: 'gbp' }),
    );
    await catchUpSource(env(), source, 9, NOW + 2 * DAY);
    assert.deepEqual(await heard(NOW + 2 * DAY + MINUTE), ['over S-2: Payment failed']);
  });

  test('an import of two months rings for nothing, though problems are open in it', async () => {
    const source = listingSource('shopify')! as ReturnType<typeof listingSource> & { list: Listing };
    shopify.shop.orders = shopifyMonth(21, NOW - 55 * DAY, 24).orders;
    const access = { ...source.list.access({ ...env() }), patience: 0, requests: 0 };
    let cursor: string | null = null;
    do {
      const page = await source.list.page(access, { from: NOW - 60 * DAY, to: NOW }, cursor);
      const entries = entriesOf(env(), source, page.items, true, NOW);
      await store(env(), database(worker.db), source, entries, NOW, NOW);
      cursor = page.next;
    } while (cursor !== null);
    const { count } = await asViewer(worker).attention();
    assert.ok(count >= 6, `${count} open problems`);
    assert.deepEqual(await heard(NOW), []);

    // The bell is set: what happens from now on rings.
    stripe.shop.events = checkout('S-9', 0.1, null).map((each) => ({ ...each, created: NOW / 1000 + 86_400 }));
    await catchUpSource(env(), listingSource('stripe')!, 9, NOW + DAY);
    assert.deepEqual(await heard(NOW + DAY), ['opened S-9: Payment failed']);
  });
});
