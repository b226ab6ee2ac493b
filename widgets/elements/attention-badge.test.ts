import { assert } from 'chai';
import type { AttentionBadge } from './attention-badge.ts';
import '../index.ts';
import { assertAccessible } from '../testing/accessible.ts';
import { anEvent, aStory } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { $, aToken, clear, quiet, setHidden, show, text, time } from '../testing/page.ts';

const badge = (rest = '', token = aToken()) =>
  show<AttentionBadge>(`<attention-badge token="${token}" ${rest}>Activity</attention-badge>`);

const pill = (host: Element) => text($(host, '[part~=count]'));
const announced = (host: Element) => text($(host, '.unseen'));

const of = (warning: number, error = 0, capped = false) => ({
  count: warning + error,
  capped,
  by_level: { warning, error },
});

describe('<attention-badge>', () => {
  let api: FakeApi;
  beforeEach(() => {
    time.pause();
    api = new FakeApi(aStory());
  });
  afterEach(() => {
    clear();
    setHidden(false);
  });

  it('shows nothing at 0', async () => {
    api.attention = of(0);
    const host = await badge();
    assert.isNull($(host, '[part~=count]'));
    assert.equal(announced(host), '');
    await assertAccessible(host);
  });

  it('shows and announces the number of open problems', async () => {
    api.attention = of(3);
    const host = await badge();
    assert.equal(pill(host), '3');
    assert.equal(announced(host), '3 need attention');
    api.attention = of(1);
    await time.pass(60_000);
    assert.equal(announced(host), '1 needs attention');
    await assertAccessible(host);
  });

  it('counts up to its maximum, or to where the server stopped', async () => {
    api.attention = of(99);
    assert.equal(pill(await badge()), '99');
    api.attention = of(100, 0, true);
    assert.equal(pill(await badge()), '99+');
    assert.equal(pill(await badge('max="500"')), '100+');
    assert.equal(pill(await badge('max="9"')), '9+');
    assert.equal(announced(await badge('max="9"')), '9+ need attention');
  });

  it('is red only when something is broken', async () => {
    api.attention = of(3);
    assert.isFalse($(await badge(), '[part~=count]')?.classList.contains('error'));
    api.attention = of(3, 1);
    const host = await badge();
    assert.isTrue($(host, '[part~=count]')?.classList.contains('error'));
    await assertAccessible(host);
  });

  it('is a link if its address is safe', async () => {
    const linkOf = async (href: string) => $<HTMLAnchorElement>(await badge(href), 'a')?.getAttribute('href');
    assert.equal(await linkOf('href="/admin/activity"'), `${location.origin}/admin/activity`);
    assert.isNull(await linkOf(''));
    assert.isNull(await linkOf('href="javascript:alert(1)"'));
  });

  it('does not change the height of the line around it', async () => {
    api.attention = of(0);
    const host = await badge('href="/"');
    const line = host.parentElement!;
    for (const lineHeight of ['1', '1.2', '1.5', '40px']) {
      line.style.cssText = `display: block; line-height: ${lineHeight}; font-size: 15px`;
      api.attention = of(0);
      await time.pass(60_000);
      const before = line.offsetHeight;
      api.attention = of(7);
      await time.pass(60_000);
      assert.equal(pill(host), '7');
      assert.equal(line.offsetHeight, before, lineHeight);
    }
  });

  it('never shows an error as zero', async () => {
    api.failing.set('/v1/', 500);
    const host = await badge();
    assert.equal(text($(host, '[part=unknown]')), '–');
    assert.equal(announced(host), 'It is not known what needs attention.');
    await assertAccessible(host);
  });

  it('says so when nobody is signed in', async () => {
    const host = await badge('', '');
    assert.equal(announced(host), 'Sign in again to see what needs attention.');
    assert.equal(api.requests.length, 0);
  });

  it('keeps the last good count when a request fails', async () => {
    const host = await badge();
    api.failing.set('/v1/', 'offline');
    await time.pass(60_000);
    assert.equal(api.count('attention'), 2);
    assert.equal(pill(host), '2');
  });

  it('polls every minute or at its interval, but never faster than every five seconds', async () => {
    const host = await badge();
    await time.pass(10 * 60_000);
    assert.equal(api.count('attention'), 11);
    host.pollInterval = 30;
    await quiet();
    await time.pass(60_000);
    assert.equal(api.count('attention'), 13);
    host.pollInterval = 0.001;
    await quiet();
    await time.pass(10_000);
    assert.equal(api.count('attention'), 15);
  });

  it('never polls in a hidden tab, and polls at once when it is shown again', async () => {
    const host = await badge();
    setHidden(true);
    await time.pass(10 * 60_000);
    assert.equal(api.count('attention'), 1);
    api.attention = of(7);
    setHidden(false);
    await quiet();
    assert.equal(api.count('attention'), 2);
    assert.equal(pill(host), '7');
  });

  it('does not poll in a page that opens hidden', async () => {
    setHidden(true);
    await badge();
    assert.equal(api.count('attention'), 0);
    setHidden(false);
    await quiet();
    assert.equal(api.count('attention'), 1);
  });

  it('stops polling when it is removed, and does not poll twice when it is moved', async () => {
    const host = await badge();
    const parent = host.parentElement!;
    host.remove();
    parent.append(host);
    await quiet();
    assert.equal(api.count('attention'), 1);
    host.remove();
    await time.pass(10 * 60_000);
    assert.equal(api.count('attention'), 1);
  });

  it('writes nothing to the DOM when nothing is new', async () => {
    const host = await badge();
    let touched = 0;
    const watch = new MutationObserver(() => touched++);
    watch.observe(host.shadowRoot!, { subtree: true, childList: true, attributes: true, characterData: true });
    await time.pass(3 * 60_000);
    assert.equal(api.count('attention'), 4);
    assert.equal(touched, 0);
  });

  it('fires flagpost-count when the count becomes known, and when it changes', async () => {
    const counts: number[] = [];
    const onCount = (event: HTMLElementEventMap['flagpost-count']) => counts.push(event.detail.count);
    document.addEventListener('flagpost-count', onCount);
    await badge();
    await time.pass(60_000);
    api.events.push(anEvent('sync.failed', 1));
    await time.pass(60_000);
    document.removeEventListener('flagpost-count', onCount);
    assert.deepEqual(counts, [2, 3]);
  });
});
