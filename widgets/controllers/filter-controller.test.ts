import { assert } from 'chai';
import type { ActivityFeed } from '../elements/activity-feed.ts';
import '../index.ts';
import { FILTERS } from '../model/filters.ts';
import { anEvent, NOW, ORDER } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { $, $$, aToken, button, clear, click, openMenu, quiet, show, text, time } from '../testing/page.ts';
import { FEATURES } from './features.ts';

const PATH = location.pathname;

const aDay = () => [
  anEvent('order.created', 300, { message: 'Order placed — £43.00 via Stripe', actor: 'checkout' }),
  anEvent('order.email.confirmation_sent', 299, { message: 'Order confirmation sent', source: 'resend' }),
  anEvent('order.submission_failed', 200, { message: 'Submission failed: out of stock', source: 'printify' }),
  anEvent('email.bounced', 150, { order_id: 'SS-7', message: 'Email bounced', source: 'resend' }),
  anEvent('warehouse.flooded', 100, { level: 'warning', message: 'Flooded', source: 'api', actor: 'Ana' }),
  anEvent('sync.completed', 10, { message: 'Product sync complete', source: 'printify' }),
];

const feed = async (rest = '') => {
  const host = await show<ActivityFeed>(`<activity-feed token="${aToken()}" ${rest}></activity-feed>`);
  await quiet();
  return host;
};
const open = async (rest = '') => {
  const host = await feed(rest);
  await click(host, 'Filter');
  return host;
};
const messages = (host: Element) =>
  $$(host, '[part=message]').map((message) => text(message).replace(/^(Error|Warning): /, ''));
const chips = (host: Element) => $$(host, '[part~=chip]').map((chip) => text(chip).replace(' ✕', ''));
const said = (host: Element) => text($(host, '.unseen[role=status]'));
const field = (host: Element, name: string) => $<HTMLInputElement>(host, `[name=${name}]`)!;
const press = async (host: Element, key: string) => {
  const keydown = new KeyboardEvent('keydown', { key, bubbles: true, composed: true });
  host.shadowRoot!.activeElement!.dispatchEvent(keydown);
  await quiet();
};
const items = (host: Element) => $$(host, '[role^=menuitem]').map(text);
const checked = (host: Element) => $$(host, '[aria-checked=true]').map(text);
const closeMenu = async (host: Element) => {
  if ($(host, '.sheet')?.matches(':popover-open')) await press(host, 'Escape');
};
const tick = async (host: Element, menu: string, ...labels: string[]) => {
  await openMenu(host, menu);
  for (const label of labels) await click(host, label);
  await closeMenu(host);
};
const checkedIn = async (host: Element, menu: string) => {
  await openMenu(host, menu);
  const found = checked(host);
  await closeMenu(host);
  return found;
};
/** Chooses a day in the menu of dates. */
const enterDay = async (host: Element, name: 'since' | 'until', day: string) => {
  await openMenu(host, 'Dates');
  await enter(host, name, day);
  await closeMenu(host);
};
const enter = async (host: Element, name: string, value: string, type = 'change') => {
  field(host, name).value = value;
  field(host, name).dispatchEvent(new Event(type, { bubbles: true }));
  await quiet();
};
const back = async (step = -1) => {
  const popped = new Promise((done) => window.addEventListener('popstate', done, { once: true }));
  history.go(step);
  await popped;
  await quiet();
};
const query = (api: FakeApi) =>
  Object.fromEntries(api.requests.findLast(({ url }) => url.pathname === '/v1/events')!.url.searchParams);

describe('the filters of <activity-feed>', () => {
  let api: FakeApi;
  before(() => FEATURES.load());
  beforeEach(() => {
    time.pause();
    api = new FakeApi(aDay());
  });
  afterEach(clear);

  it('open by a button with aria-expanded, with the focus in the search, and close by Escape', async () => {
    const host = await feed();
    assert.equal(button(host, 'Filter').ariaExpanded, 'false');
    await click(host, 'Filter');
    assert.equal(button(host, 'Filter').ariaExpanded, 'true');
    assert.equal(host.shadowRoot!.activeElement, field(host, 'q'));
    assert.equal($(host, 'form')?.role, 'search');
    field(host, 'q').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await quiet();
    assert.isNull($(host, 'form'));
    assert.equal(host.shadowRoot!.activeElement, button(host, 'Filter'));
  });

  it('combine level, kind, source, person and day', async () => {
    const host = await open();
    await tick(host, 'Level', 'Warning');
    assert.deepEqual(messages(host), ['Flooded', 'Email bounced']);
    await tick(host, 'Type', 'Mail');
    assert.deepEqual(messages(host), ['Email bounced']);
    await tick(host, 'Type', 'Your own');
    assert.deepEqual(messages(host), ['Flooded', 'Email bounced']);
    await tick(host, 'Source', 'Your shop');
    assert.deepEqual(messages(host), ['Flooded']);
    await tick(host, 'Person', 'Ana');
    await enterDay(host, 'since', '2026-02-16');
    await enterDay(host, 'until', '2026-02-16');
    assert.deepEqual(messages(host), ['Flooded']);
    assert.deepEqual(chips(host), ['Warning', 'Mail', 'Your own', 'Your shop', 'by Ana', 'From: Today', 'To: Today']);
    assert.equal(text(button(host, 'Filter 6')), 'Filter 6');
    const { since, until, ...named } = query(api);
    assert.deepEqual(named, {
      level: 'warning',
      group: 'mail,own',
      source: 'api',
      actor: 'Ana',
      tab: 'all',
      limit: '50',
    });
    const day = new Date(2026, 1, 16).getTime();
    assert.deepEqual([Date.parse(since!), Date.parse(until!)], [day, day + 24 * 3_600_000]);
    await enterDay(host, 'until', '2026-02-15');
    assert.deepEqual(messages(host), []);
  });

  it('offer the types, sources and persons of the log by name, even if the list shows few of them', async () => {
    api.events.push(anEvent('order.paid', 50, { message: 'Paid', source: 'standard' }));
    const host = await open('page-size="1"');
    assert.deepEqual($$(host, '#find button').map(text), ['Level', 'Type', 'Source', 'Person', 'Dates', 'Export']);
    await openMenu(host, 'Source');
    assert.deepEqual(items(host), ['Printify', 'Resend', 'Stripe', 'Your shop']);
    await click(host, 'Your shop');
    assert.equal(query(api).source, 'standard,api', 'both are the shop');
    assert.deepEqual(chips(host), ['Your shop']);
    assert.deepEqual(checked(host), ['Your shop']);
    await click(host, 'Resend');
    assert.equal(query(api).source, 'standard,api,resend');
    await closeMenu(host);
    await openMenu(host, 'Person');
    assert.deepEqual(items(host), ['Ana', 'checkout']);
    await click(host, 'Ana');
    assert.isFalse($(host, '.sheet')?.matches(':popover-open') ?? false, 'one person at a time');
    assert.equal(host.shadowRoot!.activeElement, button(host, 'Person'));
    assert.equal(query(api).actor, 'Ana');
    await tick(host, 'Person', 'Ana');
    assert.isUndefined(query(api).actor);
    await openMenu(host, 'Type');
    assert.deepEqual(items(host).slice(5), [
      'Confirmation email',
      'Email bounced',
      'Order placed',
      'Paid',
      'Submission failed',
      'Sync completed',
      'Warehouse flooded',
    ]);
    $$(host, '[part~=chip]')[0]!.click();
    await quiet();
    assert.equal(query(api).source, 'resend', 'a chip removes all values with its label');
  });

  it('have no menu without choices', async () => {
    api.events = [anEvent('order.created', 3)];
    const host = await open();
    assert.deepEqual($$(host, '#find button').map(text), ['Level', 'Type', 'Dates', 'Export']);
  });

  it('combine types, or kinds in place of types', async () => {
    const host = await open();
    await tick(host, 'Type', 'Order placed', 'Submission failed');
    assert.deepEqual(messages(host), ['Submission failed: out of stock', 'Order placed — £43.00 via Stripe']);
    assert.equal(query(api).type, 'order.created,order.submission_failed');
    assert.deepEqual(chips(host), ['Order placed', 'Submission failed']);
    await tick(host, 'Type', 'Mail');
    assert.deepEqual([query(api).group, query(api).type], ['mail', undefined]);
    assert.deepEqual(chips(host), ['Mail']);
    await tick(host, 'Type', 'Email bounced');
    assert.deepEqual(chips(host), ['Email bounced']);
  });

  it('have menus that work by keyboard, and stay open for several choices', async () => {
    const host = await open();
    button(host, 'Level').focus();
    await openMenu(host, 'Level');
    const focused = () => host.shadowRoot!.activeElement as HTMLElement;
    assert.deepEqual([text(focused()), focused().role, focused().ariaChecked], ['Error', 'menuitemcheckbox', 'false']);
    focused().click();
    await quiet();
    assert.deepEqual([text(focused()), focused().ariaChecked], ['Error', 'true'], 'the menu stays open');
    await press(host, 'ArrowDown');
    assert.equal(text(focused()), 'Warning');
    focused().click();
    await quiet();
    assert.deepEqual(chips(host), ['Error', 'Warning']);
    await press(host, 'h');
    assert.equal(text(focused()), 'Hide routine events');
    await press(host, 'Escape');
    assert.equal(focused(), button(host, 'Level'));
    assert.equal(button(host, 'Level').ariaExpanded, 'false');
    assert.exists($(host, '#find'), 'the filter bar stays');
  });

  it('are removed by Delete on their chip, and the next chip gets the focus', async () => {
    const host = await open();
    await tick(host, 'Level', 'Error', 'Warning');
    await tick(host, 'Type', 'Orders');
    const all = $$(host, '[part~=chip]');
    all[1]!.focus();
    await press(host, 'Delete');
    assert.deepEqual(chips(host), ['Error', 'Orders']);
    assert.equal(text(host.shadowRoot!.activeElement), 'Orders ✕');
    await press(host, 'Backspace');
    assert.equal(text(host.shadowRoot!.activeElement), 'Error ✕');
    await press(host, 'a');
    await press(host, 'Delete');
    assert.deepEqual(chips(host), []);
    assert.equal(host.shadowRoot!.activeElement, field(host, 'q'), 'the search, where none is left');
  });

  it('read a day in the element’s time zone, even when the clocks change', async () => {
    for (const [zone, day, since, until] of [
      ['America/New_York', '2026-02-16', '2026-02-16T05:00:00.000Z', '2026-02-17T05:00:00.000Z'],
      ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
      ['Asia/Kolkata', '2026-02-16', '2026-02-15T18:30:00.000Z', '2026-02-16T18:30:00.000Z'],
    ] as const) {
      const host = await open(`time-zone="${zone}"`);
      await enterDay(host, 'since', day);
      await enterDay(host, 'until', day);
      assert.deepEqual([query(api).since, query(api).until], [since, until], zone);
    }
  });

  it('search order numbers and words after a pause in typing', async () => {
    const host = await open();
    const before = api.count('/v1/events');
    for (const typed of ['s', 'ss', 'ss-7']) {
      await enter(host, 'q', typed, 'input');
      await time.pass(100);
    }
    assert.equal(api.count('/v1/events'), before);
    await time.pass(300);
    await quiet();
    assert.equal(api.count('/v1/events'), before + 1);
    assert.deepEqual(messages(host), ['Email bounced']);
    await enter(host, 'q', 'OUT of', 'change');
    assert.deepEqual(messages(host), ['Submission failed: out of stock']);
    assert.deepEqual(chips(host), ['“OUT of”']);
  });

  it('announce and show the number of matches', async () => {
    const host = await open();
    await tick(host, 'Level', 'Warning');
    assert.equal(said(host), '2 events');
    assert.equal(text($(host, '.chips .end')), '2 events');
    await tick(host, 'Type', 'Syncs');
    assert.equal(said(host), 'No events match.');
    assert.equal($$(host, '[role=status]').length, 1);
  });

  it('say that no event matches, and offer to clear all filters', async () => {
    const host = await open();
    await enter(host, 'q', 'nowhere');
    assert.equal(text($(host, '[part=nothing]')), 'No events match.Clear filters');
    assert.isNull($(host, '[part=empty]'));
    const clears = $$(host, 'button').filter((one) => text(one) === 'Clear filters');
    clears.at(-1)!.focus();
    clears.at(-1)!.click();
    await quiet();
    assert.equal(messages(host).length, 6);
    assert.equal(field(host, 'q').value, '');
    assert.equal(host.shadowRoot!.activeElement, button(host, 'Filter'), 'focus is not lost');
  });

  it('are removed by a click on their chip', async () => {
    const host = await open();
    await tick(host, 'Level', 'Warning');
    await tick(host, 'Level', 'Error');
    await tick(host, 'Type', 'Orders');
    assert.deepEqual(chips(host), ['Error', 'Warning', 'Orders']);
    $$(host, '[part~=chip]')[0]!.click();
    await quiet();
    assert.deepEqual(chips(host), ['Warning', 'Orders']);
    assert.deepEqual(await checkedIn(host, 'Level'), ['Warning']);
    assert.equal($$(host, '[part~=chip]')[0]!.ariaLabel, 'Clear: Warning');
  });

  it('hide routine events, count them, and show them again', async () => {
    const host = await open();
    await tick(host, 'Level', 'Hide routine events');
    assert.equal(messages(host).length, 4);
    assert.include(text($(host, '.chips')), '4 events · 2 routine events hidden Show');
    await click(host, 'Show');
    assert.equal(messages(host).length, 6);
    assert.deepEqual(chips(host), []);
  });

  it('leave the old rows until the answer, and remove them after a failure', async () => {
    const host = await open();
    api.paused = true;
    await tick(host, 'Level', 'Warning');
    assert.equal(messages(host).length, 6);
    api.release();
    await quiet();
    assert.equal(messages(host).length, 2);
    api.failing.set('/v1/events', 500);
    await tick(host, 'Level', 'Error');
    assert.equal(messages(host).length, 0);
    assert.exists($(host, '[part=error]'));
    api.failing.clear();
    await click(host, 'Try again');
    assert.equal(messages(host).length, 3);
  });

  it('load a few empty pages, then say how far back they searched and offer to load more', async () => {
    api.searched = 10;
    api.events = Array.from({ length: 100 }, (_, at) =>
      anEvent('order.note', at * 60, { message: at === 95 ? 'a needle' : 'hay' }),
    );
    const host = await open();
    const before = api.count('/v1/events');
    await enter(host, 'q', 'needle');
    assert.equal(api.count('/v1/events'), before + 5);
    assert.deepEqual(messages(host), []);
    assert.equal(text($(host, '.more')), 'Searched back to 14 Feb. Load more');
    assert.include(text($(host, '.chips .end')), '0 events', 'the number so far, not 0+');
    assert.isNull($(host, '[part=nothing]'));
    await click(host, 'Load more');
    assert.equal(text($(host, '.more')), 'Searched back to 12 Feb. Load more');
    await click(host, 'Load more');
    assert.deepEqual(messages(host), ['a needle']);
    assert.isNull($(host, '.more'));
  });

  it('limit Resolve all to their matches, and to the time of the request', async () => {
    api.events.push(
      anEvent('order.submission_failed', 190, { order_id: 'SS-8', message: 'Another', source: 'printful' }),
    );
    const host = await open('tab="attention"');
    await tick(host, 'Level', 'Error');
    api.events.push(anEvent('order.submission_failed', -1, { message: 'Later' }));
    await click(host, 'Resolve all');
    await quiet();
    const { init } = api.requests.find(({ url }) => url.pathname.endsWith('/attention/resolve'))!;
    assert.deepEqual(JSON.parse(String(init.body)), { filter: { level: 'error' }, up_to: new Date(NOW).toISOString() });
    const left = api.events.filter(({ level, resolved_at }) => level !== 'info' && !resolved_at);
    assert.sameMembers(
      left.map(({ message }) => message),
      ['Email bounced', 'Flooded', 'Later'],
    );
  });

  it('stay set when another tab is chosen', async () => {
    const host = await open();
    await tick(host, 'Source', 'Resend');
    assert.equal(messages(host).length, 2);
    $$(host, '[role=tab]')[1]!.click();
    await quiet();
    assert.deepEqual(messages(host), ['Email bounced']);
  });

  it('show hostile values as text', async () => {
    const host = await open();
    await enter(host, 'q', '<img src=x onerror=alert(1)>');
    assert.deepEqual(chips(host), ['“<img src=x onerror=alert(1)>”']);
    assert.isNull($(host, 'img'));
  });

  it('do not change the URL without sync-url', async () => {
    const host = await open();
    await tick(host, 'Level', 'Error');
    assert.equal(location.search, '');
  });
});

describe('the filters of <activity-feed sync-url>', () => {
  let api: FakeApi;
  before(() => FEATURES.load());
  beforeEach(() => {
    time.pause();
    api = new FakeApi(aDay());
  });
  afterEach(clear);

  it('restore the view from the URL with one request', async () => {
    history.replaceState(null, '', `${PATH}?q=o&level=warning,error&group=mail,orders&since=2026-02-16`);
    const host = await feed('sync-url');
    assert.deepEqual(messages(host), ['Email bounced', 'Submission failed: out of stock']);
    assert.deepEqual(chips(host), ['“o”', 'Error', 'Warning', 'Orders', 'Mail', 'From: Today']);
    assert.equal(api.count('GET /v1/events'), 1);
    await click(host, 'Filter 4');
    assert.equal(field(host, 'q').value, 'o');
    assert.deepEqual(await checkedIn(host, 'Level'), ['Error', 'Warning']);
    await openMenu(host, 'Dates');
    assert.equal(field(host, 'since').value, '2026-02-16');
  });

  it('ignore values of the URL that are not valid', async () => {
    history.replaceState(
      null,
      '',
      `${PATH}?level=fatal&group=mail,nonsense&since=yesterday&until=0002-02-16&routine=1&q=%20`,
    );
    const host = await feed('sync-url');
    assert.deepEqual(chips(host), ['Mail']);
  });

  it('write their own parameters, and leave the rest of the URL exactly as it was', async () => {
    history.replaceState({ kept: 1 }, '', `${PATH}?page=a%20b&flag#part`);
    const host = await open('sync-url');
    await tick(host, 'Level', 'Error');
    await enter(host, 'q', 'out of');
    assert.equal(location.href, `${location.origin}${PATH}?page=a%20b&flag&q=out%20of&level=error#part`);
    assert.deepEqual(history.state, { kept: 1 });
    await click(host, 'Clear filters');
    assert.equal(location.href, `${location.origin}${PATH}?page=a%20b&flag#part`);
  });

  it('go back by one change at Back, or by a whole typed search', async () => {
    const host = await open('sync-url');
    const before = history.length;
    await tick(host, 'Level', 'Warning');
    for (const typed of ['f', 'fl', 'flo']) {
      await enter(host, 'q', typed, 'input');
      await time.pass(300);
      await quiet();
    }
    assert.equal(history.length, before + 2);
    assert.equal(location.search, '?q=flo&level=warning');
    assert.deepEqual(messages(host), ['Flooded']);
    await back();
    assert.equal(location.search, '?level=warning');
    assert.equal(field(host, 'q').value, '');
    assert.equal(messages(host).length, 2);
    await back();
    assert.equal(messages(host).length, 6);
    assert.deepEqual(await checkedIn(host, 'Level'), []);
    await back(2);
    assert.deepEqual(messages(host), ['Flooded']);
    assert.equal(field(host, 'q').value, 'flo');
  });

  it('go back to the former tab too', async () => {
    const host = await feed('sync-url');
    $$(host, '[role=tab]')[1]!.click();
    await quiet();
    assert.equal(location.search, '?tab=attention');
    assert.equal(messages(host).length, 3);
    await back();
    assert.equal(host.tab, 'all');
    assert.equal(messages(host).length, 6);
  });

  it('belong to one feed of a page: a second one neither reads nor writes the URL', async () => {
    history.replaceState(null, '', `${PATH}?level=error`);
    const one = `<activity-feed token="${aToken()}" sync-url></activity-feed>`;
    const first = await show<ActivityFeed>(one + one);
    const second = first.nextElementSibling as ActivityFeed;
    await quiet();
    assert.deepEqual([messages(first).length, messages(second).length], [1, 6]);
    await click(second, 'Filter');
    await tick(second, 'Level', 'Warning');
    assert.equal(location.search, '?level=error');
    assert.equal(messages(second).length, 2);
  });

  it('stay the same when the hash changes', async () => {
    const host = await open('sync-url');
    await tick(host, 'Level', 'Warning');
    const before = api.count('/v1/events');
    location.hash = '#there';
    await quiet();
    assert.equal(api.count('/v1/events'), before);
    assert.deepEqual(chips(host), ['Warning']);
  });

  it('do not delay the first request of a URL without filters', async () => {
    history.replaceState(null, '', `${PATH}?page=activity&order=${ORDER}`);
    await feed('sync-url');
    assert.equal(api.count('GET /v1/events'), 1);
  });

  it('give an error, never an unfiltered list, if their code does not load', async () => {
    history.replaceState(null, '', `${PATH}?level=error`);
    const { module } = FEATURES;
    FEATURES.module = undefined;
    FEATURES.register(() => Promise.reject(new Error('gone')));
    const host = await feed('sync-url');
    assert.equal(messages(host).length, 0);
    assert.exists($(host, '[part=error]'));
    assert.equal(api.count('GET /v1/events'), 0);
    FEATURES.module = module;
    await click(host, 'Try again');
    await quiet();
    assert.equal(messages(host).length, 1);
  });

  it('are all read from the URL', async () => {
    for (const name of FILTERS) {
      history.replaceState(
        null,
        '',
        `${PATH}?${name}=${{ level: 'error', group: 'mail', since: '2026-02-16', until: '2026-02-16', routine: 'hidden' }[name as string] ?? 'x'}`,
      );
      const host = await feed('sync-url');
      assert.equal(chips(host).length, 1, name);
    }
  });
});
