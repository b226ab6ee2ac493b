import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openAdmin } from '../testing/admin.ts';
import { RENDERERS, type Renderer } from './renderers.ts';

const MODULES = join(import.meta.dirname, '../../node_modules');
/** How many of the renderers are tested, from the first on. */
const TESTED = Number(process.env.TESTED ?? 5);
const NOTE = 'Called the customer, who';

const { shop, use } = await openAdmin();
shop.at.set(
  '/page.css',
  'activity-feed { display: block; block-size: 240px; overflow: auto } main { min-block-size: 3000px }',
);

/** The part of the page that renders again. The server counts how often. */
let drawn = 0;
const inside = (): string => {
  drawn++;
  return `<h1>Order SS-1, drawn ${drawn} times</h1>
    <attention-badge href="/activity">Activity</attention-badge>
    <order-timeline order-id="SS-1"></order-timeline>
    <activity-feed order-href="/orders/{order_id}"></activity-feed>`;
};
const part = (tag: string): string => `<${tag} id="admin">${inside()}</${tag}>`;

/** JavaScript of the page that reads the visible state of the elements. */
const SEEN = `(() => {
  const timeline = document.querySelector('order-timeline').shadowRoot;
  const feed = document.querySelector('activity-feed');
  const box = timeline.querySelector('textarea');
  return {
    note: box?.value,
    focus: timeline.activeElement?.localName,
    caret: [box?.selectionStart, box?.selectionEnd],
    open: timeline.querySelectorAll('[aria-expanded=true]').length,
    tab: feed.shadowRoot.querySelector('[aria-selected=true]')?.id,
    rows: feed.shadowRoot.querySelectorAll('.entry').length,
    scrolled: feed.scrollTop,
    count: document.querySelector('attention-badge').shadowRoot.querySelector('.count')?.textContent,
  };
})()`;

/** Waits until a rendering and its requests are over. */
const CALM = `(async () => {
  for (let at = 0; at < 5; at++) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  await fetch('/page.css');
})()`;

const work = async (page: Page): Promise<void> => {
  const timeline = page.locator('order-timeline');
  const feed = page.locator('activity-feed');
  await page.locator('attention-badge').getByText('9', { exact: true }).waitFor();
  await feed.getByRole('tab', { name: 'Needs attention' }).click();
  await feed.locator('.entry').nth(8).waitFor();
  await timeline.locator('[aria-expanded=false]').first().click();
  await timeline.locator('.entry').nth(4).waitFor();
  await page.evaluate(`document.querySelector('activity-feed').scrollTop = 60;
    new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))`);
  await timeline.getByRole('button', { name: 'Add a note' }).click();
  // The form takes the place of the first box once it has loaded, and only the form has a checkbox.
  await timeline.getByRole('checkbox').waitFor();
  await timeline.getByRole('textbox').fill(NOTE);
  await page.evaluate(
    "document.querySelector('order-timeline').shadowRoot.querySelector('textarea').setSelectionRange(6, 9)",
  );
};

describe('a page that re-renders the elements', () => {
  const fail = (order_id: string, reason: string) =>
    ['order.submission_failed', null, { order_id, payload: { provider: 'Printify', reason } }] as const;
  const admin = use(async (log) => {
    for (let at = 0; at < 4; at++) await log(...fail('SS-1', `busy ${at}`));
    for (let at = 2; at < 10; at++) await log(...fail(`SS-${at}`, 'busy'));
  });

  const open = async ({ scripts = [], head = '', body = '', tag = 'div' }: Renderer) => {
    const known = await admin.head();
    const files = scripts.map((path) => {
      shop.at.set(`/${path}`, readFileSync(join(MODULES, path), 'utf8'));
      return `<script src="/${path}"></script>`;
    });
    shop.at.set('/part', () => part(tag));
    shop.at.set('/inside', inside);
    shop.at.set(
      '/',
      () => `<!doctype html><html lang="en-GB"><head><title>Shop</title>
      <link rel="stylesheet" href="/page.css">${head}${files.join('')}${known}</head><body ${body}><main>${part(tag)}</main></body></html>`,
    );
    drawn = 0;
    const tab = await admin.openTab();
    await tab.page.goto('/');
    return tab;
  };

  for (const [name, renderer] of Object.entries(RENDERERS).slice(0, TESTED)) {
    test(`${name}: the elements keep their state, and send no request again`, async () => {
      const { page, requests, thrown } = await open(renderer);
      await work(page);
      const before = await page.evaluate(SEEN);
      const questions = requests.length;
      const times = drawn;
      await page.evaluate(renderer.draw);
      await page.getByText(`drawn ${times + 1} times`).waitFor();
      await page.evaluate(CALM);
      assert.deepEqual(await page.evaluate(SEEN), before);
      assert.deepEqual(requests.slice(questions), []);
      assert.deepEqual(thrown, []);
      await page.close();
    });
  }
});
