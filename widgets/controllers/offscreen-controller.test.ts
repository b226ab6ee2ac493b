import { assert } from 'chai';
import type { ActivityFeed } from '../elements/activity-feed.ts';
import '../index.ts';
import { anEvent } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { $$, aToken, clear, click, quiet, show, text, time } from '../testing/page.ts';

const MINUTE = 60_000;

const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

/** Waits until the layout is done and the browser has reported the visible chunks. */
const settled = async () => {
  for (let frames = 0; frames < 4; frames++) {
    await painted();
    await quiet();
  }
};

/** The number of a row's nodes, with lit-html's markers, but without the white space that the build removes. */
const nodesOf = (row: Element) => {
  const walker = document.createTreeWalker(row);
  const nodes = [row as Node];
  while (walker.nextNode())
    if (!(walker.currentNode instanceof Text) || walker.currentNode.data.trim()) nodes.push(walker.currentNode);
  return { all: nodes.length, elements: nodes.filter((node) => node instanceof Element).length };
};

describe('a long list', () => {
  let api: FakeApi;
  beforeEach(() => {
    time.pause();
    api = new FakeApi();
  });
  afterEach(() => {
    clear();
    scrollTo(0, 0);
  });

  const feed = async (pages: number) => {
    const host = await show<ActivityFeed>(`<activity-feed page-size="100" token="${aToken()}"></activity-feed>`);
    for (let page = 1; page < pages; page++) await click(host, 'Load more');
    await settled();
    return host;
  };

  it('has few nodes a row', async () => {
    api.events = [anEvent('order.created', 1, { actor: 'Ana' }), anEvent('order.submission_failed', 5)];
    const [usual, failed] = $$(await feed(1), '.entry').map(nodesOf);
    assert.isAtMost(usual!.all, 21);
    assert.isAtMost(usual!.elements, 12);
    assert.isAtMost(failed!.elements, 13);
  });

  it('renders relative times again only in the viewport', async () => {
    api.events = Array.from({ length: 600 }, (_, at) => anEvent('order.created', 1 + at / 60));
    const host = await feed(6);
    const last = () => text($$(host, 'time').at(-1));
    const first = () => text($$(host, 'time')[0]);
    assert.deepEqual([first(), last()], ['1 minute ago', '10 minutes ago']);
    await time.pass(5 * MINUTE);
    assert.deepEqual([first(), last()], ['6 minutes ago', '10 minutes ago']);
    $$(host, '.entry').at(-1)!.scrollIntoView();
    await settled();
    assert.equal(last(), '15 minutes ago');
  });

  it('renders a change outside the viewport at once, and no other row', async () => {
    api.events = Array.from({ length: 600 }, (_, at) =>
      anEvent(at === 560 ? 'order.submission_failed' : 'order.created', 1 + at, { order_id: `SS-${at}` }),
    );
    const host = await feed(6);
    const rows = $$(host, '.entry');
    let touched: (Element | null)[] = [];
    const observer = new MutationObserver((records) => {
      touched = touched.concat(records.map(({ target }) => (target as Element).closest?.('.entry') ?? null));
    });
    const panel = host.shadowRoot!.querySelector('.days')!;
    observer.observe(panel, { subtree: true, childList: true, attributes: true });
    await click(host, 'Resolve');
    await settled();
    assert.include(rows[560]!.className, 'done');
    assert.deepEqual([...new Set(touched)], [rows[560]!]);
  });

  it('keeps its rows when another page comes', async () => {
    api.events = Array.from({ length: 600 }, (_, at) => anEvent('order.created', 1 + at));
    const host = await feed(5);
    const before = $$(host, '.entry');
    await click(host, 'Load more');
    const after = $$(host, '.entry');
    assert.deepEqual([before.length, after.length], [500, 600]);
    assert.isTrue(before.every((row, at) => row === after[at]));
  });
});
