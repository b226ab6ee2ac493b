import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openAdmin } from './testing/admin.ts';

const ORDER = 'SS-260223-0042';
const FINGER = 44;

/** JavaScript of the page: the names of a timeline's buttons that are too small for a finger. */
const SMALL = `[...document.querySelector('order-timeline').shadowRoot.querySelectorAll('button')]
  .map((button) => [button.ariaLabel ?? button.textContent.trim(), button.getBoundingClientRect()])
  .filter(([, { width, height }]) => Math.min(width, height) < ${FINGER})
  .map(([name, { width, height }]) => name + ': ' + width + ' × ' + height)`;

const { use } = await openAdmin();

describe('on a touch screen', () => {
  const admin = use();

  test('every button of a timeline has at least 44 px in both directions', async () => {
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    await admin.log('order.created', null, { order_id: ORDER, occurred_at: ago(60) });
    for (const minutes of [50, 40, 30])
      await admin.log('order.submission_failed', 'Refused', { order_id: ORDER, occurred_at: ago(minutes) });
    const payload = { carrier: 'DHL', tracking: '1Z999AA10123456784' };
    await admin.log('order.shipped', null, { order_id: ORDER, payload, occurred_at: ago(20) });
    await admin.log('email.bounced', 'Bounced', { order_id: ORDER, occurred_at: ago(10) });
    const { page, thrown } = await admin.visit(`<order-timeline order-id="${ORDER}" sync-url></order-timeline>`, {
      hasTouch: true,
      isMobile: true,
      viewport: { width: 360, height: 800 },
    });
    const story = page.locator('order-timeline');
    await story.getByRole('button', { name: /Details: Order placed/ }).tap();
    await story.getByText('Recorded').waitFor();
    assert.ok((await story.getByRole('button').count()) > 6);
    assert.deepEqual(await page.evaluate(SMALL), []);
    assert.deepEqual(thrown, []);
    await page.close();
  });
});
