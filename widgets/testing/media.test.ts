import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { assert } from 'chai';
import '../index.ts';
import { axeFinds } from './accessible.ts';
import { assertEdges, assertUncut, isSeen, moving, NARROWEST, PAPER, USUAL, ZOOMED } from './media-checks.ts';
import { $$, clear, quiet, time } from './page.ts';
import { enter, STATES, TAGS } from './states.ts';

/** The closed folds. The details of an event stay closed on paper, since its row is enough there. */
const CLOSED = '.entry [aria-expanded=false]:not(.opener)';

describe('every element in every state and medium', () => {
  beforeEach(() => time.pause());
  afterEach(async () => {
    clear();
    document.documentElement.dir = '';
    await setViewport(USUAL);
    await emulateMedia({ media: 'screen', forcedColors: 'none', reducedMotion: 'no-preference' });
  });

  for (const tag of TAGS) {
    for (const [name, state] of Object.entries(STATES)) {
      if (!state.shows[tag]) continue;
      it(`<${tag}>, ${name}: fits at 400 % zoom and 280 px, has edges in forced colours, stands still for reduced motion, and prints no controls`, async () => {
        await setViewport(ZOOMED);
        const host = await enter(tag, state);
        assertUncut(host, ZOOMED.width, '400 %');
        document.documentElement.dir = 'rtl';
        assertUncut(host, ZOOMED.width, '400 %, rtl');
        document.documentElement.dir = '';
        await setViewport(USUAL);

        await emulateMedia({ forcedColors: 'active' });
        assertEdges(host);
        assert.deepEqual(await axeFinds(host), [], 'in forced colours');
        await emulateMedia({ forcedColors: 'none', reducedMotion: 'reduce' });
        assert.deepEqual(moving(host), []);

        await emulateMedia({ media: 'print', reducedMotion: 'no-preference' });
        assert.deepEqual(
          $$(host, PAPER)
            .filter(isSeen)
            .map(({ outerHTML }) => outerHTML),
          [],
          'on paper',
        );

        await emulateMedia({ media: 'screen' });
        await setViewport(NARROWEST);
        // An open sheet is not placed again when the window changes.
        for (const menu of $$(host, '.sheet')) menu.hidePopover();
        assertUncut(host, NARROWEST.width, '280 px');
      });
    }
  }

  for (const tag of ['order-timeline', 'activity-feed'] as const) {
    it(`<${tag}> opens its folds before the page is printed, and closes them afterwards`, async () => {
      const host = await enter(tag, STATES.many!);
      const isFeed = tag === 'activity-feed';
      const folds = $$(host, CLOSED);
      const rows = $$(host, '.entry').length;
      folds.at(-1)!.click();
      await quiet();
      const opened = $$(host, '.entry').length;
      dispatchEvent(new Event('beforeprint'));
      assert.equal($$(host, CLOSED).length, 0);
      // The feed has the times of all failures in one row, the timeline has a row for each failure.
      assert.equal($$(host, '.entry').length, rows + (isFeed ? 10 : 14));
      assert.equal($$(host, '.times').length, isFeed ? 1 : 0);
      dispatchEvent(new Event('afterprint'));
      assert.equal($$(host, '.entry').length, opened);
      assert.equal($$(host, '.entry [aria-expanded=true]').length, 1);
    });
  }

  it('would notice an animation', async () => {
    const host = await enter('activity-feed', STATES.loading!);
    assert.isNotEmpty(moving(host));
  });
});
