import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { assert } from 'chai';
import '../status.ts';
import { assertAccessible, axeFinds } from '../testing/accessible.ts';
import { CUSTOMER_STATES, enterCustomer } from '../testing/customer-states.ts';
import { assertEdges, assertUncut, isSeen, moving, NARROWEST, PAPER, USUAL, ZOOMED } from '../testing/media-checks.ts';
import { $$, clear, time } from '../testing/page.ts';

describe('<order-status> in every state and medium', () => {
  beforeEach(() => time.pause());
  afterEach(async () => {
    clear();
    document.documentElement.dir = '';
    await setViewport(USUAL);
    await emulateMedia({ media: 'screen', forcedColors: 'none', reducedMotion: 'no-preference' });
  });

  for (const [name, state] of Object.entries(CUSTOMER_STATES)) {
    it(`${name}: fits at 400 % zoom and 280 px, has edges in forced colours, stands still for reduced motion, prints no controls, and axe finds nothing`, async () => {
      await setViewport(ZOOMED);
      const host = await enterCustomer(state);
      for (const dir of ['ltr', 'rtl']) {
        document.documentElement.dir = dir;
        assertUncut(host, ZOOMED.width, `400 %, ${dir}`);
      }
      document.documentElement.dir = '';
      await setViewport(NARROWEST);
      assertUncut(host, NARROWEST.width, '280 px');
      await setViewport(USUAL);
      await assertAccessible(host);
      assert.equal($$(host, '[role=status]').length, 1);
      await emulateMedia({ forcedColors: 'active' });
      assertEdges(host);
      assert.deepEqual(await axeFinds(host), [], 'in forced colours');
      await emulateMedia({ forcedColors: 'none', reducedMotion: 'reduce' });
      assert.deepEqual(moving(host), []);
      await emulateMedia({ media: 'print', reducedMotion: 'no-preference' });
      assert.isEmpty($$(host, PAPER).filter(isSeen), 'on paper');
    });
  }
});
