import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { SHOPIFY_TOKEN, type ShopifyOrder, throttled, useShopifyApi } from '../testing/apis/shopify.ts';
import { STRIPE_KEY, useStripeApi } from '../testing/apis/stripe.ts';
import { useWooApi, WOO_KEY, type WooOrder } from '../testing/apis/woocommerce.ts';
import type { AccessSettings, Listed, Listing } from './listing.ts';
import { shopifyListing } from './shopify/list.ts';
import { stripeListing } from './stripe/list.ts';
import { woocommerceListing } from './woocommerce/list.ts';

const [stripe, woo, shopify] = [await useStripeApi(), await useWooApi(), await useShopifyApi()];
beforeEach(() => {
  for (const api of [stripe, woo, shopify]) api.reset();
});

const FROM = Date.UTC(2026, 1, 1);
const SPAN = { from: FROM, to: FROM + 30 * 86_400_000 };
const HOUR = 3_600_000;

/** All pages of a listing. */
const all = async (listing: Listing, settings: AccessSettings, patience = 2000): Promise<Listed[]> => {
  const access = { ...listing.access(settings), patience, requests: 0 };
  const items: Listed[] = [];
  let [cursor, share] = [null as string | null, 0];
  do {
    const page = await listing.page(access, SPAN, cursor);
    items.push(...page.items);
    assert.ok(page.share >= share, 'the share that is done never shrinks');
    [cursor, share] = [page.next, page.share];
  } while (cursor !== null);
  assert.equal(share, 1);
  return items;
};
const field = (name: string) => (listed: Listed) => (listed.item as Record<string, unknown>)[name];
const set = (values: unknown[]) => [...new Set(values)].sort();

const settingsOf = {
  stripe: () => ({ STRIPE_API_KEY: STRIPE_KEY, STRIPE_API_URL: stripe.url }),
  woo: () => ({ WOOCOMMERCE_API_KEY: WOO_KEY, WOOCOMMERCE_URL: `${woo.url}/shop/` }),
  shopify: () => ({ SHOPIFY_SHOP: 'demo', SHOPIFY_API_TOKEN: SHOPIFY_TOKEN, SHOPIFY_API_URL: shopify.url }),
};

const gmt = (ms: number) => new Date(ms).toISOString().slice(0, 19);
const wooOrder = (id: number, at: number, more: Partial<WooOrder> = {}): WooOrder => ({
  id,
  status: 'processing',
  date_modified_gmt: gmt(at),
  ...more,
});
const iso = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');
const shopifyOrder = (id: number, at: number, more: Partial<ShopifyOrder> = {}): ShopifyOrder => ({
  id: `gid://shopify/Order/${id}`,
  name: `#${id}`,
  createdAt: iso(at),
  updatedAt: iso(at),
  ...more,
});

describe('Stripe', () => {
  stripe.shop.events = Array.from({ length: 250 }, (_, i) => ({ id: `evt_${i}`, created: FROM / 1000 + i * 60 }));
  stripe.shop.events.push({ id: 'evt_before', created: FROM / 1000 - 60 });

  test('lists each event of the span once, by pages of a hundred', async () => {
    const ids = (await all(stripeListing, settingsOf.stripe())).map(field('id'));
    assert.equal(ids.length, 250);
    assert.equal(set(ids).length, 250);
    assert.equal(stripe.requests.length, 3);
    assert.ok(stripe.requests.every(({ headers }) => headers['stripe-version']));
  });

  test('waits for a rate limit, and asks again after a failure', async () => {
    stripe.mishaps = [[429, {}, { 'Retry-After': '0' }], null, [500, {}], 'broken'];
    assert.equal((await all(stripeListing, settingsOf.stripe())).length, 250);
    assert.equal(stripe.requests.length, 6);
  });

  const failures: [string, Parameters<typeof stripe.mishaps.push>, string, RegExp][] = [
    ['a limit that lasts too long', [[429, {}, { 'Retry-After': '60' }]], 'limited', /later/],
    ['a redirect', [[302, {}, { Location: 'https://elsewhere.example/' }]], 'refused', /moved elsewhere/],
    [
      'three failures',
      [
        [500, {}],
        [503, {}],
        [500, {}],
      ],
      'failing',
      /answers 500/,
    ],
    ['what is no JSON object', [[403, 'no']], 'refused', /refuses the key \(403\)/],
  ];
  for (const [name, mishaps, kind, message] of failures) {
    test(`gives up at ${name}, and says why without the key`, async () => {
      stripe.mishaps = [...mishaps];
      await assert.rejects(all(stripeListing, settingsOf.stripe()), (error: Error & { kind?: string }) => {
        assert.equal(error.kind, kind);
        assert.match(error.message, message);
        assert.ok(!error.message.includes(STRIPE_KEY));
        return true;
      });
      assert.equal(stripe.requests.length, mishaps.length);
    });
  }

  test('is asked at its own address unless a safe one is set', () => {
    assert.equal(stripeListing.access({ STRIPE_API_KEY: 'rk' }).url, 'https://api.stripe.com');
    for (const address of ['http://shop.example', 'https://a:b@shop.example', 'nonsense'])
      assert.throws(() => stripeListing.access({ STRIPE_API_KEY: 'rk', STRIPE_API_URL: address }), /STRIPE_API_URL/);
    assert.throws(() => stripeListing.access({}), /STRIPE_API_KEY is not set/);
  });
});

describe('WooCommerce', () => {
  test('lists each order that changed, the trash included, and the times of refunds', async () => {
    woo.shop.orders = Array.from({ length: 35 }, (_, i) => wooOrder(i + 1, FROM + (i + 1) * HOUR));
    woo.shop.orders.push(wooOrder(90, FROM + HOUR, { status: 'trash' }), wooOrder(91, FROM - HOUR));
    woo.shop.orders[4]!.refunds = [{ id: 7, total: '-4.00' }];
    woo.shop.refundedAt[7] = gmt(FROM + 2 * HOUR);
    const items = await all(woocommerceListing, settingsOf.woo());
    assert.deepEqual(set(items.map(field('id'))).length, 36);
    const binned = items.filter((listed) => field('id')(listed) === 90).map(field('status'));
    assert.deepEqual(binned, ['pending', 'trash'], 'what is in the trash was placed before');
    assert.ok(!items.some((listed) => field('id')(listed) === 91));
    const refunded = items.find((listed) => field('id')(listed) === 5)!;
    assert.deepEqual(field('refunds')(refunded), [{ id: 7, total: '-4.00', date_created_gmt: gmt(FROM + 2 * HOUR) }]);
  });

  test('passes no order by when others change between two pages', async () => {
    woo.shop.orders = Array.from({ length: 25 }, (_, i) => wooOrder(i + 1, FROM + (i + 1) * HOUR));
    woo.before = (nth) => {
      if (nth === 2)
        for (const id of [1, 2, 3]) woo.shop.orders[id - 1]!.date_modified_gmt = gmt(FROM + 200 * HOUR + id);
    };
    const ids = (await all(woocommerceListing, settingsOf.woo())).map(field('id'));
    assert.equal(set(ids).length, 25);
    assert.ok(ids.filter((id) => id === 1).length > 1, 'an order that changed meanwhile comes again');
  });

  test('lists orders that all changed at one moment, though some leave it meanwhile', async () => {
    woo.shop.orders = Array.from({ length: 40 }, (_, i) => wooOrder(i + 1, FROM + HOUR));
    woo.before = (nth) => {
      if (nth === 2) for (const id of [1, 2]) woo.shop.orders[id - 1]!.date_modified_gmt = gmt(FROM + 2 * HOUR);
    };
    assert.equal(set((await all(woocommerceListing, settingsOf.woo())).map(field('id'))).length, 40);
  });

  test('needs an address that is safe, and a whole key', () => {
    const { WOOCOMMERCE_API_KEY, WOOCOMMERCE_URL } = settingsOf.woo();
    const access = (settings: AccessSettings) => () => woocommerceListing.access(settings);
    assert.throws(access({ WOOCOMMERCE_API_KEY }), /WOOCOMMERCE_URL is not set/);
    assert.throws(access({ WOOCOMMERCE_API_KEY, WOOCOMMERCE_URL: 'http://shop.example' }), /must be an https address/);
    assert.throws(access({ WOOCOMMERCE_URL, WOOCOMMERCE_API_KEY: 'ck_1' }), /ck_…:cs_…/);
  });
});

describe('Shopify', () => {
  const ids = (items: Listed[]) =>
    set(items.filter(({ headers }) => headers?.['x-shopify-topic'] === 'orders/create').map(field('id')));

  test('lists each order that changed, and passes none by when others change between two pages', async () => {
    shopify.shop.orders = Array.from({ length: 20 }, (_, i) => shopifyOrder(i + 100, FROM + (i + 1) * HOUR));
    shopify.shop.orders.push(shopifyOrder(1, FROM - HOUR));
    shopify.before = (nth) => {
      if (nth === 2) shopify.shop.orders[0]!.updatedAt = iso(FROM + 100 * HOUR);
    };
    assert.equal(ids(await all(shopifyListing, settingsOf.shopify())).length, 20);
  });

  test('waits until a query may be spent, no longer than its patience', async () => {
    shopify.shop.orders = [shopifyOrder(1, FROM + HOUR)];
    shopify.mishaps = [throttled(900, 880, 100)];
    const began = Date.now();
    assert.equal(ids(await all(shopifyListing, settingsOf.shopify())).length, 1);
    assert.ok(Date.now() - began >= 200);
    shopify.mishaps = [throttled(900, 0, 100)];
    await assert.rejects(all(shopifyListing, settingsOf.shopify()), { kind: 'limited', wait: 9000 });
  });

  test('asks for an order alone that has more than a page takes', async () => {
    const fulfillments = Array.from({ length: 8 }, (_, i) => ({
      id: `gid://shopify/Fulfillment/${i + 1}`,
      status: 'SUCCESS',
      createdAt: iso(FROM + HOUR),
      updatedAt: iso(FROM + HOUR),
      trackingInfo: [{ number: `RM${i}` }],
    }));
    shopify.shop.orders = [shopifyOrder(1, FROM + HOUR, { fulfillments })];
    const items = await all(shopifyListing, settingsOf.shopify());
    assert.equal(items.filter(({ headers }) => headers?.['x-shopify-topic'] === 'fulfillments/create').length, 8);
  });

  test('reads what it may where a field is denied, and says so where all is', async () => {
    const denied = { message: 'Access denied', extensions: { code: 'ACCESS_DENIED' } };
    const nodes = [shopifyOrder(1, FROM + HOUR, { paymentTerms: null })];
    shopify.mishaps = [[200, { data: { orders: { nodes, pageInfo: { hasNextPage: false } } }, errors: [denied] }]];
    assert.equal(ids(await all(shopifyListing, settingsOf.shopify())).length, 1);
    shopify.mishaps = [[200, { data: null, errors: [denied] }]];
    await assert.rejects(all(shopifyListing, settingsOf.shopify()), /lacks read_orders/);
  });

  test('is asked at the shop’s own address', () => {
    const access = (SHOPIFY_SHOP: string) => shopifyListing.access({ SHOPIFY_SHOP, SHOPIFY_API_TOKEN: 'shpat' }).url;
    assert.equal(access('Demo-Shop'), 'https://demo-shop.myshopify.com');
    assert.equal(access('demo.myshopify.com'), 'https://demo.myshopify.com');
    for (const shop of ['demo.example', 'demo/..', '@evil.example', 'a b'])
      assert.throws(() => access(shop), /SHOPIFY_SHOP/);
  });
});
