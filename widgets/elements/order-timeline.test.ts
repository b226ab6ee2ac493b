import { assert } from 'chai';
import type { LogEvent } from '../../worker/contract/event.ts';
import '../index.ts';
import { assertAccessible } from '../testing/accessible.ts';
import { anEvent, aStory, EVIL_URLS, HOSTILE, NOW, ORDER } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { aGoodStanding, anUnderway } from '../testing/orders.ts';
import { $, $$, aToken, clear, click, quiet, show, text, time } from '../testing/page.ts';
import type { OrderTimeline } from './order-timeline.ts';

const timeline = (rest = '', token = aToken()) =>
  show<OrderTimeline>(`<order-timeline order-id="${ORDER}" token="${token}" ${rest}></order-timeline>`);

const messages = (host: Element) => $$(host, '[part=message]').map(text);

const shipped = (message: string, payload: LogEvent['payload'], minutesAgo = 5) =>
  anEvent('order.shipped', minutesAgo, { message, payload });

describe('<order-timeline>', () => {
  let api: FakeApi;
  beforeEach(() => {
    time.pause();
    api = new FakeApi(aStory());
  });
  afterEach(clear);

  it('shows the story, oldest first', async () => {
    const host = await timeline();
    assert.deepEqual(messages(host), [
      'Order placed — £43.00 via Stripe',
      'Warning: Email bounced: a@example.com',
      'Error: Submission to Printify failed: out of stock',
      'Submitted to Printify (PFY-12345)',
    ]);
  });

  it('shows the newest first with order="desc", and the oldest first for any other text', async () => {
    const host = await timeline('order="desc"');
    assert.equal(messages(host)[0], 'Submitted to Printify (PFY-12345)');
    host.setAttribute('order', 'sideways');
    await quiet();
    assert.equal(messages(host)[0], 'Order placed — £43.00 via Stripe');
  });

  it('keeps its properties when observedAttributes is read again', async () => {
    const host = await timeline();
    assert.include((host.constructor as typeof OrderTimeline).observedAttributes, 'order-id');
    assert.equal(host.orderId, ORDER);
  });

  it('encodes the order’s number in the request', async () => {
    const host = await timeline();
    host.orderId = '#1042/ä';
    await quiet();
    assert.equal(api.requests.at(-1)?.url.pathname, '/v1/orders/%231042%2F%C3%A4/events');
  });

  it('does not load again when the page re-renders it, but once some seconds later', async () => {
    const host = await timeline();
    const [place, asked] = [host.parentElement!, api.requests.length];
    for (let times = 0; times < 3; times++) {
      place.replaceChildren(place.firstElementChild!.cloneNode(true));
      await quiet();
    }
    assert.equal(api.requests.length, asked);
    api.events.push(anEvent('order.shipped', 0, { message: 'Shipped by hand' }));
    await time.pass(5_000);
    assert.equal(api.requests.length, asked + 1);
    await quiet();
    assert.equal(messages(place.firstElementChild!).at(-1), 'Shipped by hand');
  });

  it('gives each event a circle: green for a step, the colour of the level for a problem, initials for a person', async () => {
    api.events.push(anEvent('order.note', 5, { actor: 'Ana Lima', message: 'Rang her' }));
    const host = await timeline();
    const marks = $$(host, '.mark').map((mark) => `${mark.className.replace('mark ', '')} ${text(mark)}`.trim());
    assert.deepEqual(marks, ['step', 'warning', 'error', 'step', 'person AL']);
    assert.deepEqual(
      $$(host, '.entry.open').map((entry) => entry.querySelector('.icon')?.getAttribute('class')),
      ['icon line warning', 'icon sign error'],
    );
  });

  it('offers Refresh only while the order is on its way', async () => {
    api.story = anUnderway();
    const host = await timeline();
    assert.include(text($(host, '.foot')), 'In progress · checked just now');
    api.story = aGoodStanding();
    api.events.push(anEvent('order.delivered', 1, { message: 'Delivered' }));
    await click(host, 'Refresh');
    assert.equal(messages(host).at(-1), 'Delivered');
    assert.isNull($(host, '.foot'));
  });

  it('links the tracking number in the message', async () => {
    api.events = [
      shipped('Shipped via DHL — tracking: 1Z999', {
        carrier: 'DHL',
        tracking: '1Z999',
        tracking_url: 'https://dhl.example/1Z999',
      }),
    ];
    const host = await timeline();
    const link = $<HTMLAnchorElement>(host, '[part=message] a');
    assert.equal(link?.href, 'https://dhl.example/1Z999');
    assert.equal(link?.textContent, '1Z999');
    assert.equal(link?.rel, 'noopener noreferrer');
    assert.equal(text($(host, '[part=message]')), 'Shipped via DHL — tracking: 1Z999');
    assert.isNull($(host, '[part=detail]'));
  });

  it('shows carrier, number and reason below a message that does not contain them', async () => {
    api.events = [
      shipped('On its way', {
        carrier: 'DHL',
        tracking: '1Z999',
        tracking_url: 'https://dhl.example/1Z999',
        reason: 'Repaired',
      }),
      shipped('Sent', { tracking_url: 'https://dhl.example/' }, 4),
    ];
    const host = await timeline();
    assert.deepEqual($$(host, '[part=detail]').map(text), ['DHL · Repaired · 1Z999', 'Track the parcel']);
    assert.equal($$(host, '[part=detail] a').length, 2);
    // Each is written in its own direction, also between Arabic words.
    assert.deepEqual($$(host, '[part=detail] bdi').map(text), ['DHL', 'Repaired']);
  });

  it('links only to http addresses', async () => {
    api.events = EVIL_URLS.map((tracking_url) => shipped('Shipped: 1Z999', { tracking: '1Z999', tracking_url }));
    const host = await timeline();
    assert.equal($$(host, '.entry').length, EVIL_URLS.length);
    assert.equal($$(host, 'a').length, 0);
  });

  it('shows hostile strings as text', async () => {
    api.events = HOSTILE.map((evil, at) =>
      anEvent('order.shipped', HOSTILE.length - at, {
        message: `It said ${evil}`,
        payload: { carrier: evil, reason: evil, tracking: evil, tracking_url: 'https://dhl.example/' },
        resolved_by: evil,
      }),
    );
    const host = await timeline();
    const shown = $$(host, '[part=message]').map((message) => message.textContent);
    assert.deepEqual(
      shown,
      HOSTILE.map((evil) => `It said ${evil}`),
    );
    assert.isNull($(host, 'img, script, b, [onclick], [onload], [onerror]'));
  });

  it('adds the exact time and zone when a person points at a time', async () => {
    const host = await timeline('time-zone="Asia/Kathmandu"');
    const shown = $<HTMLTimeElement>(host, 'time');
    assert.equal(shown?.dateTime, api.events[0]?.occurred_at);
    assert.equal(shown?.title, '', 'nobody has pointed at it yet');
    shown?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
    await quiet();
    assert.include(shown?.title, 'GMT+5:45');
  });

  it('has a heading for each day, which changes at midnight, and the time of day on every row', async () => {
    api.events.unshift(anEvent('order.payment_failed', 3 * 1440));
    const host = await timeline();
    assert.deepEqual($$(host, 'h3').map(text), ['Fri 13 Feb', 'Today']);
    assert.deepEqual($$(host, '.entry > time').map(text), ['14:30', '09:30', '10:30', '11:10', '12:50']);
    await time.jump(10 * 3600_000);
    await quiet();
    assert.deepEqual($$(host, 'h3').map(text), ['Fri 13 Feb', 'Yesterday']);
    assert.equal($$(host, '.entry > time').map(text)[1], '09:30');
  });

  it('resolves a problem at once, names the person, and undoes it', async () => {
    const host = await timeline('', aToken({ sub: 'Ana' }));
    api.paused = true;
    await click(host, 'Resolve');
    assert.equal(text($(host, '.entry.warning [part=detail]')), 'Resolved by Ana, 14:30');
    assert.equal($$(host, '.entry.open').length, 1);
    api.release();
    await quiet();
    assert.equal(text($(host, '[role=status]')), 'Resolved');
    await click(host, 'Undo');
    assert.equal($$(host, '.entry.open').length, 2);
    assert.equal(text($(host, '[role=status]')), 'Needs attention again');
    assert.isNull(api.events[1]?.resolved_at);
  });

  it('reverts a Resolve that the server refuses, and says so', async () => {
    const host = await timeline();
    api.failing.set('resolve', 500);
    await click(host, 'Resolve');
    assert.equal($$(host, '.entry.open').length, 2);
    assert.equal(text($(host, '.failure')), 'Not saved. Please try again.');
    api.failing.clear();
    await click(host, 'Resolve');
    assert.isNull($(host, '.failure'));
    assert.equal($$(host, '.entry.open').length, 1);
  });

  it('reverts an Undo that fails, and still offers it', async () => {
    const host = await timeline();
    await click(host, 'Resolve');
    api.failing.set('resolve', 'offline');
    await click(host, 'Undo');
    assert.equal($$(host, '.entry.open').length, 1);
    assert.equal(text($(host, '.failure')), 'Not saved: you may be offline.');
    api.failing.clear();
    await click(host, 'Undo');
    assert.equal($$(host, '.entry.open').length, 2);
  });

  it('keeps the focus on the button that becomes Undo, and sends one request for a double click', async () => {
    const host = await timeline();
    const resolve = $<HTMLButtonElement>(host, '.resolve')!;
    resolve.focus();
    resolve.click();
    resolve.click();
    await quiet();
    assert.equal(host.shadowRoot?.activeElement, resolve);
    assert.equal(text(resolve), 'Undo');
    assert.equal(api.count('resolve'), 1);
  });

  it('offers no Resolve to a viewer who may only read', async () => {
    const host = await timeline('', aToken({ scope: 'read' }));
    assert.equal($$(host, '.entry').length, 4);
    assert.equal($$(host, '.resolve').length, 0);
  });

  it('says how a problem ended that nobody resolved', async () => {
    const resolved_at = new Date(NOW).toISOString();
    api.events = [
      anEvent('order.submission_failed', 3, { resolved_at, resolved_by: 'repeated' }),
      anEvent('order.submission_failed', 2, { resolved_at, resolved_by: 'recovered' }),
      anEvent('order.submission_failed', 1, { resolved_at, resolved_by: null }),
      anEvent('order.returned', 0, { resolved_at, resolved_by: 'recovered' }),
    ];
    const host = await timeline();
    const ends = $$(host, '.entry').map((entry) => text(entry.querySelector('[part=detail]')));
    assert.deepEqual(
      ends,
      ['', 'Fixed itself, 14:30', 'Resolved, 14:30', 'Settled, 14:30'],
      'the next row is the repeat',
    );
  });

  it('fires load, error and resolve, through shadow roots', async () => {
    const fired: string[] = [];
    for (const name of ['flagpost-load', 'flagpost-error', 'flagpost-resolve'] as const) {
      document.addEventListener(name, () => fired.push(name));
    }
    api.story = anUnderway();
    const host = await timeline('no-summary');
    await click(host, 'Resolve');
    api.failing.set('/v1/orders', 500);
    await click(host, 'Refresh');
    assert.deepEqual(fired, ['flagpost-load', 'flagpost-resolve', 'flagpost-error']);
  });

  it('shows a skeleton until the first answer', async () => {
    api.failing.set('/v1/', 'never');
    const host = await timeline();
    assert.exists($(host, '.skeleton'));
    assert.equal(text($(host, '.skeleton')), 'Loading…');
    await assertAccessible(host);
  });

  it('says that nothing has happened yet', async () => {
    api.events = [];
    const host = await timeline();
    assert.equal(text($(host, '[part=empty]')), 'Nothing has happened to this order yet.');
    await assertAccessible(host);
  });

  it('keeps the last good story when a request fails, says how old it is, and tries again', async () => {
    api.story = anUnderway();
    const host = await timeline();
    api.failing.set('/v1/', 500);
    await time.pass(12 * 60_000);
    await click(host, 'Refresh');
    assert.equal($$(host, '.entry').length, 4);
    assert.equal(text($(host, '.stale slot')), 'This can’t be shown just now. What you see is from 12 minutes ago.');
    await assertAccessible(host);
    api.failing.clear();
    await click(host, 'Try again');
    assert.isNull($(host, '.stale'));
  });

  it('says in everyday words why a request failed', async () => {
    const words = {
      offline: 'Flagpost can’t be reached. You may be offline.',
      500: 'This can’t be shown just now.',
      401: 'You are signed out.',
      403: 'Your sign-in doesn’t include this.',
      404: 'This is no longer here.',
    };
    for (const [failure, sentence] of Object.entries(words)) {
      api.failing.set('/v1/', failure === 'offline' ? failure : Number(failure));
      const host = await timeline();
      assert.equal(text($(host, '.state slot')), sentence);
      assert.equal($$(host, '.entry').length, 0);
      await assertAccessible(host);
    }
  });

  it('shows the page’s own words in the empty and error slots', async () => {
    api.events = [];
    const host = await show(
      `<order-timeline order-id="1" token="${aToken()}"><b slot="empty">Quiet</b></order-timeline>`,
    );
    assert.equal($<HTMLSlotElement>(host, 'slot[name=empty]')?.assignedElements()[0]?.textContent, 'Quiet');
  });

  it('is accessible with its story', async () => {
    await assertAccessible(await timeline());
  });

  it('has the button that opens a row beside its text on a phone', async () => {
    const host = await timeline('sync-url');
    host.parentElement!.style.inlineSize = '246px';
    const row = $(host, '.entry.info')!;
    const [words, menu] = [row.querySelector('.text')!, row.querySelector('.opener')!];
    assert.isBelow(menu.getBoundingClientRect().top, words.getBoundingClientRect().top + 8);
  });

  it('does not load again when it is moved, and removes the rows of the former order', async () => {
    const host = await timeline();
    const elsewhere = document.createElement('div');
    document.querySelector('main')!.append(elsewhere);
    elsewhere.append(host);
    await quiet();
    assert.equal(api.count('/v1/orders'), 1);
    api.failing.set('/v1/', 'never');
    host.orderId = 'another';
    await quiet();
    assert.equal($$(host, '.entry').length, 0);
    assert.exists($(host, '.skeleton'));
  });

  it('shows the answer to the last request, whichever arrives last', async () => {
    const host = await timeline();
    api.paused = true;
    host.orderId = 'first';
    await quiet();
    host.orderId = ORDER;
    await quiet();
    const [late, last] = api.waiting;
    last?.();
    await quiet();
    late?.();
    await quiet();
    assert.equal($$(host, '.entry').length, 4);
  });

  it('shows an error, and sends no request, for the order numbers `.` and `..`', async () => {
    const host = await timeline();
    const errors: string[] = [];
    host.addEventListener('flagpost-error', ({ detail }) => errors.push(detail.error.code));
    const asked = api.requests.length;
    for (const name of ['.', '..']) {
      host.orderId = name;
      await quiet();
      assert.equal(text($(host, '.state slot')), 'This is no longer here.');
      assert.deepEqual(messages(host), []);
      assert.isFalse(host.request.isPending);
    }
    assert.deepEqual(errors, ['not_found', 'not_found']);
    assert.equal(api.requests.length, asked);
    host.orderId = ORDER;
    await quiet();
    assert.equal(messages(host).length, 4);
  });

  it('says that a linked event is gone, and sends no request, for the id `..`', async () => {
    history.replaceState(null, '', '?event=..');
    const host = await show(`<activity-feed sync-url token="${aToken()}"></activity-feed>`);
    assert.equal(text($(host, '[part=linked]')), 'What the link leads to is no longer here.');
    assert.deepEqual(
      api.requests.map(({ url }) => url.pathname).filter((path) => !/\/v1\/(events|attention)$/.test(path)),
      [],
    );
  });

  it('sends no request without an order number', async () => {
    await show(`<order-timeline token="${aToken()}"></order-timeline>`);
    assert.equal(api.requests.length, 0);
  });

  it('throws nothing if it is removed before it renders', async () => {
    const thrown: unknown[] = [];
    const onRejection = (event: Event) => thrown.push(event);
    addEventListener('unhandledrejection', onRejection);
    for (const name of ['order-timeline', 'activity-feed', 'attention-badge']) {
      const host = document.createElement(name);
      document.body.append(host);
      host.remove();
    }
    await quiet();
    removeEventListener('unhandledrejection', onRejection);
    assert.deepEqual(thrown, []);
    assert.equal(api.requests.length, 0);
  });

  it('leaves no timer when it is removed', async () => {
    const host = await timeline();
    assert.equal(time.timers.size, 1);
    host.remove();
    await quiet();
    assert.equal(time.timers.size, 0);
  });
});
