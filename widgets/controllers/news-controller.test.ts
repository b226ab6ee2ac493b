import { assert } from 'chai';
import type { ActivityFeed } from '../elements/activity-feed.ts';
import '../index.ts';
import { anEvent, aStory, ORDER } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { $, $$, aToken, clear, click, quiet, setHidden, show, text, time } from '../testing/page.ts';

const MINUTE = 60_000;

const rows = (host: Element) => $$(host, '[part=message]').map((message) => text(message));
const line = (host: Element) => text($(host, '[part=news]'));

/** Waits longer than `quiet()`, since code that loads on demand may be on its way. */
const settled = async () => {
  for (let turns = 0; turns < 5; turns++) await quiet();
};

describe('news while a page is open', () => {
  let api: FakeApi;
  beforeEach(() => {
    time.pause();
    api = new FakeApi(aStory());
  });
  afterEach(() => {
    clear();
    setHidden(false);
  });

  const feed = async (rest: string) => {
    const host = await show<ActivityFeed>(`<activity-feed token="${aToken()}" ${rest}></activity-feed>`);
    await settled();
    return host;
  };
  const pass = async (ms: number) => {
    await time.pass(ms);
    await settled();
  };

  for (const tab of ['all', 'attention']) {
    it(`is offered by a button above the rows of the tab "${tab}", which move only after a click`, async () => {
      const host = await feed(`tab="${tab}"`);
      const before = rows(host);
      const top = $(host, '.entry')!.getBoundingClientRect().top;
      api.events.push(anEvent('sync.failed', 1, { message: 'Sync failed' }));
      api.events.push(anEvent('email.bounced', 0, { message: 'Bounced' }));
      await pass(MINUTE);
      assert.equal(line(host), '2 new – show');
      assert.equal(text($(host, '[role=status].unseen')), '2 new – show');
      assert.deepEqual(rows(host), before);
      assert.equal($(host, '.entry')!.getBoundingClientRect().top, top);
      await click(host, '2 new – show');
      const [first, ...others] = before;
      const byNeed = [first!, 'Error: Sync failed', ...others, 'Warning: Bounced'];
      const newest = ['Warning: Bounced', 'Error: Sync failed', ...before];
      assert.deepEqual(rows(host), tab === 'attention' ? byNeed : newest);
      assert.equal(line(host), '');
      assert.equal(host.shadowRoot!.activeElement, $(host, '.entry'));
    });
  }

  it('costs one request after the count has changed, and none before', async () => {
    const host = await feed('');
    await pass(10 * MINUTE);
    assert.equal(api.count('GET /v1/events'), 1);
    api.events.push(anEvent('sync.failed', 1));
    await pass(10 * MINUTE);
    assert.equal(api.count('GET /v1/events'), 2);
    assert.equal(line(host), '1 new – show');
  });

  it('is noticed if one problem came and another ended, so that the count is the same', async () => {
    const host = await feed('');
    const at = api.events.findIndex(({ event_type }) => event_type === 'email.bounced');
    api.events[at] = { ...api.events[at]!, resolved_at: new Date(time.now).toISOString(), resolved_by: 'Ben' };
    api.events.push(anEvent('email.bounced', 1, { message: 'Bounced' }));
    await pass(MINUTE);
    assert.equal(line(host), '1 new – show');
    assert.include(text($(host, '.days')), 'Resolved by Ben, 14:30');
  });

  it('is not loaded after a click in this page', async () => {
    const host = await feed('');
    await click(host, 'Resolve');
    await pass(10 * MINUTE);
    await click(host, 'Undo');
    await pass(10 * MINUTE);
    assert.equal(api.count('GET /v1/events'), 1);
  });

  it('does not remove the loaded pages', async () => {
    api.events = Array.from({ length: 9 }, (_, at) => anEvent('order.created', 60 + at, { message: `Order ${at}` }));
    const host = await feed('page-size="4"');
    await click(host, 'Load more');
    api.events.push(anEvent('sync.failed', 1, { message: 'Sync failed' }));
    await pass(MINUTE);
    await click(host, '1 new – show');
    const orders = (count: number) => Array.from({ length: count }, (_, at) => `Order ${at}`);
    assert.deepEqual(rows(host), ['Error: Sync failed', ...orders(8)]);
    await click(host, 'Load more');
    assert.deepEqual(rows(host), ['Error: Sync failed', ...orders(9)]);
  });

  it('shows in its row a problem that another person resolved', async () => {
    const host = await feed('');
    const at = api.events.findIndex(({ event_type }) => event_type === 'email.bounced');
    api.events[at] = { ...api.events[at]!, resolved_at: new Date(time.now).toISOString(), resolved_by: 'Ben' };
    await pass(MINUTE);
    assert.include(text($(host, '.days')), 'Resolved by Ben, 14:30');
    assert.equal(line(host), '');
  });

  it('is offered by a button if an open problem is gone from the list', async () => {
    const host = await feed('tab="attention"');
    const at = api.events.findIndex(({ event_type }) => event_type === 'email.bounced');
    api.events[at] = { ...api.events[at]!, resolved_at: new Date(time.now).toISOString(), resolved_by: 'Ben' };
    await pass(MINUTE);
    await click(host, 'This has changed – show');
    assert.equal(rows(host).length, 1);
  });

  it('is shown at once to a person who comes back', async () => {
    const host = await feed('');
    setHidden(true);
    api.events.push(anEvent('sync.failed', 1, { message: 'Sync failed' }));
    await time.jump(2 * MINUTE);
    const before = api.count('GET /v1/events');
    setHidden(false);
    await settled();
    assert.equal(rows(host)[0], 'Error: Sync failed');
    assert.equal(line(host), '');
    assert.equal(api.count('GET /v1/events'), before + 1);
  });

  it('replaces stale rows when the network is back', async () => {
    const host = await feed('');
    api.failing.set('/v1/', 'offline');
    await host.load();
    await quiet();
    assert.exists($(host, '.stale'));
    api.failing.clear();
    dispatchEvent(new Event('online'));
    await settled();
    assert.isNull($(host, '.stale'));
  });

  it('reaches a timeline when the count changes, and when a person comes back', async () => {
    const token = aToken();
    const both = await show(`<div>
      <attention-badge token="${token}"></attention-badge>
      <order-timeline order-id="${ORDER}" token="${token}"></order-timeline></div>`);
    const story = both.children[1]!;
    const before = rows(story).length;
    api.events.push(anEvent('order.overdue', 1));
    await pass(MINUTE);
    assert.equal(rows(story).length, before + 1);
    api.events.push(anEvent('order.shipped', 1));
    setHidden(true);
    await time.jump(2 * MINUTE);
    setHidden(false);
    await settled();
    assert.equal(rows(story).length, before + 2);
    assert.equal(api.count('orders'), 3);
  });

  it('that does not load gives an error', async () => {
    const host = await feed('');
    api.events.push(anEvent('sync.failed', 1));
    api.failing.set('/v1/events', 500);
    await pass(MINUTE);
    assert.include(text($(host, '.stale')), 'This can’t be shown just now.');
  });
});
