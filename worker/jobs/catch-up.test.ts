import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import type { Health } from '../contract/api.ts';
import { request } from '../sources/fixtures/delivery.ts';
import { loadFixtures, secretsOf } from '../sources/fixtures/load.ts';
import type { ShopDelivery } from '../testing/apis/month.ts';
import { SHOPIFY_TOKEN, useShopifyApi } from '../testing/apis/shopify.ts';
import { shopifyMonth } from '../testing/apis/shopify-month.ts';
import { useWooApi, WOO_KEY } from '../testing/apis/woocommerce.ts';
import { wooMonth } from '../testing/apis/woocommerce-month.ts';
import { asViewer, bearer } from '../testing/callers.ts';
import { ADMIN_KEY, API_KEY, TABLES, useWorker } from '../testing/harness.ts';

const FIXTURES = await loadFixtures(['shopify', 'woocommerce']);
const [woo, shopify] = [await useWooApi(), await useShopifyApi()];
const worker = useWorker({
  secrets: {
    ...secretsOf(FIXTURES),
    CATCH_UP: 'woocommerce, shopify, nobody',
    WOOCOMMERCE_URL: `${woo.url}/shop`,
    WOOCOMMERCE_API_KEY: WOO_KEY,
    SHOPIFY_SHOP: 'demo',
    SHOPIFY_API_TOKEN: SHOPIFY_TOKEN,
    SHOPIFY_API_URL: shopify.url,
  },
});
beforeEach(() => {
  woo.reset();
  shopify.reset();
});

const DAY = 86_400_000;
const FROM = Math.floor(Date.now() / 1000) * 1000 - 29 * DAY;
const ORDERS = 30;

const send = async (source: string, { headers, body }: ShopDelivery): Promise<void> => {
  const { sign, secret } = FIXTURES.get(source)!;
  const text = JSON.stringify(body);
  const { query, init } = request(text, await sign(text, { secret, at: Date.now(), id: 'msg' }), headers);
  const response = await worker.fetch(`/webhooks/${source}${query}`, init);
  assert.equal(response.status, 200, await response.text());
};

const post = (source: string) => worker.fetch(`/v1/catch-up/${source}`, { method: 'POST', headers: bearer(ADMIN_KEY) });

const catchUp = async (source: string) => {
  let missed = 0;
  for (let isDone = false; !isDone; ) {
    const response = await post(source);
    assert.equal(response.status, 200, await response.clone().text());
    missed += ((await response.json()) as { missed: number }).missed;
    isDone = !response.headers.has('Link');
  }
  return missed;
};

/** Each order as a person sees it: where it stands, its parcels, its money, and its open problems. */
const seen = async (orders: string[]) => {
  const viewer = asViewer(worker);
  const all: Record<string, unknown> = {};
  for (const order of orders) {
    const { events, story } = await viewer.timeline(order);
    const of = (type: string) => events.filter(({ event_type, retracted }) => event_type === type && !retracted);
    all[order] = {
      status: story?.status,
      lines: events.map(({ event_type }) => event_type).sort(),
      parcels: of('order.shipped').map(({ payload }) => payload.tracking),
      refunded: of('order.refunded').map(({ payload }) => payload.amount),
      open: events
        .filter(({ level, resolved_at }) => level !== 'info' && resolved_at === null)
        .map(({ event_type }) => event_type),
    };
  }
  return all;
};
/** A try at paying that failed is gone for good where the order's state of now does not tell it. */
const withoutTries = (all: Awaited<ReturnType<typeof seen>>) =>
  Object.fromEntries(
    Object.entries(all).map(([order, one]) => {
      const { lines, ...rest } = one as { lines: string[] };
      return [order, { ...rest, lines: lines.filter((type) => type !== 'order.payment_failed') }];
    }),
  );

const empty = () => worker.db.batch(TABLES.map((table) => worker.db.prepare(`DELETE FROM ${table}`)));
const caughtUpLines = async () =>
  (await asViewer(worker).feed({ type: 'source.caught_up' })).events.map(({ message }) => message);

/** Splits by a generator of fixed seed. */
const split = <T>(all: T[], count: number): [kept: T[], dropped: T[]] => {
  const [kept, dropped] = [[...all], [] as T[]];
  for (let seed = 11; dropped.length < count; ) {
    seed = (seed * 48_271) % 2_147_483_647;
    dropped.push(...kept.splice(seed % kept.length, 1));
  }
  return [kept, dropped];
};

const MONTHS = {
  woocommerce: () => {
    const { deliveries, orders } = wooMonth(ORDERS, FROM, woo.shop.refundedAt);
    woo.shop.orders = orders;
    return { deliveries, numbers: orders.map(({ number }) => `${number}`) };
  },
  shopify: () => {
    const { deliveries, orders } = shopifyMonth(ORDERS, FROM);
    shopify.shop.orders = orders;
    return { deliveries, numbers: orders.map(({ name }) => `${name}`) };
  },
};

for (const source of ['woocommerce', 'shopify'] as const) {
  describe(`a month of ${source}`, () => {
    test('of which thirty webhooks were lost is whole again after one catch-up, in either order', async () => {
      const { deliveries, numbers } = MONTHS[source]();
      for (const delivery of deliveries) await send(source, delivery);
      const whole = await seen(numbers);
      assert.equal(await catchUp(source), 0, 'nothing was missed');
      assert.deepEqual(await seen(numbers), whole, 'no second line');

      await empty();
      const [kept, dropped] = split(deliveries, 30);
      for (const delivery of kept) await send(source, delivery);
      const missed = await catchUp(source);
      assert.ok(missed > 10, `${missed} missed`);
      assert.deepEqual(withoutTries(await seen(numbers)), withoutTries(whole));
      assert.equal((await caughtUpLines()).length, 1);
      assert.equal(await catchUp(source), 0, 'once more finds nothing');

      for (const delivery of dropped) await send(source, delivery);
      assert.deepEqual(await seen(numbers), whole, 'what comes late after all makes no second line');
    });
  });
}

describe('the nightly job', () => {
  test('begins at night, goes on between, and stops', async () => {
    MONTHS.woocommerce();
    MONTHS.shopify();
    await worker.cron('*/15 * * * *');
    assert.equal(woo.requests.length + shopify.requests.length, 0, 'nothing begins by day');
    await worker.cron('17 3 * * *');
    assert.ok(woo.requests.length > 0 && shopify.requests.length > 0);
    for (let runs = 0; runs < 12; runs++) {
      const before = woo.requests.length + shopify.requests.length;
      await worker.cron('*/15 * * * *');
      const requests = woo.requests.length + shopify.requests.length - before;
      assert.ok(requests <= 22, `${requests} requests in a run`);
      if (requests === 0) break;
    }
    assert.equal((await caughtUpLines()).length, 2);
    const requests = woo.requests.length + shopify.requests.length;
    await worker.cron('*/15 * * * *');
    assert.equal(woo.requests.length + shopify.requests.length, requests);
  });

  test('leaves a provider alone that refuses the key, until the next night', async () => {
    woo.shop.orders = [];
    shopify.mishaps = [[401, {}]];
    await worker.cron('17 3 * * *');
    const requests = shopify.requests.length;
    await worker.cron('*/15 * * * *');
    assert.equal(shopify.requests.length, requests);
    const { setup } = (await (await worker.fetch('/healthz', { headers: bearer(API_KEY) })).json()) as Health;
    assert.deepEqual(
      setup!.catch_up.map(({ source, fails }) => [source, fails]),
      [
        ['woocommerce', null],
        ['shopify', 'refused'],
        ['nobody', 'unknown'],
      ],
    );
  });
});

describe('POST /v1/catch-up/:source', () => {
  test('takes what the command line fetched, and ignores what is none of it', async () => {
    const send = (body: object) =>
      worker.fetch('/v1/catch-up/shopify', {
        method: 'POST',
        headers: { ...bearer(ADMIN_KEY), 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
    const odd = [{ item: null }, { item: 7, headers: { 'no header': 'x\n' } }, { item: { id: 1 }, headers: {} }];
    assert.deepEqual(await (await send({ items: odd })).json(), { fetched: 0, missed: 0 });
    assert.equal((await send({ items: 'no list' })).status, 422);
    assert.equal((await send({ items: [], also: 1 })).status, 422);
  });

  test('says what went wrong, and never the key', async () => {
    assert.equal((await post('printify')).status, 404);
    woo.mishaps = [[403, {}]];
    const refused = await post('woocommerce');
    const { detail } = (await refused.json()) as { detail: string };
    assert.deepEqual([refused.status, /refuses the key/.test(detail), detail.includes('ck_')], [502, true, false]);
    woo.mishaps = [[429, {}, { 'Retry-After': '90' }]];
    const limited = await post('woocommerce');
    assert.deepEqual([limited.status, limited.headers.get('Retry-After')], [503, '90']);
    assert.equal((await post('stripe')).status, 503);
  });
});
