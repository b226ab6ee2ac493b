import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { viewerToken } from '../worker/testing/callers.ts';
import { openAdmin } from './testing/admin.ts';

const { shop, use } = await openAdmin();

describe('two people', () => {
  const admin = use();

  /** Opens a feed as this person. */
  const openAs = async (sub: string) => {
    shop.at.set(
      `/${sub}`,
      `<!doctype html><html lang="en"><title>Shop</title><activity-feed token="${await viewerToken({ sub })}"></activity-feed>
      <script type="module" src="${admin.worker.url.origin}/widgets.js" async></script>`,
    );
    const { page } = await admin.openTab();
    await page.goto(`/${sub}`);
    const feed = page.locator('activity-feed');
    await feed.locator('.resolve').waitFor();
    return feed;
  };

  test('see the same person’s name after both resolve one problem at the same time', async () => {
    await admin.log('order.submission_failed', 'Submission failed', { order_id: 'SS-1' });
    const feeds = [await openAs('Ana'), await openAs('Ben')];
    await Promise.all(feeds.map((feed) => feed.locator('.resolve').click()));
    const ends = await Promise.all(
      feeds.map(async (feed) => {
        await feed.locator('.resolve[aria-disabled=false]').getByText('Undo').waitFor();
        return /Resolved by \w+/.exec((await feed.locator('[part=meta]').first().textContent()) ?? '')?.[0];
      }),
    );
    assert.match(ends[0] ?? '', /^Resolved by (Ana|Ben)$/);
    assert.equal(ends[1], ends[0]);
  });
});
