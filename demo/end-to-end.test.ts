import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import { BROWSER_ARGS, browserPath } from '../.ci/browser.ts';
import { createClient } from '../worker/client.ts';
import { API_KEY, SECRETS, TOKEN_SECRET, useWorker } from '../worker/testing/harness.ts';
import { orderNumbered } from './orders.ts';
import { play } from './play.ts';
import type { Secrets } from './secrets.ts';
import { paid } from './tellers/stripe.ts';

/** A shop's server that has one page, under the strictest policy that README allows a shop. It sits on an origin of its own. */
let page = '';
let policy = '';
const shop = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }).end(page);
});
await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;

const order = orderNumbered('0044', new Date());

describe('from a provider’s webhook to the shop’s own page', () => {
  const worker = useWorker({ secrets: { ALLOWED_ORIGINS: origin } });
  let flagpost: ReturnType<typeof createClient>;
  let browser: Browser;
  let violations: string[];

  before(async () => {
    browser = await chromium.launch({ executablePath: await browserPath(), args: BROWSER_ARGS });
  });
  after(async () => {
    await browser?.close();
    shop.closeAllConnections();
    shop.close();
  });
  beforeEach(() => {
    const url = worker.url.origin;
    flagpost = createClient({ url, apiKey: API_KEY, tokenSecret: TOKEN_SECRET });
    violations = [];
    policy = [
      `default-src 'none'; script-src ${url}; connect-src 'self' ${url}; style-src 'self'`,
      `require-trusted-types-for 'script'; trusted-types lit-html`,
    ].join('; ');
  });

  /** Opens the shop's page with this in it, signed in as Ana, and writes down whatever the policy forbids. */
  const visit = async (body: string): Promise<Page> => {
    const token = await flagpost.viewerToken({ sub: 'Ana', scope: 'read write' });
    page = `<!doctype html><html lang="en-GB"><title>Shop</title>
      <meta name="flagpost-token" content="${token}">
      <script type="module" src="${worker.url.origin}/widgets.js"></script>${body}`;
    const tab = await browser.newPage({ baseURL: origin });
    tab.on('console', (message) => {
      if (message.text().startsWith('forbidden: ')) violations.push(message.text());
    });
    await tab.addInitScript({
      content: "addEventListener('securitypolicyviolation', (e) => console.log('forbidden: ' + e.violatedDirective))",
    });
    await tab.goto('/');
    return tab;
  };

  const fail = async (order_id: string, reason: string) => {
    const logged = await flagpost.log('order.submission_failed', null, {
      order_id,
      payload: { provider: 'Printify', reason },
    });
    assert.equal(logged.ok, true);
  };

  test('a signed Stripe webhook is a sentence in <order-timeline>', async () => {
    const told = paid({ order, at: order.placed_at });
    assert.deepEqual(await play(worker.url.origin, SECRETS as Secrets, [told]), { accepted: 1, duplicates: 0 });
    const tab = await visit(`<order-timeline order-id="${order.id}"></order-timeline>`);
    await tab.locator('order-timeline').getByText('Order placed — £43.00 via Stripe').waitFor();
    assert.deepEqual(violations, []);
    await tab.close();
  });

  test('Resolve in <activity-feed> brings <attention-badge> down', async () => {
    await fail('SS-1', 'insufficient stock for M Black');
    await fail('SS-2', 'address incomplete');
    const tab = await visit(
      '<attention-badge href="/activity">Activity</attention-badge><activity-feed order-href="/orders/{order_id}"></activity-feed>',
    );
    const badge = tab.locator('attention-badge');
    await badge.getByText('2', { exact: true }).waitFor();
    await tab
      .locator('activity-feed')
      .getByRole('button', { name: /^Resolve/ })
      .first()
      .click();
    await badge.getByText('1', { exact: true }).waitFor();
    assert.deepEqual(violations, []);
    await tab.close();
  });

  test('what the policy forbids would be noticed', async () => {
    const tab = await visit('<p style="color: red">Styled in place</p>');
    await tab.getByText('Styled in place').waitFor();
    assert.deepEqual(violations, ['forbidden: style-src-attr']);
    await tab.close();
  });
});
