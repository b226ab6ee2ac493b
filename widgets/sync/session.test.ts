import { assert } from 'chai';
import '../index.ts';
import { SCRIPT_ORIGIN } from '../client/page-settings.ts';
import { anEvent, aStory, ORDER } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { anUnderway } from '../testing/orders.ts';
import { $, $$, addMeta, aToken, clear, click, quiet, show, text, time } from '../testing/page.ts';

const ALL_THREE = (attributes = '') => `
  <div>
    <attention-badge ${attributes}>Activity</attention-badge>
    <activity-feed tab="attention" ${attributes}></activity-feed>
    <order-timeline order-id="${ORDER}" ${attributes}></order-timeline>
  </div>`;

const three = async (attributes?: string) => {
  const [badge, feed, timeline] = (await show(ALL_THREE(attributes))).children;
  return { badge: badge!, feed: feed!, timeline: timeline! };
};

const pill = (host: Element) => text($(host, '[part~=count]'));

/** The writes to the DOM from now on, in a part of the page and in the elements in it. */
const watchWrites = (root: Element) => {
  const records: MutationRecord[] = [];
  const observer = new MutationObserver((more) => records.push(...more));
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  observer.observe(root, all);
  for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) observer.observe(shadowRoot, all);
  return () => records.map(({ type, target }) => `${type} ${text(target as Element)}`);
};

describe('the session of a page’s elements', () => {
  let api: FakeApi;
  beforeEach(() => {
    time.pause();
    api = new FakeApi(aStory());
  });
  afterEach(clear);

  it('polls the count once for all elements', async () => {
    const token = aToken();
    await show(`<div>${ALL_THREE(`token="${token}"`)}${ALL_THREE(`token="${token}"`)}</div>`);
    assert.equal(api.count('attention'), 1);
    await time.pass(60_000);
    assert.equal(api.count('attention'), 2);
  });

  it('updates badge, feed and timeline at once when a problem is resolved in one of them', async () => {
    const { badge, feed, timeline } = await three(`token="${aToken()}"`);
    assert.equal(pill(badge), '2');
    api.paused = true;
    await click(timeline, 'Resolve');
    assert.equal(pill(badge), '1');
    assert.equal(pill(feed), '1');
    assert.equal($$(feed, '.done').length, 1);
    api.failing.set('resolve', 403);
    api.release();
    await quiet();
    assert.equal(pill(badge), '2');
    assert.equal($$(feed, '.done').length, 0);
    assert.equal(text($(feed, '.failure')), 'Not saved: your sign-in doesn’t allow it.');
  });

  it('takes the count of a click’s answer, not of a poll that was sent before the click', async () => {
    const { badge, timeline } = await three(`token="${aToken()}"`);
    api.paused = true;
    await time.pass(60_000);
    const [poll] = api.waiting.splice(0);
    api.paused = false;
    api.attention = { count: 9, capped: false, by_level: { warning: 9, error: 0 } };
    await click(timeline, 'Resolve');
    assert.equal(pill(badge), '1');
    api.paused = true;
    poll?.();
    await quiet();
    assert.equal(pill(badge), '1', 'the poll was out of date');
    api.release();
    await quiet();
    assert.equal(pill(badge), '9', 'so it was sent again');
    assert.equal(api.count('attention'), 3);
  });

  it('turns the badge amber when the last error is resolved', async () => {
    const { badge, timeline } = await three(`token="${aToken()}"`);
    assert.exists($(badge, '.count.error'));
    $$(timeline, '.resolve')[1]!.click();
    await quiet();
    assert.notExists($(badge, '.count.error'));
    assert.equal(pill(badge), '1');
  });

  it('names the channel between tabs after the viewer, so that no other viewer’s tab receives', async () => {
    const names: string[] = [];
    const Real = globalThis.BroadcastChannel;
    globalThis.BroadcastChannel = class extends Real {
      constructor(name: string) {
        super(name);
        names.push(name);
      }
    };
    const opened = async (token: string) => {
      const before = names.length;
      await three(`token="${token}"`);
      while (names.length === before) await quiet();
      return names.at(-1);
    };
    const same = { sub: 'Ana', shop: 'one' };
    const name = await opened(aToken({ ...same, exp: 1e10 }));
    assert.match(name!, /^flagpost:[0-9a-f]{64}$/);
    assert.equal(await opened(aToken({ ...same, exp: 2e10 })), name);
    assert.notEqual(await opened(aToken({ ...same, scope: 'read' })), name);
    globalThis.BroadcastChannel = Real;
  });

  it('shows a problem that another tab resolved', async () => {
    const token = aToken();
    let name = '';
    const Real = globalThis.BroadcastChannel;
    const named = new Promise<void>((done) => {
      globalThis.BroadcastChannel = class extends Real {
        constructor(called: string) {
          super(called);
          name = called;
          done();
        }
      };
    });
    const { badge, feed } = await three(`token="${token}"`);
    await named;
    globalThis.BroadcastChannel = Real;
    const event = { ...api.events[2]!, resolved_at: new Date(time.now).toISOString(), resolved_by: 'Ben' };
    const other = new Real(name);
    const arrived = new Promise((done) => badge.addEventListener('flagpost-count', done, { once: true }));
    other.postMessage({ event, count: 1 });
    await arrived;
    await quiet();
    assert.equal(pill(badge), '1');
    assert.include(text($(feed, '.done [part=meta]')), 'Resolved by Ben, 14:30');
    const { resolved_at, resolved_by } = event;
    const cleared = new Promise((done) => badge.addEventListener('flagpost-count', done, { once: true }));
    other.postMessage({ resolved: api.events.map(({ id }) => id), count: 0, ended: { resolved_at, resolved_by } });
    await cleared;
    await quiet();
    other.close();
    assert.equal(pill(badge), '');
    assert.equal($$(feed, '.done').length, 2, 'and the problems that it resolved at once');
  });

  it('uses the page’s token for an element without one', async () => {
    const token = aToken();
    addMeta('flagpost-token', token);
    await three();
    assert.isAbove(api.requests.length, 2);
    for (const asked of api.requests) {
      assert.equal(asked.token, token);
      assert.equal(asked.url.origin, SCRIPT_ORIGIN);
    }
  });

  it('sends its requests to the page’s API', async () => {
    addMeta('flagpost-token', aToken());
    addMeta('flagpost-api', 'https://api.example/flagpost/');
    await three();
    assert.isTrue(api.requests.every(({ url }) => url.href.startsWith('https://api.example/flagpost/v1/')));
    await three('api="https://api.example/flagpost"');
    assert.equal(api.count('orders'), 2, 'the same API named again is still the page’s');
  });

  it('never uses the page’s token or token URL for an API that is not the page’s', async () => {
    addMeta('flagpost-token', aToken());
    addMeta('flagpost-token-url', '/flagpost-token');
    addMeta('flagpost-api', 'https://api.example');
    for (const other of [
      'https://evil.example',
      'https://api.example.evil.example',
      'https://api.example@evil.example',
      '//evil.example',
    ]) {
      const { timeline } = await three(`api="${other}"`);
      assert.equal(text($(timeline, '.state slot')), 'You are signed out.');
    }
    assert.equal(api.requests.length, 0);
    const own = aToken();
    await three(`api="https://evil.example" token="${own}"`);
    assert.isTrue(api.requests.every(({ token }) => token === own));
  });

  it('renews a refused token once for all elements', async () => {
    const [old, fresh] = [aToken(), aToken()];
    api.story = anUnderway();
    api.refused.add(old);
    api.tokens = [fresh];
    const { timeline } = await three(`token="${old}" token-url="/flagpost-token"`);
    assert.equal($$(timeline, '.entry').length, 4);
    assert.equal(api.count('flagpost-token'), 1);
    api.refused.add(fresh);
    api.tokens = [fresh];
    await click(timeline, 'Refresh');
    assert.equal(api.count('flagpost-token'), 2);
    assert.include(text($(timeline, '.stale')), 'You are signed out.');
  });

  it('keeps the rows when the page renews a token, and removes them for another viewer', async () => {
    const { timeline } = await three(`token="${aToken({ sub: 'Ana', v: 1, exp: 1e10 })}"`);
    api.failing.set('/v1/', 'never');
    timeline.setAttribute('token', aToken({ sub: 'Ana', v: 1, exp: 2e10 }));
    await quiet();
    assert.equal($$(timeline, '.entry').length, 4);
    timeline.setAttribute('token', aToken({ sub: 'Ben' }));
    await quiet();
    assert.equal($$(timeline, '.entry').length, 0);
  });

  it('never throws into the page, whatever the answer is', async () => {
    const thrown: unknown[] = [];
    const catcher = (event: PromiseRejectionEvent | ErrorEvent) => thrown.push(event);
    addEventListener('unhandledrejection', catcher);
    addEventListener('error', catcher);
    for (const failure of [500, 401, 'offline'] as const) {
      api.failing.set('/', failure);
      const { timeline } = await three('token-url="/flagpost-token"');
      await click(timeline, 'Try again');
    }
    removeEventListener('unhandledrejection', catcher);
    removeEventListener('error', catcher);
    assert.deepEqual(thrown, []);
  });

  it('works if the script loads twice', async () => {
    await import(`../index.ts?again=${Date.now()}`);
    const { badge } = await three(`token="${aToken()}"`);
    assert.equal(pill(badge), '2');
  });

  it('writes nothing to the DOM in ten minutes without news', async () => {
    const day = 24 * 60;
    for (const event of api.events) event.occurred_at = new Date(time.now - 2 * day * 60_000).toISOString();
    api.events.push(anEvent('order.delivered', day), anEvent('sync.completed', 90));
    await three(`token="${aToken()}"`);
    const touched = watchWrites(document.querySelector('main')!);
    await time.pass(10 * 60_000);
    assert.equal(api.count('attention'), 11);
    assert.deepEqual(touched(), []);
  });

  it('writes only the relative times that have changed', async () => {
    api.events.push(anEvent('sync.completed', 5), anEvent('sync.completed', 60));
    const [feed] = (await show(`<div><activity-feed token="${aToken()}"></activity-feed></div>`)).children;
    const touched = watchWrites(document.querySelector('main')!);
    await time.pass(60_000);
    assert.deepEqual(touched(), ['childList 6 minutes ago']);
    assert.include(text(feed!.shadowRoot!.querySelector('.days')), '6 minutes ago');
  });

  it('counts a new problem with the next poll', async () => {
    const { badge } = await three(`token="${aToken()}"`);
    api.events.push(anEvent('sync.failed', 1));
    await time.pass(60_000);
    assert.equal(pill(badge), '3');
  });
});
