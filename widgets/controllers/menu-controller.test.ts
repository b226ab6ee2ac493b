import { assert } from 'chai';
import '../index.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { momentOf, monday, tomorrow, wallOf } from '../model/wall-time.ts';
import { assertAccessible } from '../testing/accessible.ts';
import { anEvent, NOW, ORDER } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { $, $$, aToken, button, clear, click, quiet, show, text, time } from '../testing/page.ts';

const RETRY = { name: 'retry', label: 'Retry submission' };
const aFailure = (more: Partial<LogEvent> = {}) =>
  anEvent('order.submission_failed', 10, { message: 'Submission failed', problem: `submission:${ORDER}`, ...more });

const TAGS = ['activity-feed', 'order-timeline'] as const;
type Shown = HTMLElement & { load(): Promise<void> };
const shown = (tag: (typeof TAGS)[number], attributes = '', token = aToken()) =>
  show<Shown>(
    `<${tag} api="https://flagpost.example" token="${token}" order-id="${ORDER}" lang="en" ${attributes}></${tag}>`,
  );

const menu = async (host: Element): Promise<HTMLElement> => {
  $(host, '.menu')!.click();
  for (let i = 0; i < 50 && !$(host, '.sheet')?.matches(':popover-open'); i++) await quiet();
  return $(host, '.sheet')!;
};
const items = (host: Element) => $$(host, '[role=menuitem]').map(text);
const press = (host: Element, key: string) =>
  (host.shadowRoot!.activeElement ?? host).dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true }),
  );
const focused = (host: Element) => text(host.shadowRoot!.activeElement);
const settled = async (host: Element, words: string) => {
  for (let i = 0; i < 50 && !text($(host, '.entry')).includes(words); i++) await quiet();
  assert.include(text($(host, '.entry')), words);
};

for (const tag of TAGS) {
  describe(`a row of <${tag}>`, () => {
    let api: FakeApi;
    beforeEach(() => {
      time.pause();
      api = new FakeApi([aFailure({ actions: [RETRY, { name: 'call', label: 'Call the customer' }] })]);
    });
    afterEach(clear);

    it('shows the first action of its event, and has the others in a menu', async () => {
      const host = await shown(tag);
      assert.deepEqual($$(host, '.do button').map(text), ['Retry submission', 'Resolve', '⋯']);
      assert.equal($(host, '.menu')!.getAttribute('aria-label'), 'More: Submission failed');
      await menu(host);
      assert.deepEqual(items(host), [
        'Call the customer',
        'Snooze for an hour',
        'Snooze until tomorrow, 09:00',
        'Snooze until Monday, 09:00',
        'Snooze until…',
      ]);
      await assertAccessible(host);
    });

    it('has at most 21 elements', async () => {
      const host = await shown(tag, 'sync-url');
      assert.isAtMost($(host, '.entry')!.querySelectorAll('*').length, 21);
    });

    it('has no buttons for a viewer who may only read', async () => {
      const host = await shown(tag, 'sync-url', aToken({ scope: 'read' }));
      assert.equal($$(host, '.do button, .menu').length, 0);
    });

    it('has no menu for a link alone', async () => {
      api.events = [anEvent('order.created', 5), anEvent('order.submission_failed', 3, { level: 'error' })];
      const host = await shown(tag, 'sync-url');
      assert.deepEqual(
        $$(host, '.entry').map((entry) => entry.querySelectorAll('.menu').length),
        tag === 'activity-feed' ? [1, 0] : [0, 1],
      );
    });

    it('has only Undo after Resolve, and no empty menu', async () => {
      const host = await shown(tag);
      await click(host, 'Resolve');
      assert.deepEqual($$(host, '.do button').map(text), ['Undo']);
    });

    it('has a menu that works by keyboard and returns the focus', async () => {
      const host = await shown(tag);
      await menu(host);
      assert.equal(focused(host), 'Call the customer');
      for (const [key, at] of [
        ['ArrowUp', 'Snooze until…'],
        ['ArrowDown', 'Call the customer'],
        ['End', 'Snooze until…'],
        ['Home', 'Call the customer'],
        ['s', 'Snooze for an hour'],
      ] as const) {
        press(host, key);
        assert.equal(focused(host), at, key);
      }
      press(host, 'Tab');
      await quiet();
      assert.isNull($(host, '.sheet'));
      assert.equal(host.shadowRoot!.activeElement, $(host, '.menu'));
    });

    it('closes its menu when the page moves the element', async () => {
      const host = await shown(tag);
      await menu(host);
      host.parentElement!.append(host);
      await quiet();
      assert.isNull($(host, '.sheet'));
      assert.equal($(host, '.menu')!.ariaExpanded, 'false');
    });

    it('runs an action in the shop, with its progress and its outcome', async () => {
      const host = await shown(tag);
      api.paused = true;
      button(host, 'Retry submission').click();
      await settled(host, 'Retry submission – under way…');
      assert.equal(button(host, 'Retry submission').ariaDisabled, 'true');
      button(host, 'Retry submission').click();
      await quiet();
      api.release();
      await settled(host, 'Retry submission – done');
      assert.equal(api.count('/actions/retry'), 1);
      assert.include(text($(host, '[role=status]')), 'done');
    });

    it('says why the shop refused an action', async () => {
      const host = await shown(tag);
      for (const [refusal, words] of [
        [{ status: 409, detail: 'Out of stock' }, 'Retry submission – Out of stock'],
        [{ status: 502, detail: 'The shop did not answer in time' }, 'The shop did not answer in time'],
        [{ status: 403, detail: 'No' }, 'your sign-in doesn’t allow it'],
      ] as const) {
        api.refusal = refusal;
        button(host, 'Retry submission').click();
        await settled(host, words);
      }
      assert.equal(button(host, 'Retry submission').ariaDisabled, 'false');
      api.refusal = { status: 503, detail: 'set ACTIONS_URL' };
      button(host, 'Retry submission').click();
      await settled(host, 'nobody does this here yet');
      assert.isNull($(host, '.action'), 'the action is not offered again');
    });

    it('lets the page run an action', async () => {
      const host = await shown(tag);
      let detail: unknown;
      host.addEventListener(
        'flagpost-action',
        (action) => {
          detail = action.detail;
          action.preventDefault();
        },
        { once: true },
      );
      await click(host, 'Retry submission');
      await quiet();
      assert.deepEqual(detail, { name: 'retry', event: api.events[0] });
      assert.equal(api.count('/actions/'), 0);
    });

    it('reports an action to the other tabs, which do not run it again', async () => {
      const token = aToken();
      const host = await shown(tag, '', token);
      const name = await new Promise<string>((done) => {
        const plain = BroadcastChannel.prototype.postMessage;
        BroadcastChannel.prototype.postMessage = function (message) {
          if ('action' in message) done(this.name);
          plain.call(this, message);
        };
        button(host, 'Retry submission').click();
      });
      await settled(host, 'done');
      const other = new BroadcastChannel(name);
      other.postMessage({ action: { id: api.events[0]!.id, label: 'Retry submission', status: 'running' } });
      await settled(host, 'Retry submission – under way…');
      button(host, 'Retry submission').click();
      await quiet();
      assert.equal(api.count('/actions/'), 1);
      await time.pass(61_000);
      assert.notInclude(text($(host, '.entry')), 'under way');
      other.close();
    });

    it('snoozes its event, says until when, and ends the snooze', async () => {
      const host = await shown(tag);
      await menu(host);
      await click(host, 'Snooze until tomorrow, 09:00');
      await settled(host, 'nooze');
      assert.equal(api.events[0]!.snoozed_until, new Date(tomorrow(NOW, undefined)).toISOString());
      assert.include(text($(host, '.entry')).toLowerCase(), 'snoozed until 17 feb, 09:00');
      assert.equal(text($(host, '[role=status]')), 'Snoozed');
      await click(host, 'Unsnooze');
      assert.isNull(api.events[0]!.snoozed_until);
      assert.exists(button(host, 'Retry submission'));
    });

    it('gets the focus when its focused button goes away', async () => {
      api.events = [aFailure({ snoozed_until: new Date(tomorrow(NOW, undefined)).toISOString() })];
      const host = await shown(tag);
      button(host, 'Unsnooze').focus();
      await click(host, 'Unsnooze');
      await quiet();
      assert.equal(host.shadowRoot!.activeElement, $(host, '.entry'));
    });

    it('snoozes until any time, in the time zone of the element', async () => {
      const host = await shown(tag, 'time-zone="Asia/Tokyo"');
      await menu(host);
      await click(host, 'Snooze until…');
      const input = $<HTMLInputElement>(host, 'input')!;
      assert.equal(host.shadowRoot!.activeElement, input);
      await assertAccessible(host);
      input.value = '2026-02-20T07:30';
      await click(host, 'Snooze');
      await quiet();
      assert.equal(api.events[0]!.snoozed_until, '2026-02-19T22:30:00.000Z');
    });

    it('reverts a snooze that was not saved', async () => {
      const host = await shown(tag);
      api.failing.set('/snooze', 500);
      await menu(host);
      await click(host, 'Snooze for an hour');
      await settled(host, 'Not saved');
      assert.notInclude(text($(host, '.entry')).toLowerCase(), 'snoozed until');
    });

    it('copies a link to itself, which marks the row when it is opened', async () => {
      api.events.push(...Array.from({ length: 30 }, (_, at) => anEvent('order.note', 20 + at)));
      const host = await shown(tag, 'sync-url');
      let copied = '';
      Object.defineProperty(navigator, 'clipboard', {
        configurable: true,
        value: {
          writeText: async (words: string) => {
            copied = words;
          },
        },
      });
      const { id, message } = api.events.find(({ level }) => level === 'error')!;
      const row = $$(host, '.entry').find((each) => text(each).includes(message))!;
      row.querySelector<HTMLElement>('.menu, .opener')!.click();
      for (let i = 0; i < 50 && !$(host, '.sheet:popover-open, .details'); i++) await quiet();
      await click(host, 'Copy link');
      assert.equal(new URL(copied).searchParams.get('event'), id);
      history.replaceState(null, '', copied);
      const again = await shown(tag, 'sync-url');
      for (let i = 0; i < 50 && !$(again, '[aria-current=true]'); i++) await quiet();
      assert.include(text($(again, '[aria-current=true]')), message);
      assert.equal(again.shadowRoot!.activeElement, $(again, '[aria-current=true]'));
      const without = await shown(tag);
      await quiet();
      assert.isNull($(without, '[aria-current=true]'));
    });
  });
}

describe('a link into the feed', () => {
  afterEach(clear);

  const opened = async (api: FakeApi, id: string) => {
    time.pause();
    history.replaceState(null, '', `?event=${id}`);
    const host = await shown('activity-feed', 'sync-url page-size="5"');
    for (let i = 0; i < 50 && !$(host, '[part=linked]') && api.count(id) === 0; i++) await quiet();
    await quiet();
    return host;
  };

  it('to an event beyond the first page shows it above the rows, with its buttons', async () => {
    const old = aFailure({ message: 'Failed long ago' });
    const api = new FakeApi([...Array.from({ length: 9 }, () => anEvent('order.note', 1)), old]);
    const host = await opened(api, old.id);
    assert.include(text($(host, '[part=linked]')), 'Failed long ago');
    assert.equal($$(host, '[aria-current=true]').length, 1);
    await click(host, 'Resolve');
    await quiet();
    assert.exists(button(host, 'Undo'));
  });

  it('to an event that is gone says so', async () => {
    const host = await opened(new FakeApi([anEvent('order.note')]), '00000000-0000-8000-8000-ffffffffffff');
    assert.include(text($(host, '[part=linked]')), 'no longer here');
  });

  it('to a failure that happened again opens the line of the newer failure', async () => {
    const earlier = aFailure({ resolved_at: new Date(NOW).toISOString(), resolved_by: 'repeated' });
    const newer = {
      ...aFailure({ message: 'Failed again', repeats: 2 }),
      occurred_at: new Date(NOW - 60_000).toISOString(),
    };
    const api = new FakeApi([{ ...newer, id: 'ffffffff-0000-8000-8000-000000000001' }, earlier]);
    const host = await opened(api, earlier.id);
    for (let i = 0; i < 50 && !$(host, '[aria-current=true]'); i++) await quiet();
    assert.include(text($(host, '[aria-current=true]')), 'Failed again');
    assert.equal($(host, '[aria-current=true] [aria-expanded]')!.getAttribute('aria-expanded'), 'true');
  });
});

describe('snoozed events', () => {
  afterEach(clear);

  it('have a tab of their own', async () => {
    time.pause();
    const until = new Date(NOW + 3_600_000).toISOString();
    new FakeApi([aFailure({ snoozed_until: until, message: 'Asleep' }), aFailure({ message: 'Awake' })]);
    const host = await shown('activity-feed', 'tab="attention"');
    assert.deepEqual($$(host, '[part=message]').map(text), ['Error: Awake']);
    await click(host, 'Snoozed');
    assert.deepEqual($$(host, '[part=message]').map(text), ['Error: Asleep']);
    await click(host, 'Unsnooze');
    await host.load();
    await quiet();
    assert.equal(text($(host, '[part=empty]')), 'Nothing is snoozed.');
  });

  const tabs = (host: Element) => $$(host, '[role=tab]').map(({ id }) => id);
  const go = async (host: Element, key: string) => {
    press(host, key);
    await quiet();
  };

  it('have their tab only while an event is snoozed, here or by another person', async () => {
    time.pause();
    const api = new FakeApi([aFailure({ message: 'Failed' })]);
    const host = await shown('activity-feed');
    assert.deepEqual(tabs(host), ['all', 'attention']);
    const [event] = api.events;
    api.events = [{ ...event!, snoozed_until: new Date(NOW + 3_600_000).toISOString() }];
    await time.pass(60_000);
    assert.deepEqual(tabs(host), ['all', 'attention', 'snoozed']);
    api.events = [event!];
    await time.pass(60_000);
    assert.deepEqual(tabs(host), ['all', 'attention']);
    await menu(host);
    await click(host, 'Snooze for an hour');
    assert.deepEqual(tabs(host), ['all', 'attention', 'snoozed'], 'at once, without another poll');
  });

  it('have their tab if the count is capped, since the server has not looked for them', async () => {
    time.pause();
    new FakeApi().attention = { count: 100, capped: true, by_level: { error: 100, warning: 0 } };
    assert.deepEqual(tabs(await shown('activity-feed')), ['all', 'attention', 'snoozed']);
  });

  it('keep their tab after the last snooze while it is the chosen one; then the arrow keys skip it', async () => {
    time.pause();
    const api = new FakeApi([aFailure({ snoozed_until: new Date(NOW + 3_600_000).toISOString(), message: 'Asleep' })]);
    const host = await shown('activity-feed');
    $(host, '#all')!.focus();
    await go(host, 'ArrowLeft');
    assert.deepEqual($$(host, '[part=message]').map(text), ['Error: Asleep']);
    assert.equal(host.shadowRoot!.activeElement, $(host, '#snoozed'));
    api.events = [{ ...api.events[0]!, snoozed_until: null }];
    await time.pass(60_000);
    assert.deepEqual(tabs(host), ['all', 'attention', 'snoozed'], 'the chosen tab stays');
    assert.deepEqual($$(host, '[part=message]').map(text), ['Error: Asleep'], 'its rows stay');
    assert.equal(host.shadowRoot!.activeElement, $(host, '#snoozed'));
    await go(host, 'ArrowLeft');
    assert.deepEqual(tabs(host), ['all', 'attention']);
    assert.equal(host.shadowRoot!.activeElement, $(host, '#attention'));
    await go(host, 'ArrowRight');
    assert.equal(host.shadowRoot!.activeElement, $(host, '#all'), 'the last tab is followed by the first');
  });
});

describe('the morning of a snooze', () => {
  const at = (iso: string) => Date.parse(iso);
  const iso = (ms: number) => new Date(ms).toISOString();

  it('is nine o’clock in the time zone, even when the clocks change', () => {
    assert.equal(iso(tomorrow(at('2026-02-16T14:30:00Z'), 'Asia/Tokyo')), '2026-02-17T00:00:00.000Z');
    assert.equal(iso(tomorrow(at('2026-02-16T16:30:00Z'), 'Asia/Tokyo')), '2026-02-18T00:00:00.000Z');
    assert.equal(iso(tomorrow(at('2026-03-28T12:00:00Z'), 'Europe/Berlin')), '2026-03-29T07:00:00.000Z');
    assert.equal(iso(monday(at('2026-10-23T12:00:00Z'), 'Europe/Berlin')), '2026-10-26T08:00:00.000Z');
    assert.equal(iso(monday(at('2026-02-16T14:30:00Z'), 'UTC')), '2026-02-23T09:00:00.000Z');
    assert.equal(momentOf(wallOf(NOW, 'America/New_York'), 'America/New_York'), NOW);
  });
});
