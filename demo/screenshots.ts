import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { BROWSER_ARGS, browserPath } from '../scripts/browser.ts';
import type { OrderNumber } from './book.ts';
import { orderNumbered } from './orders.ts';
import { began, DEMO_URL } from './settings.ts';

const FOLDER = join(import.meta.dirname, 'screenshots');
const orderPage = (number: OrderNumber) => `/order.html?id=${orderNumbered(number, began()).id}`;
/** Each page: its path, the element that must be there before the picture, and the height of the picture. */
const PAGES = {
  orders: { path: '/orders.html', until: 'attention-badge .count', height: 660 },
  order: { path: orderPage('0031'), until: 'order-timeline li', height: 920 },
  problem: { path: orderPage('0039'), until: 'order-timeline li', height: 920 },
  activity: { path: '/activity.html', until: 'activity-feed li', height: 720 },
};

/** Takes a picture of a row after each of some clicks, which lead to its states. */
const shootRow = async (browser: Browser, colorScheme: 'light' | 'dark') => {
  const context = await browser.newContext({ colorScheme, locale: 'en-GB', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.setViewportSize({ width: 1280, height: 560 });
  await page.goto(`${DEMO_URL}/activity.html?tab=attention`, { waitUntil: 'networkidle' });
  const feed = page.locator('activity-feed');
  const save = (state: string) => page.screenshot({ path: join(FOLDER, `row-${state}-${colorScheme}.png`) });
  await feed
    .getByRole('button', { name: /^Send again/ })
    .first()
    .click();
  await feed.locator('[part=failure]').waitFor();
  await feed.getByRole('button', { name: /^More/ }).first().click();
  await feed.getByRole('menu').waitFor();
  await save('actions');
  await page.keyboard.press('Escape');
  await page.route('**/actions/retry', () => {});
  await feed
    .getByRole('button', { name: /^(Run again|Retry submission)/ })
    .first()
    .click();
  await feed.locator('[part=action-status]').waitFor();
  await feed.getByRole('button', { name: /^More/ }).last().click();
  await feed.getByRole('menuitem', { name: /tomorrow/ }).click();
  await feed
    .getByText(/snoozed until/i)
    .first()
    .waitFor();
  await save('running');
  await feed.getByRole('button', { name: /^Unsnooze/ }).click();
  await feed
    .getByText(/snoozed until/i)
    .first()
    .waitFor({ state: 'hidden' });
  await context.close();
};

const shoot = async (browser: Browser, colorScheme: 'light' | 'dark') => {
  const context = await browser.newContext({ colorScheme, locale: 'en-GB', reducedMotion: 'reduce' });
  for (const [name, { path, until, height }] of Object.entries(PAGES)) {
    const page = await context.newPage();
    await page.setViewportSize({ width: 1280, height });
    await page.goto(DEMO_URL + path, { waitUntil: 'networkidle' });
    await page.locator(until).first().waitFor();
    await page.screenshot({ path: join(FOLDER, `${name}-${colorScheme}.png`) });
    await page.close();
  }
  await context.close();
};

mkdirSync(FOLDER, { recursive: true });
const browser = await chromium.launch({ executablePath: await browserPath(), args: BROWSER_ARGS });
await shoot(browser, 'light');
await shoot(browser, 'dark');
for (const scheme of ['light', 'dark'] as const) await shootRow(browser, scheme);
await browser.close();
console.log(`The pictures of README and docs are in ${FOLDER}`);
