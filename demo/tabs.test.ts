import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openAdmin } from './testing/admin.ts';
import { pass, passUntilSeen, pauseClock } from './testing/paused-clock.ts';
import { openRelay } from './testing/relay.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ORDER = 'SS-260223-0042';
const ALL_THREE = `<attention-badge>Activity</attention-badge><activity-feed></activity-feed>
  <order-timeline order-id="${ORDER}"></order-timeline>`;

/** Counts the writes to the DOM of the page and of the elements in it. */
const WATCH_WRITES = `{
  window.writes = 0;
  const observer = new MutationObserver((records) => { window.writes += records.length; });
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  observer.observe(document, all);
  for (const { shadowRoot } of document.querySelectorAll('*')) if (shadowRoot) observer.observe(shadowRoot, all);
}`;

const setHidden = (page: Page, isHidden: boolean) =>
  page.evaluate(`Object.defineProperty(document, 'hidden', { configurable: true, value: ${isHidden} });
    document.dispatchEvent(new Event('visibilitychange'));`);

const { shop, use } = await openAdmin();

describe('tabs of one person', () => {
  const admin = use();
  let relay: Awaited<ReturnType<typeof openRelay>>;
  let pages: [Page, Page, Page];

  const log = (type: string, order_id: string, daysAgo: number) =>
    admin.log(type, 'Logged', { order_id, occurred_at: new Date(Date.now() - daysAgo * DAY).toISOString() });
  const polls = () => relay.exchanges.filter(({ method, path }) => `${method} ${path}` === 'GET /v1/attention');
  const count = (page: Page) => page.locator('attention-badge').locator('[part~=count]');
  const counts = () => Promise.all(pages.map((page) => count(page).textContent()));

  before(async () => {
    relay = await openRelay(admin.worker.url);
    const known = await admin.head();
    const api = `<meta name="flagpost-api" content="${relay.url}">`;
    shop.at.set('/', `<!doctype html><html lang="en-GB"><title>Shop</title>${known}${api}${ALL_THREE}`);
  });
  after(() => relay.close());

  /** Opens three tabs at the same time, with a paused clock. */
  const openThree = async () => {
    await log('order.delivered', ORDER, 1);
    await log('order.submission_failed', 'SS-260223-0043', 2);
    await log('order.submission_failed', 'SS-260223-0044', 3);
    const { page } = await admin.openTab();
    await pauseClock(page, Date.now());
    const open = async () => (await admin.openTab(page.context())).page;
    pages = [page, await open(), await open()];
    relay.exchanges.length = 0;
    await Promise.all(pages.map((one) => one.goto('/')));
    await passUntilSeen(pages, pages.map(count));
  };

  test('poll once a minute for all three, and write nothing to the DOM without news', async () => {
    await openThree();
    assert.deepEqual(await counts(), ['2', '2', '2']);
    assert.equal(polls().length, 1);
    for (const page of pages) await page.evaluate(WATCH_WRITES);
    const before = relay.exchanges.length;
    for (let minute = 0; minute < 10; minute++) await pass(pages, MINUTE);
    assert.equal(polls().length, 11);
    assert.equal(relay.exchanges.length - before, 10, 'no other request');
    assert.deepEqual(await Promise.all(pages.map((page) => page.evaluate('writes'))), [0, 0, 0]);
    await log('order.submission_failed', 'SS-260223-0045', 1);
    await pass(pages, MINUTE);
    assert.deepEqual(await counts(), ['3', '3', '3']);
    await pages[0].context().close();
  });

  test('get a 304 without a body for an unchanged answer, after one preflight', async () => {
    await openThree();
    for (let minute = 0; minute < 3; minute++) await pass(pages, MINUTE);
    assert.deepEqual(
      polls().map(({ status }) => status),
      [200, 304, 304, 304],
    );
    const preflights = relay.exchanges.filter(({ method, path }) => method === 'OPTIONS' && path === '/v1/attention');
    assert.equal(preflights.length, 1);
    await pages[0].context().close();
  });

  test('do not poll while all are hidden, and poll at once when one is shown again', async () => {
    await openThree();
    for (const page of pages) await setHidden(page, true);
    for (let minute = 0; minute < 5; minute++) await pass(pages, MINUTE);
    assert.equal(polls().length, 1);
    await setHidden(pages[2], false);
    await pass(pages, 0);
    assert.equal(polls().length, 2);
    await pass(pages, MINUTE);
    assert.equal(polls().length, 3);
    await pages[0].context().close();
  });

  test('hand over polling when the polling tab is closed', async () => {
    await openThree();
    const left = [...pages];
    for (let polled = 2; left.length > 0; polled++) {
      await pass(left as typeof pages, MINUTE);
      assert.equal(polls().length, polled);
      await left.shift()!.close();
    }
  });
});
