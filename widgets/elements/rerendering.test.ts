import { assert } from 'chai';
import '../index.ts';
import { FEATURES } from '../controllers/features.ts';
import type { ListElement } from '../elements/list-element.ts';
import { clock } from '../model/clock.ts';
import { aStory, ORDER } from '../testing/events.ts';
import { FakeApi } from '../testing/fake-api.ts';
import { $, $$, aToken, button, clear, quiet, show, text, time } from '../testing/page.ts';

type List = ListElement<never>;

/** Counts how often rows render, by how often they read the clock. */
const countRendered = () => {
  let times = 0;
  clock.now = () => {
    times++;
    return time.now;
  };
  return () => times;
};

describe('rows', () => {
  let api: FakeApi;
  beforeEach(() => {
    time.pause();
    api = new FakeApi(aStory());
  });
  afterEach(clear);

  /** Shows a list whose features load after its rows, as in a page. */
  const withLateFeatures = async (tag: string): Promise<List> => {
    await show('<p></p>');
    FEATURES.module = undefined;
    const main = document.querySelector('main')!;
    main.innerHTML = `<${tag} order-id="${ORDER}" token="${aToken()}" sync-url></${tag}>`;
    await quiet();
    return main.firstElementChild as List;
  };

  for (const tag of ['activity-feed', 'order-timeline']) {
    it(`of <${tag}> mark the linked event though the features load later`, async () => {
      const { id, message } = api.events[2]!;
      history.replaceState(null, '', `?event=${id}`);
      const host = await withLateFeatures(tag);
      assert.exists(host.features);
      assert.include(text($(host, '[aria-current=true]')), message);
    });

    it(`of <${tag}> do not render again when the features load, and work with them`, async () => {
      const host = await withLateFeatures(tag);
      assert.exists(host.features);
      button(host, 'Resolve').click();
      await quiet();
      assert.equal(api.count('/resolve'), 1);
      assert.exists(button(host, 'Undo'));
    });
  }

  it('render again for a change that they show, but not for another count', async () => {
    const host = await withLateFeatures('activity-feed');
    const rendered = countRendered();
    const rendersRows = async (change: () => void) => {
      const before = rendered();
      change();
      await host.updateComplete;
      return rendered() - before >= api.events.length;
    };
    assert.isFalse(await rendersRows(() => host.session!.renderCount()));
    assert.isFalse(await rendersRows(() => host.requestUpdate('features', null)));
    assert.isTrue(await rendersRows(() => host.requestUpdate()));
    assert.isTrue(await rendersRows(() => host.setAttribute('page-actions', '')));
    assert.isTrue(
      await rendersRows(() => {
        host.requestUpdate();
        host.session!.renderCount();
      }),
    );
    host.session!.attention.value = { count: 7, capped: false, by_level: { error: 7, warning: 0 } };
    host.session!.renderCount();
    await host.updateComplete;
    assert.include(text($(host, '#attention')), '7');
    assert.equal($$(host, '.entry').length, 4);
  });
});
