import { assert } from 'chai';
import type { ActivityFeed } from '../elements/activity-feed.ts';
import '../index.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { assertAccessible } from '../testing/accessible.ts';
import { anEvent } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { $, aToken, button, clear, click, openMenu, quiet, show, text, time } from '../testing/page.ts';
import { FEATURES } from './features.ts';

const many = (count: number, level: LogEvent['level'] = 'info') =>
  Array.from({ length: count }, (_, at) => anEvent('order.note', at, { message: `Note ${at}`, level }));

const open = async (rest = '') => {
  const host = await show<ActivityFeed>(`<activity-feed token="${aToken()}" ${rest}></activity-feed>`);
  await click(host, 'Filter');
  return host;
};
/** Opens the menu, and chooses a format. */
const exportAs = async (host: Element, format: 'CSV' | 'NDJSON') => {
  await openMenu(host, 'Export');
  await click(host, `Export as ${format}`);
};
const said = (host: Element) => text($(host, '.unseen[role=status]'));
const progress = (host: Element) => $<HTMLProgressElement>(host, 'progress');
const exports = (api: FakeApi) => api.requests.filter(({ url }) => /\.(csv|ndjson)$/.test(url.pathname));

/** Waits until something is so: a blob takes a while to read, a page to render. */
const until = async (isSo: () => unknown) => {
  for (let turns = 0; turns < 100 && !isSo(); turns++) await quiet();
  assert.ok(isSo());
};

describe('exporting from <activity-feed>', () => {
  let api: FakeApi;
  let saved: { name: string; href: string }[];
  const { click: follow } = HTMLAnchorElement.prototype;
  const savedText = async () => {
    await until(() => saved.length > 0);
    const bytes = await (await fetch(saved[0]!.href)).arrayBuffer();
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  };

  before(() => FEATURES.load());
  beforeEach(() => {
    time.pause();
    api = new FakeApi(many(7));
    saved = [];
    HTMLAnchorElement.prototype.click = function () {
      saved.push({ name: this.download, href: this.href });
    };
  });
  afterEach(() => {
    clear();
    HTMLAnchorElement.prototype.click = follow;
  });

  it('saves the whole list as a CSV, with the bytes of the answers unchanged', async () => {
    const host = await open();
    await exportAs(host, 'CSV');
    assert.equal(
      await savedText(),
      `\ufeffmessage\r\n${Array.from({ length: 7 }, (_, at) => `Note ${at}\r\n`).join('')}`,
    );
    assert.equal(saved[0]!.name, 'activity-2026-02-16.csv');
    assert.equal(said(host), 'Saved: 7 events.');
    assert.equal(text($(host, '[part=exporting] .meta')), 'Saved: 7 events.');
  });

  it('saves the whole list as NDJSON', async () => {
    const host = await open();
    await exportAs(host, 'NDJSON');
    const lines = (await savedText()).trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).message),
      Array.from({ length: 7 }, (_, at) => `Note ${at}`),
    );
    assert.equal(saved[0]!.name, 'activity-2026-02-16.ndjson');
  });

  it('exports the events of the current filter and tab, page by page, with no token in a URL', async () => {
    api.searched = 3;
    api.events.push(...many(3, 'warning'), ...many(3, 'error'));
    const host = await open('tab="attention"');
    await openMenu(host, 'Level');
    await click(host, 'Error');
    await exportAs(host, 'NDJSON');
    const levels = (await savedText())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).level);
    assert.deepEqual(levels, ['error', 'error', 'error']);
    const asked = exports(api);
    assert.equal(asked.length, 5);
    assert.deepEqual(Object.fromEntries(asked[0]!.url.searchParams), {
      level: 'error',
      tab: 'attention',
      limit: '5000',
    });
    for (const { url, token } of asked) {
      assert.equal(url.host, location.host, 'whatever host Link names');
      assert.ok(token && !url.href.includes(token));
    }
  });

  it('shows its progress, and can be canceled without losing the focus', async () => {
    api.events = many(12_000);
    api.searched = 5000;
    const host = await open();
    api.paused = true;
    button(host, 'Export').focus();
    await exportAs(host, 'CSV');
    assert.equal(said(host), 'Exporting…');
    assert.equal(progress(host)?.position, -1, 'it is not known yet');
    assert.equal(host.shadowRoot?.activeElement, button(host, 'Cancel'));
    api.waiting.shift()!();
    await until(() => progress(host)?.value === 5000);
    assert.equal(text($(host, '[part=exporting] .meta')), '5,000 events');
    await assertAccessible(host);
    await click(host, 'Cancel');
    assert.isNull(progress(host));
    assert.equal(host.shadowRoot?.activeElement, button(host, 'Export'));
    assert.isTrue(exports(api).at(-1)!.init.signal!.aborted);
    api.release();
    await quiet();
    assert.deepEqual([saved.length, exports(api).length], [0, 2]);
  });

  it('keeps the loaded pages when a page fails, and continues after them', async () => {
    api.events = many(12_000);
    api.searched = 5000;
    const host = await open();
    api.paused = true;
    await exportAs(host, 'CSV');
    api.waiting.shift()!();
    await until(() => progress(host)?.value === 5000);
    api.failing.set('.csv', 503);
    api.release();
    await until(() => $(host, '[part=exporting] .failure'));
    assert.equal(said(host), 'The next page didn’t come.');
    assert.equal(saved.length, 0, 'no file that lacks rows');
    await assertAccessible(host);
    api.failing.clear();
    await click(host, 'Try again');
    assert.equal((await savedText()).split('\r\n').length, 12_002);
    assert.equal(exports(api).length, 4);
  });

  it('shows a progress bar that stands still after a failure, even of the first page', async () => {
    const host = await open();
    api.failing.set('.csv', 503);
    await exportAs(host, 'CSV');
    await until(() => $(host, '[part=exporting] .failure'));
    assert.equal(progress(host)?.position, 0);
  });

  it('ends after 100,000 events and says that there are more', async () => {
    api.events = many(100_001);
    api.searched = Number.POSITIVE_INFINITY;
    const host = await open();
    await exportAs(host, 'CSV');
    assert.equal((await savedText()).split('\r\n').length, 100_002);
    assert.equal(said(host), 'Saved: 100,000 events. There is more: narrow the dates to get the rest.');
    assert.equal(exports(api).length, 20);
  }).timeout(30_000);

  it('sends no request after the feed is removed', async () => {
    api.events = many(12_000);
    api.searched = 5000;
    const host = await open();
    api.paused = true;
    await exportAs(host, 'CSV');
    host.remove();
    api.release();
    await quiet();
    assert.deepEqual([saved.length, exports(api).length], [0, 1]);
  });
});
