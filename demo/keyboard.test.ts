import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openAdmin } from './testing/admin.ts';

const ORDER = 'SS-260223-0042';
/** Hours before noon of yesterday: events of one day, which fold together, whatever time it is now. */
const ago = (hours: number): string => {
  const noon = new Date();
  noon.setDate(noon.getDate() - 1);
  noon.setHours(12, -hours * 60, 0, 0);
  return noon.toISOString();
};

/** More stops than any of these pages has. */
const MOST = 60;

/** JavaScript of the page: the name of the focused element, and whether its focus is visible. A date field marks a part of itself. */
const FOCUSED = `(() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const label = at.ariaLabel ?? at.labels?.[0]?.textContent ?? at.textContent;
  const { outlineStyle, outlineWidth } = getComputedStyle(at);
  const isReady = at.ariaDisabled !== 'true';
  return { isReady, name: label.replace(/\\s+/g, ' ').trim(), isSeen: at === document.body || at.type === 'date' || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) };
})()`;

const { use } = await openAdmin();

describe('by keyboard alone', () => {
  const admin = use();

  const fill = async () => {
    for (let at = 0; at < 4; at++)
      await admin.log('order.created', `Placed ${at}`, { order_id: `SS-${at}`, occurred_at: ago(9 + at) });
    for (let at = 0; at < 4; at++)
      await admin.log('sync.started', null, { payload: { provider: 'Printify' }, occurred_at: ago(5 + at / 10) });
    await admin.log('sync.completed', 'Synced', { occurred_at: ago(4) });
    await admin.log('email.bounced', 'Bounced', { order_id: ORDER, occurred_at: ago(3) });
    await admin.log('order.submission_failed', 'Refused', { order_id: ORDER, occurred_at: ago(2) });
  };

  const focused = (page: Page) => page.evaluate<{ name: string; isSeen: boolean }>(FOCUSED);

  /** Presses Tab, or another key, until the named element has the focus, which must be visible at every stop. */
  const goTo = async (page: Page, name: string, key = 'Tab') => {
    const passed: string[] = [];
    for (let stops = 0; stops < MOST; stops++) {
      await page.keyboard.press(key);
      const at = await focused(page);
      if (at.name.startsWith(name)) {
        assert.ok(at.isSeen, `focus is seen on ${at.name}`);
        return;
      }
      assert.ok(at.isSeen, `focus is seen on ${at.name}`);
      passed.push(at.name);
    }
    assert.fail(`${name} is not among ${passed.join(', ')}`);
  };

  /** Waits until the named element has the focus and is not busy. */
  const expectFocus = (page: Page, name: string) =>
    page.waitForFunction(`(({ name, isReady }) => isReady && name.startsWith(${JSON.stringify(name)}))(${FOCUSED})`);

  test('a feed: filter, unfold, Resolve and Undo, snooze, export and Load more', async () => {
    await fill();
    const { page, thrown } = await admin.visit('<activity-feed page-size="9" sync-url></activity-feed>');
    const feed = page.locator('activity-feed');
    await feed.getByRole('button', { name: 'Load more' }).waitFor();

    await goTo(page, 'All activity');
    await goTo(page, 'Needs attention', 'ArrowRight');
    await feed.getByRole('button', { name: 'Resolve all' }).waitFor();
    await goTo(page, 'All activity', 'ArrowLeft');

    await goTo(page, '5 routine events');
    await page.keyboard.press('Enter');
    await feed.getByText('Synced').waitFor();
    await expectFocus(page, '5 routine events');
    await goTo(page, 'Load more');
    await page.keyboard.press('Enter');
    await feed.getByText('Placed 0').waitFor();
    assert.notEqual((await focused(page)).name, '', 'focus is not lost when Load more goes');

    await goTo(page, 'Resolve: Refused', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expectFocus(page, 'Undo: Refused');
    await page.keyboard.press('Enter');
    await expectFocus(page, 'Resolve: Refused');

    await goTo(page, 'More: Refused');
    await page.keyboard.press('Enter');
    await expectFocus(page, 'Snooze for an hour');
    await page.keyboard.press('Enter');
    await expectFocus(page, 'More: Refused');
    await feed.getByText(/snoozed until/).waitFor();

    await goTo(page, 'Filter', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expectFocus(page, 'Order, tracking number or words');
    await page.keyboard.type('bounced');
    await feed.getByText('Placed 0').waitFor({ state: 'hidden' });
    await goTo(page, 'Export');
    await page.keyboard.press('Enter');
    await expectFocus(page, 'Export as CSV');
    const download = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    assert.match((await download).suggestedFilename(), /\.csv$/);
    await expectFocus(page, 'Export');
    assert.deepEqual(thrown, []);
    await page.close();
  });

  test('a feed: filters by its menus, chips, and the tab of snoozed events', async () => {
    await fill();
    await admin.log('order.shipped', 'On its way', {
      order_id: ORDER,
      payload: { carrier: 'DHL', tracking: 'JD014600006281930417' },
      occurred_at: ago(1),
    });
    const { page, thrown } = await admin.visit('<activity-feed sync-url></activity-feed>');
    const feed = page.locator('activity-feed');
    const row = (hasText: string) => feed.locator('[part=message]', { hasText });
    await row('Refused').waitFor();

    await goTo(page, 'Filter');
    await page.keyboard.press('Enter');
    await expectFocus(page, 'Order, tracking number or words');
    await page.keyboard.type('JD014600006281930417');
    await feed.getByText('Placed 0').waitFor({ state: 'hidden' });
    await row('Bounced').waitFor();
    await goTo(page, 'Clear: “JD014600006281930417”');
    await page.keyboard.press('Delete');
    await feed.getByText('Placed 0').waitFor();
    await expectFocus(page, 'Order, tracking number or words');

    await goTo(page, 'Type');
    await page.keyboard.press('Enter');
    await expectFocus(page, 'Orders');
    await page.keyboard.press('b');
    await page.keyboard.press('s');
    await goTo(page, 'Submission failed', 'ArrowDown');
    await page.keyboard.press('Space');
    await row('Bounced').waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    await expectFocus(page, 'Type');
    await goTo(page, 'Dates');
    await page.keyboard.press('Enter');
    await expectFocus(page, 'From');
    await page.keyboard.press('Escape');
    await expectFocus(page, 'Dates');
    await goTo(page, 'Clear: Submission failed');
    await page.keyboard.press('Backspace');
    await row('Bounced').waitFor();

    await goTo(page, 'More: Bounced');
    await page.keyboard.press('Enter');
    await expectFocus(page, 'Snooze for an hour');
    await page.keyboard.press('Enter');
    await feed.getByRole('tab', { name: 'Snoozed' }).waitFor();
    await goTo(page, 'All activity', 'Shift+Tab');
    await goTo(page, 'Snoozed', 'ArrowLeft');
    await goTo(page, 'Unsnooze: Bounced');
    await page.keyboard.press('Enter');
    await goTo(page, 'Snoozed', 'Shift+Tab');
    await goTo(page, 'All activity', 'ArrowRight');
    await feed.getByRole('tab', { name: 'Snoozed' }).waitFor({ state: 'hidden' });
    assert.deepEqual(thrown, []);
    await page.close();
  });

  test('a timeline: Resolve and Undo, details, a note, and the menu of a row', async () => {
    await fill();
    await admin.log('order.created', 'Placed', {
      order_id: ORDER,
      occurred_at: ago(4),
    });
    const { page, thrown } = await admin.visit(`<order-timeline order-id="${ORDER}" sync-url></order-timeline>`);
    const story = page.locator('order-timeline');
    await story.getByRole('button', { name: 'Add a note' }).waitFor();

    await goTo(page, 'Resolve: Refused');
    await page.keyboard.press('Enter');
    await expectFocus(page, 'Undo: Refused');
    await page.keyboard.press('Enter');
    await expectFocus(page, 'Resolve: Refused');
    await goTo(page, 'Resolve: Bounced');
    await page.keyboard.press('Enter');
    await expectFocus(page, 'Undo: Bounced');
    await page.keyboard.press('Enter');
    await expectFocus(page, 'Resolve: Bounced');
    await goTo(page, 'More: Bounced');
    await page.keyboard.press('Enter');
    await expectFocus(page, 'Snooze for an hour');
    await goTo(page, 'Copy link', 'ArrowDown');
    await page.keyboard.press('Escape');
    await expectFocus(page, 'More: Bounced');
    await goTo(page, 'Your shop, Details: Bounced');
    await page.keyboard.press('Enter');
    await story.getByText('Recorded').waitFor();
    await goTo(page, 'Copy link');

    await goTo(page, 'Add a note');
    await page.keyboard.press('Enter');
    // The form has the name of the button that it takes the place of.
    await story.getByRole('textbox').waitFor();
    await expectFocus(page, 'Add a note');
    await page.keyboard.type('Called the customer');
    await goTo(page, 'Add note');
    await page.keyboard.press('Enter');
    await story.getByText('Called the customer').waitFor();
    assert.deepEqual(thrown, []);
    await page.close();
  });
});
