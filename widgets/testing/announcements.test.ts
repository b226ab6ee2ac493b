import { assert } from 'chai';
import '../index.ts';
import { anEvent, aStory, ORDER } from './events.ts';
import { FakeApi } from './fake-api.ts';
import { $, $$, aToken, clear, click, quiet, show, text, time } from './page.ts';

/** Collects the announcements to screen readers from now on. */
const listen = (host: Element): string[] => {
  const announced: string[] = [];
  const region = $(host, '[role=status]')!;
  const onChange = () => {
    if (text(region) && text(region) !== announced.at(-1)) announced.push(text(region));
  };
  new MutationObserver(onChange).observe(region, { childList: true, characterData: true, subtree: true });
  return announced;
};

const timeline = () => show<HTMLElement>(`<order-timeline token="${aToken()}" order-id="${ORDER}"></order-timeline>`);
const feed = (rest = '') => show<HTMLElement>(`<activity-feed token="${aToken()}" ${rest}></activity-feed>`);

describe('announcements', () => {
  let api: FakeApi;
  beforeEach(() => {
    time.pause();
    api = new FakeApi(aStory());
  });
  afterEach(clear);

  for (const [name, open] of Object.entries({ timeline, feed })) {
    it(`do not come while the ${name} loads, nor while time passes`, async () => {
      const host = await open();
      const announced = listen(host);
      await time.pass(10 * 60_000);
      await time.jump(24 * 3_600_000);
      assert.deepEqual(announced, []);
      assert.equal(text($(host, '[role=status]')), '');
    });

    it(`say the outcome of a click in the ${name}, once`, async () => {
      const host = await open();
      const announced = listen(host);
      await click(host, 'Resolve');
      await click(host, 'Undo');
      api.failing.set('resolve', 500);
      await click(host, 'Resolve');
      assert.deepEqual(announced, ['Resolved', 'Needs attention again', 'Not saved. Please try again.']);
    });

    it(`say why the ${name} did not load, at each try`, async () => {
      api.failing.set('/v1/', 500);
      const host = await open();
      assert.equal(text($(host, '[role=status]')), 'This can’t be shown just now.');
      const announced = listen(host);
      await click(host, 'Try again');
      assert.deepEqual(announced, ['This can’t be shown just now.']);
    });
  }

  it('say how many rows Load more added', async () => {
    api.events = Array.from({ length: 7 }, (_, at) => anEvent('order.created', at));
    const host = await feed('page-size="3"');
    const announced = listen(host);
    await click(host, 'Load more');
    await click(host, 'Load more');
    assert.deepEqual(announced, ['and 3 earlier', 'and 1 earlier']);
    assert.equal($$(host, '.entry').length, 7);
  });

  it('do not repeat the choice of a tab, whose rows get the focus next', async () => {
    const host = await feed();
    const announced = listen(host);
    $$(host, '[role=tab]')[1]!.click();
    await quiet();
    assert.deepEqual(announced, []);
  });
});
