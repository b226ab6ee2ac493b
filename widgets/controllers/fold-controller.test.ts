import { assert } from 'chai';
import type { ActivityFeed } from '../elements/activity-feed.ts';
import '../index.ts';
import { assertAccessible } from '../testing/accessible.ts';
import { anEvent, aRoutine, ORDER } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { $, $$, aToken, clear, click, quiet, show, text, time } from '../testing/page.ts';

const MAILS = ['order.email.confirmation_sent', 'order.email.shipping_sent', 'abandoned_cart.email_sent'];

const feed = (rest = '') => show<ActivityFeed>(`<activity-feed token="${aToken()}" ${rest}></activity-feed>`);
const timeline = () => show<ActivityFeed>(`<order-timeline order-id="${ORDER}" token="${aToken()}"></order-timeline>`);

const rows = (host: Element) => $$(host, '.entry').length;
const fold = (host: Element) => $<HTMLButtonElement>(host, '.fold button')!;
const mails = (minutesAgo: number) => MAILS.map((type, at) => anEvent(type, minutesAgo - at, { order_id: ORDER }));

describe('routine events', () => {
  let api: FakeApi;
  beforeEach(() => {
    time.pause();
    api = new FakeApi([anEvent('order.production', 60), ...mails(50), anEvent('order.delivered', 5)]);
  });
  afterEach(clear);

  for (const [name, open] of Object.entries({ feed, timeline })) {
    it(`fold in the ${name} to one line that opens in place, and closes`, async () => {
      const host = await open();
      assert.equal(rows(host), 3);
      assert.equal(text(fold(host)), '3 routine events');
      assert.include(text($(host, '.fold')), 'Shipping email');
      fold(host).focus();
      await assertAccessible(host);
      fold(host).click();
      await quiet();
      assert.equal(fold(host).ariaExpanded, 'true');
      assert.equal(host.shadowRoot?.activeElement, fold(host));
      assert.equal(rows(host), 6);
      await assertAccessible(host);
      await time.pass(90_000);
      await host.load();
      await quiet();
      assert.equal(rows(host), 6, 'the fold stays open');
      fold(host).click();
      await quiet();
      assert.equal(rows(host), 3);
    });
  }

  it('have their fold aligned with the messages of other rows', async () => {
    const host = await feed();
    const { paddingInlineStart } = getComputedStyle(fold(host));
    const begins = fold(host).getBoundingClientRect().left + Number.parseFloat(paddingInlineStart);
    assert.closeTo(begins, $(host, '[part=message]')!.getBoundingClientRect().left, 0.5);
  });

  it('stay unfolded when the next page has more of them', async () => {
    api.events = aRoutine(6);
    const host = await feed('page-size="3"');
    assert.equal(rows(host), 1);
    fold(host).click();
    await click(host, 'Load more');
    assert.equal(text(fold(host)), '6 routine events');
    assert.equal(rows(host), 7);
  });

  it('stay visible when the next page would fold them', async () => {
    api.events = aRoutine(6);
    const host = await feed('page-size="2"');
    assert.equal(rows(host), 2);
    await click(host, 'Load more');
    assert.equal(rows(host), 5);
    assert.equal(fold(host).ariaExpanded, 'true');
  });

  it('stay folded when the next page has more of them', async () => {
    api.events = aRoutine(8);
    const host = await feed('page-size="4"');
    await click(host, 'Load more');
    assert.equal(rows(host), 1);
    assert.equal(text(fold(host)), '8 routine events');
  });
});
