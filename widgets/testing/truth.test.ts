import { assert } from 'chai';
import '../index.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { ActivityFeed } from '../elements/activity-feed.ts';
import { linesOf } from '../model/lines.ts';
import { anEvent, aStory, NOW, ORDER } from './events.ts';
import { FakeApi } from './fake-api.ts';
import { $, $$, aToken, button, clear, click, openMenu, quiet, show, text, time } from './page.ts';

const iso = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();

const failure = (rest: Partial<LogEvent> = {}) =>
  anEvent('order.submission_failed', 10, {
    problem: `submission:${ORDER}`,
    actions: [{ name: 'retry', label: 'Retry submission' }],
    ...rest,
  });

const feed = (rest = '') => show<ActivityFeed>(`<activity-feed token="${aToken()}" ${rest}></activity-feed>`);
const timeline = (rest = '') =>
  show<HTMLElement>(`<order-timeline order-id="${ORDER}" token="${aToken()}" ${rest}></order-timeline>`);

const settle = async (done: () => unknown) => {
  for (let turns = 0; turns < 50 && !done(); turns++) await quiet();
};

describe('an element that is out of date', () => {
  let api: FakeApi;
  beforeEach(() => {
    time.pause();
    api = new FakeApi(aStory());
  });
  afterEach(() => {
    clear();
    document.body.removeAttribute('style');
  });

  it('loads the count after an action that ended a problem', async () => {
    api.events = [failure()];
    const host = await feed();
    assert.equal(text($(host, '[part~=count]')), '1');
    button(host, 'Retry submission').click();
    api.events[0] = { ...api.events[0]!, resolved_at: iso(0), resolved_by: 'recovered' };
    await settle(() => !$(host, '[part~=count]'));
    assert.isNull($(host, '[part~=count]'));
  });

  it('loads the count when a list loads that a problem has ended', async () => {
    api.events = [failure(), anEvent('order.submitted', 12)];
    const host = await feed();
    api.events[0] = { ...api.events[0]!, resolved_at: iso(0), resolved_by: 'recovered' };
    const before = api.count('attention');
    await host.load();
    await settle(() => !$(host, '[part~=count]'));
    assert.isNull($(host, '[part~=count]'));
    assert.equal(api.count('attention'), before + 1);
    await host.load();
    await quiet();
    assert.equal(api.count('attention'), before + 1, 'not again if nothing changed');
  });

  it('removes an error once the API answers again', async () => {
    const host = await feed();
    api.failing.set('GET /v1/events', 500);
    await host.load();
    assert.exists($(host, '[part=error]'));
    api.failing.clear();
    await time.pass(60_000);
    await quiet();
    assert.isNull($(host, '[part=error]'));
    assert.equal(text($(host, '[role=status]')), '');
  });

  it('removes the error of a next page when the list loads again', async () => {
    api.events = Array.from({ length: 5 }, (_, at) => anEvent('order.created', at));
    const host = await feed('page-size="2"');
    api.failing.set('/v1/events', 500);
    await click(host, 'Load more');
    assert.exists($(host, '.more .failure'));
    api.failing.clear();
    await host.load();
    await quiet();
    assert.isNull($(host, '.more .failure'));
  });

  it('removes the error of Resolve all after a click that succeeded', async () => {
    const host = await feed('tab="attention"');
    api.failing.set('attention/resolve', 500);
    await click(host, 'Resolve all');
    assert.exists($(host, '.all .failure'));
    api.failing.clear();
    api.events.push(failure());
    await click(host, 'Resolve');
    assert.isNull($(host, '.all .failure'));
  });

  it('shows the effect of a click after the click, in the same second', () => {
    const act = anEvent('order.action', 0, { occurred_at: iso(0.43), inserted_at: iso(0.45), actor: 'Ana' });
    const submitted = anEvent('order.submitted', 0, { occurred_at: iso(0), inserted_at: iso(0.9) });
    const earlier = anEvent('order.created', 0, { occurred_at: iso(0), inserted_at: iso(0.1) });
    const next = anEvent('order.production', 0, { occurred_at: iso(1), inserted_at: iso(1.2) });
    const lines = linesOf([next, act, submitted, earlier]).map(({ event }) => event.event_type);
    assert.deepEqual(lines, ['order.production', 'order.submitted', 'order.action', 'order.created']);
  });

  it('removes the outcome of an export when a filter changes', async () => {
    const real = URL.createObjectURL;
    URL.createObjectURL = () => '#';
    const host = await feed();
    await click(host, 'Filter');
    await openMenu(host, 'Export');
    await click(host, 'Export as CSV');
    await settle(() => text($(host, '[part=exporting] .meta')).startsWith('Saved'));
    assert.include(text($(host, '[part=exporting] .meta')), 'Saved: 4 events.');
    await openMenu(host, 'Level');
    await click(host, 'Error');
    await quiet();
    assert.isNull($(host, '[part=exporting]'));
    URL.createObjectURL = real;
  });

  it('offers only links once the Worker has said that nobody runs actions', async () => {
    api.events = [failure({ actions: [{ name: 'retry', label: 'Retry submission' }] }), failure({ order_id: 'other' })];
    api.events.push(failure({ actions: [{ name: 'open', label: 'Open it', url: 'https://print.example/' }] }));
    const host = await feed();
    assert.equal($$(host, '.action').length, 3);
    api.refusal = { status: 503, detail: 'Set ACTIONS_URL.' };
    $$(host, '.action')[0]!.click();
    await settle(() => $(host, '.failure'));
    assert.include(text($(host, '.failure')), 'nobody does this here yet');
    assert.deepEqual($$(host, '.action').map(text), ['Open it']);
  });

  it('mixes the colour of secondary text from the page’s text', async () => {
    document.body.style.color = 'rgb(120, 120, 120)';
    const host = await feed();
    const alpha = (selector: string) => {
      const canvas = document.createElement('canvas').getContext('2d')!;
      canvas.fillStyle = getComputedStyle($(host, selector)!).color;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const [message, meta] = [alpha('[part=message]'), alpha('[part=meta]')];
    assert.equal(message[3], 255);
    assert.closeTo(meta[0]!, 120, 3, 'it has the hue of the message');
    assert.isBelow(meta[3]!, 200, 'and is fainter');
  });

  it('links a tracking number that has a page, and copies the number', async () => {
    const shipped = (payload: LogEvent['payload']) =>
      anEvent('order.shipped', 5, { message: `Shipped — tracking: ${payload.tracking}`, payload });
    api.events = [
      { ...shipped({ carrier: 'DHL Express', tracking: '1Z999' }), tracking_url: 'https://dhl.example/1Z999' },
      { ...shipped({ carrier: 'Upside Couriers', tracking: 'U-1' }), occurred_at: iso(0) },
    ];
    const copied: string[] = [];
    const real = navigator.clipboard.writeText;
    Object.defineProperty(navigator.clipboard, 'writeText', {
      configurable: true,
      value: async (it: string) => copied.push(it),
    });
    const host = await timeline();
    const links = $$<HTMLAnchorElement>(host, 'a[part=link]');
    assert.deepEqual(
      links.map(({ href }) => href),
      ['https://dhl.example/1Z999'],
    );
    for (const copy of $$(host, '[part~=copy]')) copy.click();
    await quiet();
    assert.deepEqual(copied, ['1Z999', 'U-1']);
    assert.equal(text($(host, '[role=status]')), 'Copied');
    Object.defineProperty(navigator.clipboard, 'writeText', { configurable: true, value: real });
  });
});

describe('in a page with styles of its own', () => {
  let api: FakeApi;
  const frames: HTMLElement[] = [];
  beforeEach(() => {
    time.pause();
    api = new FakeApi(aStory());
  });
  afterEach(() => {
    clear();
    document.body.removeAttribute('style');
    for (const frame of frames.splice(0)) frame.remove();
  });

  it('does not inherit styles that make rows unreadable: nowrap, capitals, wide letters, indents', async () => {
    document.body.style.cssText =
      'white-space: nowrap; text-transform: uppercase; letter-spacing: 1em; word-spacing: 2em; text-indent: 5em; text-align: center; word-break: break-all';
    const long = 'A message that is much longer than the card, since somebody wrote a whole story into it. '.repeat(4);
    api.events = [
      anEvent('order.created', 1, { message: long }),
      anEvent('order.submission_failed', 2, { message: long }),
    ];
    for (const list of [feed, timeline]) {
      const host = await list('style="inline-size: 320px"');
      assert.isAtMost(host.scrollWidth, 320);
      for (const message of $$(host, '[part=message]')) {
        assert.isAtMost(message.getBoundingClientRect().right, host.getBoundingClientRect().right + 1);
        const { textTransform, letterSpacing, textIndent } = getComputedStyle(message);
        assert.deepEqual([textTransform, letterSpacing, textIndent], ['none', 'normal', '0px']);
      }
    }
  });

  it('has room for an action’s label of 60 characters at 280 px', async () => {
    const label = 'Ask the printer to send it again and tell the customer why';
    const word = 'Donaudampfschifffahrtsgesellschaftskapitänspatentverlängern';
    for (const name of [label, word]) {
      api.events = [failure({ actions: [{ name: 'retry', label: name }] })];
      for (const width of [280, 600]) {
        for (const list of [feed, timeline]) {
          const host = await list(`style="inline-size: ${width}px"`);
          assert.isAtMost(host.scrollWidth, width, `${host.localName} ${width}`);
          const { right } = $(host, '.action')!.getBoundingClientRect();
          assert.isAtMost(right, host.getBoundingClientRect().right + 1, `${host.localName} ${width}`);
        }
      }
    }
  });

  it('keeps its styles when it moves into another document, and back', async () => {
    const host = await feed();
    const place = host.parentElement!;
    const frame = document.createElement('iframe');
    frames.push(frame);
    frame.width = '900';
    document.body.append(frame);
    const radius = () => getComputedStyle($(host, 'button[part~=filter]')!).borderTopWidth;
    const before = radius();
    frame.contentDocument!.body.append(host);
    await quiet();
    assert.equal(radius(), before);
    assert.equal(getComputedStyle($(host, '.entry')!).display, 'grid');
    assert.isAbove(host.shadowRoot!.adoptedStyleSheets.length, 3);
    place.append(host);
    await quiet();
    assert.equal(radius(), before);
  });

  it('has its styles in another document from the start', async () => {
    const frame = document.createElement('iframe');
    frames.push(frame);
    document.body.append(frame);
    const host = document.createElement('attention-badge');
    host.setAttribute('token', aToken());
    frame.contentDocument!.body.append(host);
    await quiet();
    assert.isAbove(host.shadowRoot!.adoptedStyleSheets.length, 1);
  });
});
