import { assert } from 'chai';
import type { ActivityFeed } from '../elements/activity-feed.ts';
import '../index.ts';
import { assertAccessible } from '../testing/accessible.ts';
import { anEvent, aRun, aStory, NOW, ORDER } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { $, $$, aToken, button, clear, click, quiet, show, text, time } from '../testing/page.ts';

const ACTIONS = [
  { name: 'retry', label: 'Run again' },
  { name: 'call', label: 'Call' },
];
const LISTS = {
  timeline: `order-timeline order-id="${ORDER}"`,
  'attention tab': 'activity-feed tab="attention"',
};

const page = (tag: string, token: string) =>
  show(
    `<div><${tag} token="${token}"></${tag.split(' ')[0]}><attention-badge token="${token}"></attention-badge></div>`,
  );

const open = async (tag: string, token = aToken({ sub: 'Ana' })) => {
  const [host, badge] = (await page(tag, token)).children;
  return { host: host as ActivityFeed, badge: badge! };
};

const pill = (host: Element) => text($(host, '[part~=count]'));
const bar = (host: Element) => text($(host, '.all'));
const unresolved = (host: Element) => $$(host, '.resolve').filter((one) => text(one) === 'Resolve').length;
const body = (api: FakeApi) => JSON.parse(String(api.requests.at(-1)?.init.body));

describe('Resolve all', () => {
  let api: FakeApi;
  beforeEach(() => {
    time.pause();
    api = new FakeApi(aStory());
  });
  afterEach(clear);

  for (const [name, tag] of Object.entries(LISTS)) {
    describe(`in the ${name}`, () => {
      it('resolves all problems of the list at once, shows the new count, and undoes it', async () => {
        const { host, badge } = await open(tag);
        assert.equal(bar(host), '2 need attention Resolve all');
        const all = button(host, 'Resolve all');
        all.focus();
        api.paused = true;
        all.click();
        await quiet();
        assert.equal(unresolved(host), 0);
        assert.equal(pill(badge), '');
        assert.equal(all.ariaDisabled, 'true');
        api.release();
        await quiet();
        assert.equal(bar(host), '2 resolved Undo');
        assert.include(text($(host, 'ol')), 'Resolved by Ana, 14:30');
        assert.equal(text($(host, '[role=status].unseen')), '2 resolved');
        assert.equal(host.shadowRoot?.activeElement, all);
        await assertAccessible(host);
        await click(host, 'Undo');
        assert.equal(unresolved(host), 2);
        assert.equal(pill(badge), '2');
        assert.isTrue(api.events.every(({ resolved_at }) => resolved_at === null));
        assert.equal(host.shadowRoot?.activeElement, all);
        assert.equal(bar(host), '2 need attention Resolve all');
      });

      it('leaves no action on the resolved problems', async () => {
        for (const event of api.events) event.actions = ACTIONS;
        const { host } = await open(tag);
        assert.isNotEmpty($$(host, '.action'));
        await click(host, 'Resolve all');
        assert.deepEqual($$(host, '.over .action, .done .action'), []);
        await click(host, 'Undo');
        assert.isNotEmpty($$(host, '.action'));
      });

      it('does not resolve problems that came after the list was loaded', async () => {
        const { host, badge } = await open(tag);
        await time.pass(1000);
        api.events.push(anEvent('order.overdue', -1));
        await click(host, 'Resolve all');
        assert.equal(body(api).up_to, new Date(NOW).toISOString());
        assert.equal(pill(badge), '1');
      });

      it('is reverted if the server refuses, and so is its undo', async () => {
        const { host, badge } = await open(tag);
        api.failing.set('resolve', 500);
        await click(host, 'Resolve all');
        assert.equal(unresolved(host), 2);
        assert.equal(pill(badge), '2');
        assert.equal(bar(host), '2 need attention Not saved. Please try again. Resolve all');
        await assertAccessible(host);
        api.failing.clear();
        await click(host, 'Resolve all');
        api.failing.set('resolve', 'offline');
        await click(host, 'Undo');
        assert.equal(unresolved(host), 0);
        assert.equal(pill(badge), '');
        assert.equal(bar(host), '2 resolved Not saved: you may be offline. Undo');
        api.failing.clear();
        await click(host, 'Undo');
        assert.equal(unresolved(host), 2);
      });

      it('loads again if another person resolved a problem first', async () => {
        const { host } = await open(tag);
        api.events[1] = { ...api.events[1]!, resolved_at: new Date(NOW).toISOString(), resolved_by: 'Ben' };
        await click(host, 'Resolve all');
        assert.equal(unresolved(host), 0);
        assert.equal(bar(host), '1 resolved Undo');
        await click(host, 'Undo');
        assert.equal(api.events[1]?.resolved_by, 'Ben');
      });

      it('sends one request for a double click', async () => {
        const { host } = await open(tag);
        const all = button(host, 'Resolve all');
        all.click();
        all.click();
        await quiet();
        assert.equal(api.count('resolve'), 1);
      });

      it('is not offered for one problem, nor to a viewer who may only read', async () => {
        const read = await open(tag, aToken({ scope: 'read' }));
        assert.isNull($(read.host, '.all'));
        api.events = aRun(40);
        const { host } = await open(tag);
        assert.isNull($(host, '.all'));
      });

      it('sends an event for each problem', async () => {
        const { host } = await open(tag);
        const sent: string[] = [];
        host.addEventListener('flagpost-resolve', ({ detail }) => sent.push(`${detail.event.id} ${detail.count}`));
        await click(host, 'Resolve all');
        assert.sameMembers(sent, [`${api.events[1]?.id} 0`, `${api.events[2]?.id} 0`]);
      });
    });
  }

  it('includes problems that are not loaded yet, and so does its undo', async () => {
    api.events = Array.from({ length: 7 }, (_, at) => anEvent('sync.failed', 7 - at));
    const { host } = await open('activity-feed tab="attention" page-size="3"');
    assert.equal(bar(host), '3+ need attention Resolve all');
    await click(host, 'Resolve all');
    assert.deepEqual(body(api).filter, {});
    assert.equal(bar(host), '7 resolved Undo');
    await click(host, 'Undo');
    assert.equal(api.events.filter(({ resolved_at }) => resolved_at === null).length, 7);
  });

  it('undoes more problems than one request may name, in several requests', async () => {
    api.events = Array.from({ length: 1001 }, () => anEvent('sync.failed', 1));
    const { host } = await open('activity-feed tab="attention"');
    await click(host, 'Resolve all');
    await click(host, 'Undo');
    assert.equal(api.count('DELETE'), 3);
    assert.equal(pill(host), '99+');
  });

  it('is not offered in the tab of all activity', async () => {
    const { host } = await open('activity-feed');
    assert.isNull($(host, '.all'));
  });

  it('changes the other elements at once', async () => {
    const token = aToken();
    const both = await show(
      `<div>${Object.values(LISTS)
        .map((tag) => `<${tag} token="${token}"></${tag.split(' ')[0]}>`)
        .join('')}</div>`,
    );
    const [timeline, feed] = both.children;
    api.paused = true;
    await click(timeline!, 'Resolve all');
    assert.equal($$(feed!, '.done').length, 2);
    api.failing.set('resolve', 500);
    api.release();
    await quiet();
    assert.equal($$(feed!, '.done').length, 0);
  });

  it('has no undo after another order is shown', async () => {
    const { host } = await open(LISTS.timeline);
    api.paused = true;
    await click(host, 'Resolve all');
    host.setAttribute('order-id', 'another');
    api.release();
    await quiet();
    assert.isNull($(host, '.all'));
  });
});
