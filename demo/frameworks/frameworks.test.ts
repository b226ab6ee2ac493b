import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openAdmin } from '../testing/admin.ts';
import { bundled } from './bundled.ts';

const FRAMEWORKS = { 'React 19, strict': 'react.tsx', 'Vue 3': 'vue.ts', 'Svelte 5': 'svelte.ts' };

const { shop, use } = await openAdmin();

const received = (page: Page) => page.locator('ul > li').allInnerTexts();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

describe('the elements in a framework’s page', () => {
  const admin = use();

  for (const [name, file] of Object.entries(FRAMEWORKS)) {
    describe(name, () => {
      before(async () => void shop.at.set(`/${file}.js`, await bundled(file)));

      test('take properties and attributes, fire events, load once, and can be removed', async () => {
        for (const order_id of ['SS-1', 'SS-2']) {
          await admin.log('order.created', `Placed ${order_id}`, { order_id });
          await admin.log('order.submission_failed', `Failed ${order_id}`, { order_id });
        }
        const { page, requests, thrown } = await admin.visit(
          `<main id="admin"></main><script type="module" src="/${file}.js"></script>`,
        );
        const timeline = page.locator('order-timeline');
        const feed = page.locator('activity-feed');
        await timeline.getByText('Placed SS-1').waitFor();
        await feed.getByText('Placed SS-2').waitFor();
        await page.getByText('count 2').waitFor();
        assert.deepEqual(requests.toSorted(), ['GET /v1/attention', 'GET /v1/events', 'GET /v1/orders/SS-1/events']);
        assert.equal(await feed.evaluate((host) => (host as unknown as { pageSize: number }).pageSize), 5);
        assert.equal(await feed.evaluate((host) => (host as unknown as { syncUrl: boolean }).syncUrl), false);

        await press(page, 'Draw again');
        await press(page, 'Draw again');
        await page.getByText('Drawn 3 times').waitFor();
        assert.equal(requests.length, 3, 'a re-render sends no request');

        await press(page, 'Next order');
        await timeline.getByText('Placed SS-2').waitFor();
        assert.equal(await timeline.getByText('Placed SS-1').count(), 0);

        await press(page, 'What needs attention');
        await feed.getByRole('button', { name: 'Resolve all' }).waitFor();
        assert.equal(await feed.getByText('Placed SS-2').count(), 0);

        await timeline.getByRole('button', { name: /^Resolve/ }).click();
        await page.getByText('resolved SS-2').waitFor();
        await page.getByText('count 1').waitFor();
        await feed.getByRole('link', { name: 'SS-1' }).click();
        await page.getByText('open SS-1').waitFor();
        assert.deepEqual((await received(page)).toSorted(), ['count 1', 'count 2', 'open SS-1', 'resolved SS-2']);

        await press(page, 'Show or hide');
        assert.equal(await timeline.count(), 0);
        await press(page, 'Show or hide');
        await timeline.getByText('Placed SS-2').waitFor();
        assert.deepEqual(thrown, []);
        await page.close();
      });
    });
  }
});
