import { assert } from 'chai';
import '../index.ts';
import { anEvent, aStory, ORDER } from './events.ts';
import { FakeApi } from './fake-api.ts';
import { $, $$, aToken, clear, click, quiet, show, text, time } from './page.ts';

/** The announcements to a screen reader from now on, one after the other. */
const listen = (host: Element): string[] => {
  const heard: string[] = [];
  const region = $(host, '[role=status]')!;
  const hear = () => {
    if (text(region) && text(region) !== heard.at(-1)) heard.push(text(region));
  };
  new MutationObserver(hear).observe(region, { childList: true, characterData: true, subtree: true });
  return heard;
};

const timeline = () => show<HTMLElement>(`<order-timeline token="${aToken()}" order-id="${ORDER}"></order-timeline>`);
const feed = (rest = '') => show<HTMLElement>(`<activity-feed token="${aToken()}" ${rest}></activity-feed>`);

describe('what is heard', () => {
  let api: FakeApi;
  beforeEach(() => {
    time.hold();
    api = new FakeApi(aStory());
  });
  afterEach(clear);

  for (const [name, open] of Object.entries({ timeline, feed })) {
    it(`is nothing while the ${name} loads, and nothing while time goes by`, async () => {
      const host = await open();
      const heard = listen(host);
      await time.pass(10 * 60_000);
      await time.jump(24 * 3_600_000);
      assert.deepEqual(heard, []);
      assert.equal(text($(host, '[role=status]')), '');
    });

    it(`is what came of a click in the ${name}, once`, async () => {
      const host = await open();
      const heard = listen(host);
      await click(host, 'Resolve');
      await click(host, 'Undo');
      api.failing.set('resolve', 500);
      await click(host, 'Resolve');
      assert.deepEqual(heard, ['Resolved', 'Needs attention again', 'Not saved. Please try again.']);
    });

    it(`is why the ${name} could not be had, each time that somebody tries`, async () => {
      api.failing.set('/v1/', 500);
      const host = await open();
      assert.equal(text($(host, '[role=status]')), 'This can’t be shown just now.');
      const heard = listen(host);
      await click(host, 'Try again');
      assert.deepEqual(heard, ['This can’t be shown just now.']);
    });
  }

  it('is how many rows came with Load more', async () => {
    api.events = Array.from({ length: 7 }, (_, at) => anEvent('order.created', at));
    const host = await feed('page-size="3"');
    const heard = listen(host);
    await click(host, 'Load more');
    await click(host, 'Load more');
    assert.deepEqual(heard, ['and 3 earlier', 'and 1 earlier']);
    assert.equal($$(host, '.entry').length, 7);
  });

  it('is not that another tab was chosen: its rows are where focus goes next', async () => {
    const host = await feed();
    const heard = listen(host);
    $$(host, '[role=tab]')[1]!.click();
    await quiet();
    assert.deepEqual(heard, []);
  });
});
