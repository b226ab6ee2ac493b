import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CDPSession, Page } from 'playwright-core';
import { openAdmin } from './testing/admin.ts';

const ORDER = 'SS-260223-0042';
const TAGS = ['activity-feed', 'order-timeline', 'attention-badge'];
const ALL_THREE = `<attention-badge>Activity</attention-badge><activity-feed sync-url></activity-feed>
  <order-timeline order-id="${ORDER}"></order-timeline>`;

/** Adds the elements to the page, opens everything in them, and removes them, as an admin that stays open all day does. */
const ADD_AND_REMOVE = `(async () => {
  const place = document.body.appendChild(document.createElement('div'));
  place.innerHTML = ${JSON.stringify(ALL_THREE)};
  const [, feed, timeline] = place.children;
  const until = async (what) => {
    for (let tries = 0; !what(); tries++) {
      if (tries > 1000) throw new Error('in vain: ' + what);
      await new Promise((done) => setTimeout(done, 20));
    }
  };
  // An element takes over the open parts of an identical element that was just removed.
  await until(() => [feed, timeline].every(({ shadowRoot }) => shadowRoot.querySelector('.menu')));
  await until(() => timeline.shadowRoot.querySelector('[part~=add-note], textarea'));
  feed.shadowRoot.querySelector('[part~=filter][aria-expanded=false]')?.click();
  timeline.shadowRoot.querySelector('[part~=add-note]')?.click();
  await until(() => feed.shadowRoot.querySelector('form') && timeline.shadowRoot.querySelector('textarea'));
  for (const { shadowRoot } of [feed, timeline]) {
    shadowRoot.querySelector('.menu').click();
    await until(() => shadowRoot.querySelector(':popover-open'));
  }
  place.remove();
})()`;

/** The number of elements with a tag in memory, in the page or not. */
const count = async (session: CDPSession, tag: string): Promise<number> => {
  // The debugger references each object that it finds until its group is released.
  const objectGroup = 'found';
  const expression = `customElements.get('${tag}').prototype`;
  const { result } = await session.send('Runtime.evaluate', { expression, objectGroup });
  const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: result.objectId!, objectGroup });
  const functionDeclaration = 'function () { return this.length; }';
  const length = { objectId: objects.objectId!, functionDeclaration, returnByValue: true };
  const counted = await session.send('Runtime.callFunctionOn', length);
  await session.send('Runtime.releaseObjectGroup', { objectGroup });
  return counted.result.value;
};

/** Counts the elements of each tag, and collects garbage until at most `most` of each are left, or 20 times. */
const countOnceFew = async (page: Page, session: CDPSession, most: number) => {
  let counts: number[] = [];
  for (let tries = 0; tries < 20; tries++) {
    await session.send('HeapProfiler.collectGarbage');
    counts = [];
    for (const tag of TAGS) counts.push(await count(session, tag));
    if (counts.every((left) => left <= most)) break;
    await page.waitForTimeout(250);
  }
  return counts;
};

const { use } = await openAdmin();

describe('elements that leave the page', () => {
  const admin = use();

  test('are garbage-collected, whatever was open in them', async () => {
    await admin.log('order.created', 'Placed', { order_id: ORDER });
    await admin.log('order.submission_failed', 'Refused', { order_id: ORDER });
    const { page } = await admin.visit(ALL_THREE);
    const session = await page.context().newCDPSession(page);
    for (let times = 0; times < 10; times++) await page.evaluate(ADD_AND_REMOVE);
    // The element in the page, and the last removed one, which the browser may still reference.
    const counts = await countOnceFew(page, session, 2);
    assert.ok(
      counts.every((left) => left >= 1 && left <= 2),
      `${TAGS} in memory: ${counts}`,
    );
  });
});
