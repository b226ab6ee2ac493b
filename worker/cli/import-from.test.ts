import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, test } from 'node:test';
import type { Env } from '../env.ts';
import { entriesOf, store } from '../jobs/fetched.ts';
import type { Listing } from '../sources/listing.ts';
import { shopify } from '../sources/shopify.ts';
import type { Source } from '../sources/source.ts';
import { stripe } from '../sources/stripe.ts';
import { woocommerce } from '../sources/woocommerce.ts';
import { database } from '../store/database.ts';
import { SHOPIFY_TOKEN, useShopifyApi } from '../testing/apis/shopify.ts';
import { shopifyMonth } from '../testing/apis/shopify-month.ts';
import { STRIPE_KEY, useStripeApi } from '../testing/apis/stripe.ts';
import { stripeMonth } from '../testing/apis/stripe-month.ts';
import { useWooApi, WOO_KEY } from '../testing/apis/woocommerce.ts';
import { wooMonth } from '../testing/apis/woocommerce-month.ts';
import { asViewer } from '../testing/callers.ts';
import { ADMIN_KEY, API_KEY, TABLES, useWorker } from '../testing/harness.ts';
import { metered } from '../testing/metered.ts';
import { catchUp } from './admin.ts';
import { importFrom } from './import-from.ts';
import { stuckOf } from './stuck.ts';

const apis = { stripe: await useStripeApi(), woo: await useWooApi(), shopify: await useShopifyApi() };
const worker = useWorker({ secrets: { STRIPE_API_KEY: STRIPE_KEY, STRIPE_API_URL: apis.stripe.url } });
const folder = mkdtempSync(join(tmpdir(), 'flagpost-'));
after(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  for (const api of Object.values(apis)) api.reset();
});

const DAY = 86_400_000;
const FROM = Math.floor(Date.now() / 1000) * 1000 - 55 * DAY;
const SETTINGS = {
  ...{ STRIPE_API_KEY: STRIPE_KEY, STRIPE_API_URL: apis.stripe.url },
  ...{ WOOCOMMERCE_URL: `${apis.woo.url}/shop`, WOOCOMMERCE_API_KEY: WOO_KEY },
  ...{ SHOPIFY_SHOP: 'demo', SHOPIFY_API_TOKEN: SHOPIFY_TOKEN, SHOPIFY_API_URL: apis.shopify.url },
};
const connection = () => ({ url: worker.url.origin, adminKey: ADMIN_KEY });
const listed = (source: Source) => source as Source & { list: Listing };
const run = (source: Source, more: object = {}) =>
  importFrom(connection(), listed(source), { days: 60, settings: SETTINGS, folder, ...more });

const rows = async () => {
  const columns =
    "json_remove(effects, '$.history') AS effects, event_type, level, stream, message, hidden, resolved_by";
  const query = `SELECT hex(id) AS id, ${columns} FROM activity_log ORDER BY id`;
  return (await worker.db.prepare(query).all()).results;
};
const empty = () => worker.db.batch(TABLES.map((table) => worker.db.prepare(`DELETE FROM ${table}`)));

describe('an import from a provider', () => {
  test('finds its orders, is history, and says what looks stuck; a second one changes nothing', async () => {
    apis.woo.shop.orders = wooMonth(24, FROM, apis.woo.shop.refundedAt).orders;
    const shares: number[] = [];
    const imported = await run(woocommerce, { onProgress: (share: number) => shares.push(share) });
    assert.equal(imported.orders.length, 24);
    assert.equal(shares.at(-1), 1);
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => a - b),
    );
    const before = await rows();
    await worker.cron('*/15 * * * *');
    const { count } = await asViewer(worker).attention();
    // Of seven orders one was cancelled, one was never paid, and one was paid and never sent.
    const stuck = await stuckOf({ url: worker.url.origin, apiKey: API_KEY }, imported.orders);
    assert.deepEqual([stuck.length, count], [10, 7]);
    const forgotten = stuck.filter(({ message }) => /^Not sent to the printer; paid \d+ days ago$/.test(message));
    assert.deepEqual(
      forgotten.map(({ order_id }) => order_id),
      ['W-1005', 'W-1012', 'W-1019'],
    );
    assert.deepEqual(await rows(), before, 'nothing of the past is late');
    assert.equal((await run(woocommerce)).stored, 0);
    assert.deepEqual(await rows(), before);
  });

  test('that is broken off goes on where it was, and ends as one run does', async () => {
    apis.shopify.shop.orders = shopifyMonth(24, FROM).orders;
    await run(shopify);
    const [whole, requests] = [await rows(), apis.shopify.requests.length];
    await empty();
    apis.shopify.reset();
    apis.shopify.mishaps = [null, null, 'broken', [502, {}], 'broken'];
    await assert.rejects(run(shopify), /Run it again; nothing is imported twice/);
    const [file] = readdirSync(folder);
    const noted = readFileSync(join(folder, file!), 'utf8');
    assert.ok(!noted.includes(SHOPIFY_TOKEN) && !noted.includes(ADMIN_KEY), 'no key is kept');
    apis.shopify.reset();
    assert.equal((await run(shopify)).orders.length, 24);
    assert.equal(apis.shopify.requests.length, requests - 2);
    assert.deepEqual(await rows(), whole);
    assert.deepEqual(readdirSync(folder), []);
  });

  test('of Stripe is the very events that its webhooks bring', async () => {
    const created = Math.floor(Date.now() / 1000) - 10 * 86_400;
    apis.stripe.shop.events = Array.from({ length: 130 }, (_, i) => ({
      id: `evt_${i}`,
      type: 'checkout.session.completed',
      created: created + i * 60,
      livemode: true,
      data: { object: { id: `cs_${i}`, mode: 'payment', client_reference_id: `S-${i}`, payment_status: 'paid' } },
    }));
    const { orders, stored } = await run(stripe);
    assert.deepEqual([orders.length, stored], [130, 130]);
    assert.deepEqual(await catchUp(connection(), 'stripe'), { fetched: 130, missed: 0 });
  });

  test('names the setting that is missing, and a Worker that does not take it', async () => {
    await assert.rejects(
      importFrom(connection(), listed(stripe), { days: 60, settings: {}, folder }),
      /STRIPE_API_KEY/,
    );
    const wrong = { url: worker.url.origin, adminKey: 'wrong' };
    apis.woo.shop.orders = wooMonth(1, FROM, {}).orders;
    await assert.rejects(
      importFrom(wrong, listed(woocommerce), { days: 60, settings: SETTINGS, folder }),
      /none of ADMIN_KEYS/,
    );
  });
});

describe('60 days of 10 orders a day', () => {
  /** @see https://developers.cloudflare.com/d1/platform/pricing/ */
  const FREE_PER_DAY = 100_000;
  const COUNT = 600;
  const start = Math.floor(Date.now() / 1000) * 1000 - 60 * DAY;

  const months: [Source, () => void][] = [
    [stripe, () => Object.assign(apis.stripe.shop, { events: stripeMonth(COUNT, start, 2.4) })],
    [woocommerce, () => Object.assign(apis.woo.shop, wooMonth(COUNT, start, apis.woo.shop.refundedAt, 2.4))],
    [shopify, () => Object.assign(apis.shopify.shop, shopifyMonth(COUNT, start, 2.4))],
  ];
  for (const [source, fill] of months) {
    test(`of ${source.name} fit into the free plan's daily writes`, async (t) => {
      await empty();
      fill();
      const { list } = listed(source);
      const access = { ...list.access(SETTINGS), patience: 0, requests: 0 };
      const { db, meter } = metered(worker.db);
      const env = { DB: db } as unknown as Env;
      const now = Date.now();
      let cursor: string | null = null;
      let items: Awaited<ReturnType<Listing['page']>>['items'] = [];
      do {
        const page = await list.page(access, { from: start, to: now }, cursor);
        items.push(...page.items);
        cursor = page.next;
        if (items.length < 400 && cursor !== null) continue;
        await store(env, database(db as Env['DB']), source, entriesOf(env, source, items, true, now), now, now);
        items = [];
      } while (cursor !== null);
      t.diagnostic(`${source.name}: ${meter.written} rows written, ${meter.read} read, for ${COUNT} orders`);
      const orders = await worker.db
        .prepare("SELECT count(*) AS n FROM stream WHERE key LIKE 'order:%'")
        .first<{ n: number }>();
      assert.ok(orders!.n >= COUNT * 0.97, `${orders!.n} orders`);
      assert.ok(meter.written < FREE_PER_DAY / 2, `${meter.written} rows written`);
    });
  }
});
