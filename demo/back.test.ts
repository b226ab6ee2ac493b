import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openAdmin } from './testing/admin.ts';

const { shop, use } = await openAdmin();

describe('Back from an order', () => {
  const admin = use();

  test('restores the list at the same place, which still follows other tabs', async () => {
    for (let at = 0; at < 60; at++) await admin.log('order.created', `Placed ${at}`, { order_id: `SS-${at}` });
    await admin.log('sync.failed', 'Sync failed', { problem: 'sync:printify' });
    const head = await admin.head();
    shop.at.set(
      '/order',
      `<!doctype html><html lang="en"><title>Order</title>${head}<attention-badge>Log</attention-badge>`,
    );
    const list =
      '<attention-badge>Log</attention-badge><activity-feed page-size="20" order-href="/order?id={order_id}"></activity-feed>';
    const { page, requests } = await admin.visit(list);
    const feed = page.locator('activity-feed');
    await feed.getByRole('button', { name: 'Load more' }).click();
    const link = feed.getByRole('link', { name: 'SS-30' });
    await link.scrollIntoViewIfNeeded();
    const top = await page.evaluate<number>('scrollY');
    assert.ok(top > 0);

    await link.click();
    await page.locator('attention-badge').locator('[part~=count]').waitFor();
    requests.length = 0;
    // A page from the back/forward cache fires no load event.
    await page.goBack({ waitUntil: 'commit' });
    await feed.getByText('Error: Sync failed').waitFor();
    assert.equal(await page.evaluate('scrollY'), top);
    assert.equal(await feed.getByRole('link').count(), 39);
    assert.ok(!requests.includes('GET /v1/events'), 'nothing is loaded again');

    const { page: other } = await admin.openTab(page.context());
    await other.goto('/');
    await other
      .locator('activity-feed')
      .getByRole('button', { name: /^Resolve/ })
      .click();
    await feed.getByText('Resolved by Ana').waitFor({ state: 'attached' });
  });
});
