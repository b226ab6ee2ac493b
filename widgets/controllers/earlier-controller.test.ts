import { assert } from 'chai';
import type { ActivityFeed } from '../elements/activity-feed.ts';
import '../index.ts';
import { assertAccessible } from '../testing/accessible.ts';
import { anEvent, aRun, HOSTILE, NOW, ORDER } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { $, $$, aToken, button, clear, click, quiet, show, text, time } from '../testing/page.ts';

const TIMELINE = `order-timeline order-id="${ORDER}"`;
const TAGS = ['activity-feed', 'activity-feed tab="attention"'];

const element = (tag: string, token = aToken()) =>
  show<ActivityFeed>(`<${tag} token="${token}"></${tag.split(' ')[0]}>`);

const messages = (host: Element) => $$(host, '[part=message]').map(text);
const counter = (host: Element) => $<HTMLButtonElement>(host, '.entry [aria-expanded]')!;
const times = (host: Element) => $$(host, '.times li').map(text);
const at = (minutesAgo: number) => new Date(NOW - minutesAgo * 60_000).toISOString();

describe('a problem', () => {
  let api: FakeApi;
  beforeEach(() => {
    time.pause();
    api = new FakeApi([anEvent('order.created', 300), ...aRun(40)]);
  });
  afterEach(clear);

  for (const tag of TAGS) {
    describe(`in <${tag}>`, () => {
      it('is one line, with the number of failures and the time of the last one', async () => {
        const host = await element(tag);
        assert.equal(messages(host).filter((message) => message.includes('busy')).length, 1);
        assert.equal(text(counter(host)), '×4040 times, last 2 minutes ago');
        assert.equal(counter(host).ariaExpanded, 'false');
        assert.equal($$(host, '.resolve').length, 1);
      });

      it('opens to the time of each failure, by keyboard, and closes again', async () => {
        const host = await element(tag);
        counter(host).focus();
        counter(host).click();
        await quiet();
        assert.equal(counter(host).ariaExpanded, 'true');
        assert.equal(host.shadowRoot?.activeElement, counter(host));
        assert.equal(times(host).length, 40);
        assert.deepEqual(times(host).slice(0, 2), ['14:28', '14:27']);
        await assertAccessible(host);
        await time.pass(60_000);
        assert.equal(times(host).length, 40, 'it stays open');
        counter(host).click();
        await quiet();
        assert.equal(times(host).length, 0);
      });

      it('shows the times of 50 failures, and counts the rest', async () => {
        api.events = aRun(120);
        const host = await element(tag);
        counter(host).click();
        await quiet();
        assert.equal(times(host).length, 51);
        assert.equal(times(host).at(-1), 'and 70 earlier');
      });

      it('shows the message of a failure that differs', async () => {
        api.events[39] = { ...api.events[39]!, message: 'Submission failed: unknown variant' };
        const host = await element(tag);
        counter(host).click();
        await quiet();
        assert.equal(times(host)[1], '14:27 Submission failed: unknown variant');
        assert.equal(times(host)[2], '14:26');
      });

      it('says that a problem came back, and who had resolved it', async () => {
        const came_back = { resolved_by: 'Ana', resolved_at: new Date(2026, 1, 14, 9).toISOString() };
        api.events = aRun(1, 2, { came_back });
        let host = await element(tag);
        assert.include(text($(host, '.meta')), 'Ana solved it at 14 Feb, 09:00; it happened again');
        await assertAccessible(host);
        api.events = aRun(1, 2, { came_back: { ...came_back, resolved_at: at(60) } });
        host = await element(tag);
        assert.include(text($(host, '.meta')), 'Ana solved it at 13:30; it happened again');
        await click(host, 'Resolve');
        assert.notInclude(text($(host, '.meta')), 'happened again');
      });

      it('fits into a card on a 280 px screen, open and closed', async () => {
        api.events = [
          ...aRun(40, 2, { came_back: { resolved_by: 'Ana', resolved_at: at(60) } }),
          anEvent('order.overdue'),
        ];
        const host = await element(tag);
        host.style.width = '246px';
        counter(host).click();
        await quiet();
        assert.equal(host.scrollWidth, 246);
        for (const one of $$(host, 'button')) assert.isAtLeast(one.offsetHeight, 24, one.outerHTML);
      });

      it('shows hostile strings as text', async () => {
        api.events = HOSTILE.map((evil, n) =>
          anEvent('order.submission_failed', HOSTILE.length - n, {
            problem: evil,
            actor: evil,
            repeats: 3,
            came_back: { resolved_by: evil, resolved_at: at(60) },
          }),
        );
        const host = await element(tag);
        const shown = $$(host, '.meta').map(({ textContent }) => textContent);
        for (const evil of HOSTILE) {
          assert.isTrue(shown.some((one) => one?.includes(`by ${evil} · `)));
          assert.isTrue(shown.some((one) => one?.includes(`${evil} solved it at 13:30; it happened again`)));
        }
        for (const one of $$(host, '.entry [aria-expanded]')) one.click();
        await quiet();
        assert.isNull($(host, 'img, script, b, [onclick], [onload], [onerror]'));
      });
    });
  }

  it('that recovered has no button and no colour', async () => {
    api.events = [...aRun(3, 60, { resolved_at: at(30), resolved_by: 'recovered' }), anEvent('order.submitted', 30)];
    const host = await element('activity-feed');
    assert.equal(messages(host).length, 2);
    const row = $(host, '.entry.over');
    assert.include(text(row), '×33 times, last 1 hour ago');
    assert.include(text(row), 'Fixed itself, 14:00');
    assert.isNull($(host, '.resolve, .icon.error, .entry.open'));
    await assertAccessible(host);
  });

  it('leaves the count of every element at once when it is resolved', async () => {
    const token = aToken();
    const both = await show(
      `<div>${[TIMELINE, ...TAGS].map((tag) => `<${tag} token="${token}"></${tag.split(' ')[0]}>`).join('')}</div>`,
    );
    const [timeline, all, attention] = both.children;
    api.paused = true;
    await click(attention!, 'Resolve');
    assert.equal($$(timeline!, '.open').length, 0);
    assert.equal(button(all!, 'Undo').ariaDisabled, 'true');
    assert.isNull($(all!, '.count'));
  });

  it('says that the earlier failures did not load, and loads them at the next click', async () => {
    const host = await element('activity-feed tab="attention"');
    api.failing.set('/v1/events', 500);
    counter(host).click();
    await quiet();
    assert.include(text($(host, '.text .failure')), 'That didn’t load.');
    await assertAccessible(host);
    api.failing.clear();
    counter(host).click();
    await quiet();
    counter(host).click();
    await quiet();
    assert.equal(times(host).length, 40);
  });

  it('loads earlier failures by problem and order, up to the newest one', async () => {
    const host = await element('activity-feed tab="attention"');
    const before = api.requests.length;
    counter(host).click();
    await quiet();
    assert.equal(api.requests.length, before + 1);
    const { problem, order_id, until, limit } = Object.fromEntries(api.requests.at(-1)!.url.searchParams);
    assert.deepEqual([problem, order_id, limit], [`submission:${ORDER}`, ORDER, '50']);
    assert.equal(Date.parse(until!), Date.parse(at(2)) + 1);
  });

  it('that fills a whole page makes the feed load the next one', async () => {
    const host = await show<ActivityFeed>(`<activity-feed page-size="5" token="${aToken()}"></activity-feed>`);
    assert.equal(messages(host).length, 1);
    await click(host, 'Load more');
    assert.equal(messages(host).length, 2);
    assert.equal(counter(host).ariaExpanded, 'false');
    assert.isUndefined($$(host, 'button').find((one) => text(one) === 'Load more'));
  });
});
