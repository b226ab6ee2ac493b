import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { createServer, type ViteDevServer } from 'vite';
import { createClient } from '../worker/client/index.ts';
import { API_KEY, TOKEN_SECRET } from '../worker/testing/harness.ts';
import { ordersSince } from './orders.ts';
import { shop as demoShop } from './shop.ts';
import { openAdmin } from './testing/admin.ts';
import { fill } from './views.ts';

const { shop, use } = await openAdmin();
const began = new Date();
const orders = ordersSince(began);
const order = orders[0]!;

describe('a customer’s page of an order', () => {
  const admin = use();
  let client: ReturnType<typeof createClient>;
  before(() => {
    client = createClient({ url: admin.worker.url.origin, apiKey: API_KEY, tokenSecret: TOKEN_SECRET });
  });

  /** The strictest policy that docs/elements.md allows a shop. */
  beforeEach(async () => {
    const url = admin.worker.url.origin;
    shop.policy = [
      `default-src 'none'; script-src ${url}; connect-src 'self' ${url}; style-src 'self'; img-src 'self'`,
      `require-trusted-types-for 'script'; trusted-types lit-html`,
    ].join('; ');
    const token = await client.viewerToken({ scope: 'customer', order_id: order.id, expires_in: 90 * 86_400 });
    const head = `<meta name="flagpost-token" content="${token}"><script type="module" src="${url}/status.js"></script>`;
    const page = await readFile(join(import.meta.dirname, 'your-order.html'), 'utf8');
    const html = fill(page, '/your-order.html', { person: 'Ana', orders, received: [] }, order).replace(
      '</head>',
      `${head}</head>`,
    );
    shop.at.set('/your-order', html);
    shop.at.set('/shop.css', '');
    shop.at.set('/mark.svg', '');
  });

  const visit = async () => {
    const tab = await admin.openTab();
    const loaded: string[] = [];
    tab.page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await tab.page.goto('/your-order');
    return { ...tab, loaded, status: tab.page.locator('order-status') };
  };

  test('shows only the parcel and the public note, with one script and one request, under a strict policy', async () => {
    const order_id = order.id;
    await admin.log('order.created', null, { order_id, payload: { amount: 4300, currency: 'GBP' } });
    await admin.log('order.shipped', null, { order_id, payload: { carrier: 'DHL', tracking: 'JD014600006281' } });
    await admin.log('order.note', 'She is always late to complain', { order_id });
    await admin.log('order.note', 'We have put a sticker in.', { order_id, payload: { public: true } });
    const { page, status, forbidden, loaded } = await visit();
    await status.getByText('Your order is on its way').waitFor();
    await status.getByText('We have put a sticker in.').waitFor();
    const [link] = await status.getByRole('link').all();
    assert.match((await link!.getAttribute('href'))!, /^https:\/\/www\.dhl\.com\/.*JD014600006281$/);
    assert.doesNotMatch(await status.innerText(), /complain|43\.00/);
    assert.deepEqual(forbidden, []);
    assert.deepEqual(
      loaded.filter((path) => !/^\/(your-order|shop\.css|mark\.svg|prints\/.*|favicon\.ico)$/.test(path)),
      ['/status.js', `/v1/orders/${order_id}/status`],
    );
    await page.close();
  });

  test('says that an order is gone', async () => {
    const { page, status } = await visit();
    await status.getByText('There is no such order any more.').first().waitFor();
    await page.close();
  });

  test('is linked from the demo’s order, with a token for this order alone', async () => {
    let demo: ViteDevServer | undefined;
    after(() => demo?.close());
    demo = await createServer({
      root: import.meta.dirname,
      configFile: false,
      appType: 'mpa',
      logLevel: 'silent',
      server: { port: 0, hmr: false, ws: false },
      plugins: [
        demoShop({
          flagpost: admin.worker.url.origin,
          apiKey: API_KEY,
          tokenSecret: TOKEN_SECRET,
          actionsSecret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
          alerts: { secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD', file: '/nowhere/alerts.json' },
          began,
        }),
      ],
    });
    await demo.listen();
    const base = demo.resolvedUrls!.local[0]!;
    const textOf = async (path: string) => (await fetch(new URL(path, base))).text();
    const [, path = ''] = /href="(\/your-order\.html[^"]*)"/.exec(await textOf(`/order.html?id=${order.id}`)) ?? [];
    const page = await textOf(path);
    const [, token = ''] = /name="flagpost-token" content="([^"]+)"/.exec(page) ?? [];
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
    assert.deepEqual([claims.scope, claims.order_id], ['customer', order.id]);
    assert.ok(page.includes('/status.js') && !page.includes('/widgets.js'), page);
    assert.ok(page.includes(`<order-status order-id="${order.id}">`));
  });
});
