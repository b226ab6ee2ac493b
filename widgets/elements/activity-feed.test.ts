import { assert } from 'chai';
import type { ActivityFeed } from './activity-feed.ts';
import '../index.ts';
import { FEATURES } from '../controllers/features.ts';
import { assertAccessible } from '../testing/accessible.ts';
import { anEvent, aStory, EVIL_URLS, HOSTILE, NOW, ORDER } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { $, $$, addMeta, aToken, button, clear, click, quiet, show, text, time } from '../testing/page.ts';

const feed = (rest = '', token = aToken()) =>
  show<ActivityFeed>(`<activity-feed token="${token}" ${rest}></activity-feed>`);

const messages = (host: Element) => $$(host, '[part=message]').map(text);
const tabs = (host: Element) => $$(host, '[role=tab]');
const chosen = (host: Element) => tabs(host).find((tab) => tab.ariaSelected === 'true')?.id;

const press = async (host: Element, key: string) => {
  host.shadowRoot?.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  await quiet();
};

describe('<activity-feed>', () => {
  let api: FakeApi;
  beforeEach(() => {
    time.pause();
    api = new FakeApi(aStory());
  });
  afterEach(clear);

  it('lists events, newest first, with type, source and time', async () => {
    const host = await feed();
    assert.equal(messages(host)[0], 'Submitted to Printify (PFY-12345)');
    assert.equal(messages(host).length, 4);
    assert.equal(text($(host, '[part=meta]')), 'Submitted · Printify · 1 hour ago');
  });

  it('groups open problems into broken and late, each with its age and its first action', async () => {
    const old = 3 * 24 * 60;
    api.events.push(anEvent('order.overdue', old, { level: 'warning', message: 'Not shipped' }));
    api.events.push(
      anEvent('sync.failed', old, { message: 'Sync failed', actions: [{ name: 'retry', label: 'Run again' }] }),
    );
    const host = await feed('tab="attention"');
    assert.deepEqual($$(host, '[part=day]').map(text), ['Broken', 'Late']);
    assert.equal(messages(host)[0], 'Error: Sync failed');
    assert.include(text($(host, '.entry [part=meta]')), '3 days ago');
    assert.equal(text($(host, '.entry .do button')), 'Run again');
    await assertAccessible(host);
  });

  it('offers to sign in again if the session has expired and the page names an address', async () => {
    addMeta('flagpost-sign-in', '/login');
    api.failing.set('/v1/', 401);
    const host = await feed();
    const link = $<HTMLAnchorElement>(host, '[part=sign-in]')!;
    assert.equal(text(link), 'Sign in again');
    assert.equal(new URL(link.href).pathname, '/login');
    assert.equal($$(host, '[part=error] button').length, 0);
    await assertAccessible(host);
  });

  it('has no link to sign in if the address is a script', async () => {
    addMeta('flagpost-sign-in', 'javascript:alert(1)');
    api.failing.set('/v1/', 401);
    assert.isNull($(await feed(), '[part=sign-in]'));
  });

  it('shows levels by shape and by word, not by colour alone', async () => {
    api.events.push(anEvent('warehouse.flooded', 1, { level: 'warning', message: 'Flooded' }));
    const host = await feed();
    const icons = $$(host, '.icon').map(
      (icon) => `${icon.getAttribute('class')} ${icon.firstElementChild?.getAttribute('d')?.length}`,
    );
    assert.equal(new Set(icons).size, 3);
    assert.include(messages(host), 'Error: Submission to Printify failed: out of stock');
    assert.include(messages(host), 'Warning: Flooded');
  });

  it('updates relative times with one timer for the page', async () => {
    const host = await feed();
    document.querySelector('main')!.append(host.cloneNode());
    await quiet();
    assert.equal(time.timers.size, 2, 'one for the times, one for the count');
    await time.jump(61 * 60_000);
    await quiet();
    assert.equal(text($(host, 'time')), '2 hours ago');
  });

  it('makes the label of a shop’s own type from its name', async () => {
    api.events = [anEvent('warehouse.picked_up')];
    const host = await feed();
    assert.include(text($(host, '[part=meta]')), 'Warehouse picked up');
  });

  it('links to the shop’s page of an order, with the order’s number encoded', async () => {
    api.events = HOSTILE.map((order_id, at) => anEvent('order.created', HOSTILE.length - at, { order_id }));
    const host = await feed('order-href="/admin/orders/{order_id}"');
    const links = $$<HTMLAnchorElement>(host, 'a[part=order]').reverse();
    assert.deepEqual(
      links.map((link) => link.textContent),
      HOSTILE,
    );
    for (const link of links) assert.equal(link.href.indexOf(`${location.origin}/admin/orders/`), 0);
    assert.isNull($(host, 'img, script, b, [onclick], [onload], [onerror]'));
  });

  it('takes the properties that a framework wrote as attributes before the element was defined', async () => {
    const host = await feed('orderHref="/orders/{order_id}" pageSize="7" syncUrl="false"');
    assert.equal($<HTMLAnchorElement>(host, 'a')!.pathname, `/orders/${ORDER}`);
    assert.deepEqual([host.pageSize, host.syncUrl], [7, false]);
  });

  it('shows hostile strings as text', async () => {
    api.events = HOSTILE.map((evil, at) =>
      anEvent('api.said', HOSTILE.length - at, { message: `It said ${evil}`, source: evil, order_id: evil }),
    );
    const host = await feed();
    assert.deepEqual(
      $$(host, '[part=message]').map((message) => message.textContent),
      HOSTILE.map((evil) => `It said ${evil}`).reverse(),
    );
    assert.isNull($(host, 'img, script, b, [onclick], [onload], [onerror]'));
  });

  it('makes a link only of an http address', async () => {
    for (const evil of [...EVIL_URLS, 'javascript:{order_id}', '{order_id}:alert(1)']) {
      api.events = [anEvent('order.created', 1, { order_id: 'javascript' })];
      const host = await feed();
      host.orderHref = evil;
      await quiet();
      const links = $$<HTMLAnchorElement>(host, 'a').map(({ protocol }) => protocol);
      assert.notInclude(links, 'javascript:', evil);
      assert.equal(text($(host, '[part=order]')), 'javascript');
    }
    api.events = [anEvent('order.created', 1, { order_id: 'javascript:alert(1)' })];
    const host = await feed('order-href="{order_id}"');
    assert.equal($<HTMLAnchorElement>(host, 'a')?.protocol, 'http:');
  });

  it('sends flagpost-open before it follows a link to an order, and lets the page cancel it', async () => {
    const host = await feed('order-href="#{order_id}"');
    const opened: object[] = [];
    host.addEventListener('flagpost-open', (open) => {
      opened.push(open.detail);
      open.preventDefault();
    });
    $<HTMLAnchorElement>(host, 'a')!.click();
    assert.deepEqual(opened, [{ order_id: ORDER, event: api.events[3]! }]);
    assert.equal(location.hash, '');
    const elsewhere = new MouseEvent('click', { ctrlKey: true, cancelable: true, bubbles: true });
    host.addEventListener('click', (event) => event.preventDefault());
    $(host, 'a')!.dispatchEvent(elsewhere);
    assert.equal(opened.length, 1, 'the browser opens a new tab itself');
  });

  it('loads more pages, and shows no event twice', async () => {
    api.events = Array.from({ length: 5 }, (_, at) => anEvent('order.created', 5 - at));
    const host = await feed('page-size="2"');
    assert.equal(messages(host).length, 2);
    api.events.push(anEvent('order.created', 0));
    await click(host, 'Load more');
    assert.equal(messages(host).length, 3, 'an event that moved to the next page meanwhile is shown once');
    await click(host, 'Load more');
    assert.equal(messages(host).length, 5);
    assert.equal(new Set(messages(host)).size, 5);
    assert.isUndefined($$(host, 'button').find((one) => text(one) === 'Load more'));
    assert.equal(JSON.parse(api.requests.at(-1)!.url.searchParams.get('cursor')!).from, 4);
  });

  it('moves the focus to the first new row when Load more goes away', async () => {
    api.events = Array.from({ length: 3 }, (_, at) => anEvent('order.created', 5 - at));
    const host = await feed('page-size="2"');
    button(host, 'Load more').focus();
    await click(host, 'Load more');
    assert.equal(host.shadowRoot?.activeElement, $$(host, '.entry')[2]);
  });

  it('keeps its rows when the next page does not load', async () => {
    api.events = Array.from({ length: 3 }, (_, at) => anEvent('order.created', 5 - at));
    const host = await feed('page-size="2"');
    api.failing.set('/v1/events', 500);
    await click(host, 'Load more');
    assert.equal(text($(host, '.more .failure')), 'The next page didn’t come.');
    assert.equal(messages(host).length, 2);
    api.failing.clear();
    await click(host, 'Try again');
    assert.equal(messages(host).length, 3);
  });

  it('loads 50 events, and never fewer than 1 or more than 200', async () => {
    const sizeAskedFor = async (size: string) => {
      await feed(size);
      return api.requests.findLast(({ url }) => url.pathname.endsWith('/events'))?.url.searchParams.get('limit');
    };
    assert.equal(await sizeAskedFor(''), '50');
    assert.equal(await sizeAskedFor('page-size="7.5"'), '7');
    assert.equal(await sizeAskedFor('page-size="-3"'), '1');
    assert.equal(await sizeAskedFor('page-size="9999"'), '200');
    assert.equal(await sizeAskedFor('page-size="many"'), '50');
  });

  it('shows open problems and their number in a tab of their own', async () => {
    const host = await feed();
    assert.equal(text(tabs(host)[1]), 'Needs attention 22 need attention');
    tabs(host)[1]!.click();
    await quiet();
    assert.deepEqual(messages(host), [
      'Error: Submission to Printify failed: out of stock',
      'Warning: Email bounced: a@example.com',
    ]);
    assert.equal(api.requests.at(-1)?.url.searchParams.get('tab'), 'attention');
    assert.equal(host.tab, 'attention');
  });

  it('takes the tab from its attribute, and reads any other text as all', async () => {
    assert.equal(chosen(await feed('tab="attention"')), 'attention');
    assert.equal(chosen(await feed('tab="everything"')), 'all');
  });

  it('moves between tabs with the keyboard, one of them in the tab order', async () => {
    api.events[1]!.snoozed_until = new Date(NOW + 3_600_000).toISOString();
    const host = await feed();
    tabs(host)[0]!.focus();
    const order = () => tabs(host).map(({ tabIndex }) => tabIndex);
    assert.deepEqual(order(), [0, -1, -1]);
    await press(host, 'ArrowRight');
    assert.equal(chosen(host), 'attention');
    assert.equal(host.shadowRoot?.activeElement, tabs(host)[1]);
    assert.deepEqual(order(), [-1, 0, -1]);
    await press(host, 'ArrowRight');
    assert.equal(chosen(host), 'snoozed');
    await press(host, 'ArrowRight');
    assert.equal(chosen(host), 'all');
    await press(host, 'ArrowLeft');
    assert.equal(chosen(host), 'snoozed');
    await press(host, 'Home');
    assert.equal(chosen(host), 'all');
    await press(host, 'End');
    assert.equal(chosen(host), 'snoozed');
    assert.equal($(host, '[role=tabpanel]')?.getAttribute('aria-labelledby'), 'snoozed');
  });

  it('writes the tab to the page’s URL only with sync-url', async () => {
    await FEATURES.load();
    const host = await feed('sync-url');
    tabs(host)[1]!.click();
    await quiet();
    assert.equal(location.search, '?tab=attention');
    assert.equal(chosen(await feed('sync-url')), 'attention');
    assert.equal(chosen(await feed()), 'all');
    const again = await feed('sync-url');
    tabs(again)[0]!.click();
    await quiet();
    assert.equal(location.search, '');
  });

  it('shows a resolved row until the tab loads again', async () => {
    const host = await feed('tab="attention"', aToken({ sub: 'Ana' }));
    await click(host, 'Resolve');
    assert.equal(messages(host).length, 2);
    assert.exists($(host, '.entry.done'));
    assert.include(text($(host, '.done [part=meta]')), 'Resolved by Ana, 14:30');
    assert.equal(text($(host, '.done .resolve')), 'Undo');
    tabs(host)[1]!.click();
    await quiet();
    assert.equal(messages(host).length, 1);
  });

  it('lowers the count at once, and raises it again when the click fails', async () => {
    const host = await feed();
    api.paused = true;
    await click(host, 'Resolve');
    assert.equal(text($(host, '[part~=count]')), '1');
    api.failing.set('resolve', 500);
    api.release();
    await quiet();
    assert.equal(text($(host, '[part~=count]')), '2');
    assert.equal(text($(host, '.failure')), 'Not saved. Please try again.');
    await assertAccessible(host);
  });

  it('shows a skeleton, the empty text of each tab, and why a request failed', async () => {
    api.failing.set('/v1/', 'never');
    let host = await feed();
    assert.exists($(host, '.skeleton'));
    await assertAccessible(host);
    api = new FakeApi([]);
    host = await feed();
    assert.equal(text($(host, '[part=empty]')), 'Nothing has happened yet. The first order will show up here.');
    await assertAccessible(host);
    host = await feed('tab="attention"');
    assert.equal(text($(host, '[part=empty]')), 'Nothing needs you right now.');
    api.failing.set('/v1/', 500);
    host = await feed();
    assert.equal(text($(host, '.state slot')), 'This can’t be shown just now.');
    assert.notInclude(text(tabs(host)[1]), '0');
    await assertAccessible(host);
    host = await feed('', '');
    assert.equal(text($(host, '.state slot')), 'You are signed out.');
    await assertAccessible(host);
  });

  it('groups by day, each a list under its heading', async () => {
    const days = [1, 2, 1440, 3 * 1440, 400 * 1440];
    api.events = days.map((minutesAgo) => anEvent('order.created', minutesAgo));
    const host = await feed();
    const headings = $$(host, 'h3');
    assert.deepEqual(headings.map(text), ['Today', 'Yesterday', 'Fri 13 Feb', 'Sun 12 Jan 2025']);
    const lists = $$(host, 'ol[role=list]');
    assert.deepEqual(
      lists.map((list) => `${list.getAttribute('aria-labelledby')} ${list.children.length}`),
      headings.map(({ id }, at) => `${id} ${at === 0 ? 2 : 1}`),
    );
    assert.deepEqual($$(host, 'time').map(text), ['1 minute ago', '2 minutes ago', '14:30', '14:30', '14:30']);
    await assertAccessible(host);
  });

  it('shows the order beside the message if there is room, and below it on a phone', async () => {
    api.events = [anEvent('order.created', 1)];
    const host = await feed('order-href="#{order_id}"');
    const isBeside = (width: number) => {
      host.parentElement!.style.inlineSize = `${width}px`;
      const { bottom } = $(host, '.text')!.getBoundingClientRect();
      return $(host, '[part=order]')!.getBoundingClientRect().top < bottom - 8;
    };
    assert.deepEqual([280, 480, 600, 800].map(isBeside), [false, true, true, true]);
  });

  it('keeps a day’s heading in sight, and not over a row that is scrolled to', async () => {
    api.events = Array.from({ length: 40 }, (_, at) => anEvent('order.created', at));
    const host = await feed('order-href="#{order_id}"');
    host.style.cssText = 'display: block; block-size: 300px; overflow: auto';
    host.scrollTop = 400;
    const heading = $(host, 'h3')!.getBoundingClientRect();
    assert.closeTo(heading.top, host.getBoundingClientRect().top, 1);
    const entry = $$(host, '.entry')[8]!;
    entry.scrollIntoView({ block: 'start' });
    assert.isAtLeast(entry.getBoundingClientRect().top, heading.bottom);
  });

  it('groups again after midnight', async () => {
    api.events = [anEvent('order.created', 1440), anEvent('order.created', 1)];
    const host = await feed();
    assert.deepEqual($$(host, 'h3').map(text), ['Today', 'Yesterday']);
    await time.jump(10 * 3600_000);
    await quiet();
    assert.deepEqual($$(host, 'h3').map(text), ['Yesterday', 'Sun 15 Feb']);
    api.events.push(anEvent('order.created', -600));
    await host.load();
    await quiet();
    assert.deepEqual($$(host, 'h3').map(text), ['Today', 'Yesterday', 'Sun 15 Feb']);
  });

  it('groups by the days of the given zone', async () => {
    api.events = ['2026-02-15T20:00:00.000Z', '2026-02-15T10:00:00.000Z'].map((occurred_at) =>
      anEvent('order.created', 0, { occurred_at }),
    );
    const days = async (zone: string) => $$(await feed(`time-zone="${zone}"`), 'h3').length;
    assert.equal(await days('UTC'), 1);
    assert.equal(await days('Asia/Tokyo'), 2);
  });

  it('adds the next page to the day that is already there', async () => {
    api.events = [1, 2, 3, 1440].map((minutesAgo) => anEvent('order.created', minutesAgo));
    const host = await feed('page-size="2"');
    await click(host, 'Load more');
    assert.deepEqual(
      $$(host, 'ol').map(({ children }) => children.length),
      [3, 1],
    );
  });

  it('names the person', async () => {
    api.events = [anEvent('order.note', 1, { actor: 'Ana', message: 'Called the customer' })];
    const host = await feed();
    assert.equal(text($(host, '[part=meta]')), 'Note · Stripe · by Ana · 1 minute ago');
  });

  it('keeps the last good list when loading fails', async () => {
    const host = await feed();
    api.failing.set('/v1/events', 'offline');
    await host.load();
    await quiet();
    assert.equal(messages(host).length, 4);
    assert.include(text($(host, '.stale')), 'What you see is from just now.');
    api.failing.clear();
    button(host, 'Try again').focus();
    await click(host, 'Try again');
    assert.isNull($(host, '.stale'));
    assert.equal(host.shadowRoot!.activeElement, $(host, '.entry'), 'the focus is on the rows');
  });

  it('is accessible with its rows, in both tabs', async () => {
    const host = await feed('order-href="/orders/{order_id}"');
    await assertAccessible(host);
    tabs(host)[1]!.click();
    await quiet();
    await click(host, 'Resolve');
    await assertAccessible(host);
  });

  it('fits into a card on a 280 px screen without scrolling sideways', async () => {
    const host = await feed('order-href="/orders/{order_id}"');
    host.style.width = '246px';
    await quiet();
    assert.equal(host.scrollWidth, 246);
    for (const one of $$(host, 'button')) assert.isAtLeast(one.offsetHeight, 24);
  });
});
