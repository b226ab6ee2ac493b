import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { beforeEach, describe, test } from 'node:test';
import { SECRETS } from '../worker/testing/harness.ts';
import { orderNumbered } from './orders.ts';
import { play } from './play.ts';
import type { Secrets } from './secrets.ts';
import { paid } from './senders/stripe.ts';
import { openAdmin } from './testing/admin.ts';

const { shop, use } = await openAdmin();

const order = orderNumbered('0044', new Date());
const FEED = '<activity-feed order-href="/orders/{order_id}" page-size="5"></activity-feed>';
const BADGE = '<attention-badge href="/activity">Activity</attention-badge>';

describe('from a provider’s webhook to the shop’s own page', () => {
  const admin = use();

  /** The strictest policy that docs/elements.md allows a shop. */
  beforeEach(() => {
    const url = admin.worker.url.origin;
    shop.policy = [
      `default-src 'none'; script-src ${url}; connect-src 'self' ${url}; style-src 'self'`,
      `require-trusted-types-for 'script'; trusted-types lit-html`,
    ].join('; ');
  });

  const fail = (order_id: string, reason: string) =>
    admin.log('order.submission_failed', null, { order_id, payload: { provider: 'Printify', reason } });

  test('a signed Stripe webhook becomes a row of <order-timeline>', async () => {
    const payment = paid({ order, at: order.placed_at });
    assert.deepEqual(await play(admin.worker.url.origin, SECRETS as Secrets, [payment]), {
      accepted: 1,
      duplicates: 0,
    });
    const { page, forbidden } = await admin.visit(`<order-timeline order-id="${order.id}"></order-timeline>`);
    await page.locator('order-timeline').getByText('Order placed — £43.00 via Stripe').waitFor();
    assert.deepEqual(forbidden, []);
    await page.close();
  });

  test('Resolve in <activity-feed> lowers the count of <attention-badge>', async () => {
    await fail('SS-1', 'insufficient stock for M Black');
    await fail('SS-2', 'address incomplete');
    const { page, forbidden } = await admin.visit(BADGE + FEED);
    const badge = page.locator('attention-badge');
    await badge.getByText('2', { exact: true }).waitFor();
    await page
      .locator('activity-feed')
      .getByRole('button', { name: /^Resolve/ })
      .first()
      .click();
    await badge.getByText('1', { exact: true }).waitFor();
    assert.deepEqual(forbidden, []);
    await page.close();
  });

  test('the matches in <activity-feed> are exported to a file without formulas', async () => {
    await fail('SS-1', 'insufficient stock for M Black');
    await admin.log('order.note', '=HYPERLINK("https://x.example") for M, Größe 5', { order_id: 'SS-2' });
    await admin.log('order.note', 'Nothing to see', { order_id: 'SS-3' });
    const { page, forbidden } = await admin.visit(FEED);
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('searchbox').fill('for m');
    await page.getByText('2 events').first().waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'Export as CSV' }).click();
    const download = await downloading;
    assert.match(download.suggestedFilename(), /^activity-\d{4}-\d\d-\d\d\.csv$/);
    const [head, ...lines] = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n');
    assert.match(head!, /^\ufeffoccurred_at,level,event_type,order_id,message,/);
    assert.equal(lines.length, 2);
    assert.match(lines.join('\n'), /,SS-2,"'=HYPERLINK\(""https:\/\/x\.example""\) for M, Größe 5",/);
    assert.deepEqual(forbidden, []);
    await page.close();
  });

  test('the elements break no directive of the policy and throw nothing, in any state', async () => {
    for (let at = 0; at < 8; at++) await fail('SS-1', 'busy');
    await fail('SS-2', 'address incomplete');
    for (const kind of ['started', 'completed', 'started'])
      await admin.log(`sync.${kind}`, null, { payload: { provider: `Shop ${kind}`, products: 4, updated: 1 } });
    for (let at = 0; at < 6; at++)
      await admin.log('warehouse.picked', `Picked ${at}`, { order_id: 'SS-1', actor: 'Ben' });
    const { page, forbidden, thrown, scripts } = await admin.visit(
      `${BADGE}<order-timeline order-id="SS-1"></order-timeline><order-timeline order-id="none"></order-timeline>${FEED}`,
    );
    const feed = page.locator('activity-feed');
    const timeline = page.locator('order-timeline').first();
    await page.getByText('Nothing has happened to this order yet.').waitFor();
    await feed.getByRole('button', { name: 'Load more' }).click();
    await feed.getByText('Picked 1').waitFor();
    await feed.getByRole('tab', { name: 'Needs attention' }).click();
    await feed.getByRole('button', { name: 'Resolve all' }).click();
    await feed.getByRole('button', { name: 'Undo' }).first().click();
    await timeline.locator('[aria-expanded=false]').first().click();
    await timeline.getByRole('button', { name: 'Add a note' }).click();
    await timeline.getByRole('textbox').fill('Called the customer');
    await timeline.getByRole('button', { name: 'Add note' }).click();
    await timeline.locator('[part=message]', { hasText: 'Called the customer' }).waitFor();
    await page.route('**/v1/**', (route) => route.abort());
    await feed.getByRole('tab', { name: 'All activity' }).click();
    await feed.getByRole('tabpanel').getByText('Flagpost can’t be reached.').waitFor();
    await page.unroute('**/v1/**');
    await feed.getByRole('button', { name: 'Try again' }).click();
    await feed.getByText('Picked 5').waitFor();
    assert.deepEqual(forbidden, []);
    assert.deepEqual(thrown, []);
    for (const part of ['widgets.js', 'flagpost/rest-', 'flagpost/intl-'])
      assert.ok(
        scripts.some((path) => path.includes(`/${part}`)),
        `it was loaded: ${part}`,
      );
    await page.close();
  });

  test('a broken directive of the policy would be noticed', async () => {
    const { page, forbidden } = await admin.visit('<p style="color: red">Styled in place</p>');
    await page.getByText('Styled in place').waitFor();
    assert.deepEqual(forbidden, ['style-src-attr']);
    await page.close();
  });
});
