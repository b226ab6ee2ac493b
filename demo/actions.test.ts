import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { createClient } from '../worker/client/index.ts';
import { API_KEY, TOKEN_SECRET } from '../worker/testing/harness.ts';
import { answerActions } from './actions.ts';
import { openAdmin } from './testing/admin.ts';

const SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const ORDER = 'SS-260223-0039';
const BODY = `<attention-badge href="/activity">Activity</attention-badge>
  <order-timeline order-id="${ORDER}"></order-timeline><activity-feed sync-url></activity-feed>`;

const { shop, use } = await openAdmin();

let answer: ReturnType<typeof answerActions>;
/** The ids of the messages that arrived, each once. */
const keys = new Set<string>();
/** The shop answers a request once this is resolved. */
let gate = Promise.resolve();
const server = createServer(async (request, response) => {
  keys.add(String(request.headers['webhook-id']));
  await gate;
  await answer(request, response);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
after(() => {
  server.closeAllConnections();
  server.close();
});
const ACTIONS_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/actions`;

describe('an action in the demo’s shop', () => {
  const admin = use(undefined, { ACTIONS_URL, ACTIONS_SECRET: SECRET });

  before(() => {
    const client = createClient({ url: admin.worker.url.origin, apiKey: API_KEY, tokenSecret: TOKEN_SECRET });
    answer = answerActions(SECRET, client.log);
  });
  beforeEach(() => {
    keys.clear();
    gate = Promise.resolve();
    const url = admin.worker.url.origin;
    shop.policy = [
      `default-src 'none'; script-src ${url}; connect-src 'self' ${url}; style-src 'self'`,
      `require-trusted-types-for 'script'; trusted-types lit-html`,
    ].join('; ');
  });

  const fail = () =>
    admin.log('order.submission_failed', null, { order_id: ORDER, payload: { provider: 'Printify', reason: 'busy' } });
  const feedOf = (page: Page) => page.locator('activity-feed');

  test('submits a failed order again, with its progress in every tab, and the problem recovers', async () => {
    await fail();
    const { page, forbidden, thrown } = await admin.visit(BODY);
    const other = await page.context().newPage();
    await other.goto('/');
    const retry = (tab: Page) => feedOf(tab).getByRole('button', { name: /^Retry submission/ });
    const says = (tab: Page, words: string) =>
      feedOf(tab).locator('[part=action-status]', { hasText: words }).waitFor();
    await retry(other).waitFor();
    let open = () => {};
    gate = new Promise((resolve) => {
      open = resolve;
    });
    const timeline = page.locator('order-timeline');
    await timeline.getByRole('button', { name: /^Retry submission/ }).click();
    for (const tab of [page, other]) await says(tab, 'Retry submission – under way…');
    await retry(other).dispatchEvent('click');
    open();
    for (const tab of [page, other]) {
      await says(tab, 'Retry submission – done');
      await feedOf(tab).locator('[part=meta]', { hasText: 'Fixed itself' }).waitFor();
    }
    await timeline.getByText('Submitted to Printify').waitFor();
    await timeline.getByText('Ana: Retry submission — done').waitFor();
    assert.equal(keys.size, 1);
    assert.deepEqual([forbidden, thrown], [[], []]);
    await page.close();
  });

  test('is refused for an address that bounces, with the reason', async () => {
    await admin.log('email.bounced', 'Email bounced: a@example.com', { order_id: ORDER });
    const { page } = await admin.visit(BODY);
    const again = feedOf(page).getByRole('button', { name: /^Send again/ });
    await again.click();
    await feedOf(page).locator('[part=failure]', { hasText: 'This address bounces for good.' }).waitFor();
    await page.locator('order-timeline').getByText('Ana: Send again — refused: This address').waitFor();
    await page.close();
  });

  test('is not requested if the page runs it', async () => {
    await fail();
    const { page } = await admin.visit(BODY);
    await page.evaluate(`addEventListener('flagpost-action', (action) => {
      action.preventDefault();
      document.title = action.detail.name;
    })`);
    const retry = feedOf(page).getByRole('button', { name: /^Retry submission/ });
    await retry.click();
    while ((await page.title()) !== 'retry') await sleep(50);
    assert.equal(keys.size, 0);
    await page.close();
  });

  test('is not needed for a snooze by keyboard, which removes a problem from the count until it ends', async () => {
    await fail();
    const { page, forbidden } = await admin.visit(BODY);
    const badge = page.locator('attention-badge');
    await badge.getByText('1', { exact: true }).waitFor();
    await feedOf(page).getByRole('button', { name: /^More/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Snooze for an hour' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Snooze for an hour' }).waitFor();
    await page.keyboard.press('Enter');
    await feedOf(page)
      .getByText(/snoozed until/i)
      .waitFor();
    await badge.getByText('1', { exact: true }).waitFor({ state: 'hidden' });
    await feedOf(page).getByRole('tab', { name: 'Snoozed' }).click();
    await feedOf(page)
      .getByRole('button', { name: /^Unsnooze/ })
      .click();
    await badge.getByText('1', { exact: true }).waitFor();
    assert.deepEqual(forbidden, []);
    await page.close();
  });

  test('is in the row that a link to an event opens', async () => {
    await fail();
    for (let at = 0; at < 60; at++) await admin.log('warehouse.picked', `Picked ${at}`, { order_id: ORDER });
    const { page } = await admin.visit(BODY);
    await feedOf(page).getByText('Picked 59').waitFor();
    await page.locator('order-timeline').getByText('Submission to Printify failed').waitFor();
    assert.equal(await feedOf(page).getByText('Submission to Printify failed').count(), 0);
    const id = await page.evaluate(`document.querySelector('order-timeline').events[0].id`);
    await page.goto(`/?event=${id}`);
    await feedOf(page).locator('[part=linked]').getByText('Submission to Printify failed').waitFor();
    await feedOf(page).locator('[aria-current=true]').waitFor();
    await page.close();
  });
});
