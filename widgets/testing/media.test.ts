import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { assert } from 'chai';
import '../index.ts';
import { $$, axeFinds, clear, quiet, time } from './page.ts';
import { enter, STATES, TAGS } from './states.ts';

const PATH = location.href;
const USUAL = { width: 1280, height: 800 };
/** A window of 1280 by 1024 px at 400 % zoom, and the narrowest that we promise anything for. */
const ZOOMED = { width: 320, height: 256 };
const NARROWEST = { width: 280, height: 653 };
/** As a person who sends a page to a printer has it. */
const PAPER = 'button:not(.plain, .chip, [aria-selected=true]), input, select, textarea, progress, .sheet, .chevron';

/** The folded parts. The details of an event stay closed on paper, where its time and its words are. */
const CLOSED = '.entry [aria-expanded=false]:not(.opener)';

const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true });
/** Text for screen readers alone is cut off on purpose, and a day's name ends in an ellipsis. */
const texts = (host: Element) => $$(host, ':not(.unseen, h3, textarea, style)').filter(isSeen);

const assertUncut = (host: Element, width: number, at: string): void => {
  assert.isAtMost(document.scrollingElement!.scrollWidth, width, `${at}: no scrolling sideways`);
  for (const element of texts(host)) {
    const { left, right } = element.getBoundingClientRect();
    assert.isAtLeast(left, 0, `${at}: ${element.outerHTML}`);
    assert.isAtMost(right, width, `${at}: ${element.outerHTML}`);
    const isCut = getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth;
    assert.isFalse(isCut, `${at}: is cut off: ${element.outerHTML}`);
  }
  const sheet = $$(host, '.sheet')[0]?.getBoundingClientRect();
  if (sheet) assert.isAtMost(sheet.bottom, innerHeight, `${at}: all of the menu can be reached`);
};

/** An edge that is drawn in another colour than what it stands on. */
const hasEdge = (element: Element): boolean => {
  const { borderBlockEndWidth, borderBlockEndColor, outlineStyle } = getComputedStyle(element);
  const { backgroundColor } = getComputedStyle(document.documentElement);
  return outlineStyle !== 'none' || (borderBlockEndWidth !== '0px' && borderBlockEndColor !== backgroundColor);
};

const assertTold = (host: HTMLElement): void => {
  const buttons = $$(host, 'button[part~=button]:not([part~=fold], [role=menuitem])').filter(isSeen);
  for (const button of buttons) assert.isTrue(hasEdge(button), `a button has an edge: ${button.outerHTML}`);
  for (const count of $$(host, '.count').filter(isSeen)) assert.isTrue(hasEdge(count), 'a count has one');
  for (const bone of $$(host, '.bone')) {
    const { borderBlockStartColor, borderBlockStartWidth } = getComputedStyle(bone, '::after');
    assert.equal(borderBlockStartWidth, '4px', 'what is not there yet is drawn');
    assert.notEqual(borderBlockStartColor, getComputedStyle(document.documentElement).backgroundColor);
  }
  for (const row of $$(host, '.entry.open')) assert.isTrue(hasEdge(row), 'so has what is open in a story');
  for (const icon of $$(host, '.icon.error, .icon.warning').filter(isSeen))
    assert.notEqual(getComputedStyle(icon).color, getComputedStyle(document.documentElement).backgroundColor);
  for (const target of $$(host, 'button, a[href], input, select, textarea').filter(isSeen)) {
    target.focus();
    const { outlineStyle, outlineWidth } = getComputedStyle(target);
    assert.notEqual(outlineStyle, 'none', `focus is seen on ${target.outerHTML}`);
    assert.isAtLeast(Number.parseFloat(outlineWidth), 1, target.outerHTML);
  }
};

/** All that moves by itself, in the element and in what is in it. */
const moving = (host: HTMLElement): string[] => {
  const times = ({ transitionDuration, animationName }: CSSStyleDeclaration) =>
    transitionDuration !== '0s' || animationName !== 'none';
  return $$(host, '*')
    .flatMap((element) => [undefined, '::before', '::after'].map((pseudo) => [element, pseudo] as const))
    .filter(([element, pseudo]) => times(getComputedStyle(element, pseudo)))
    .map(([{ outerHTML }, pseudo = '']) => outerHTML + pseudo);
};

describe('every element in every state, as it is looked at', () => {
  beforeEach(() => time.hold());
  afterEach(async () => {
    clear();
    // WebKit allows a hundred in ten seconds.
    if (location.href !== PATH) history.replaceState(null, '', PATH);
    document.documentElement.dir = '';
    await setViewport(USUAL);
    await emulateMedia({ media: 'screen', forcedColors: 'none', reducedMotion: 'no-preference' });
  });

  for (const tag of TAGS) {
    for (const [name, state] of Object.entries(STATES)) {
      if (!state.shows[tag]) continue;
      it(`<${tag}>, ${name}: is whole at 400 % and at 280 px, told apart in forced colours, still where that is wished for, and without controls on paper`, async () => {
        await setViewport(ZOOMED);
        const host = await enter(tag, state);
        assertUncut(host, ZOOMED.width, '400 %');
        document.documentElement.dir = 'rtl';
        assertUncut(host, ZOOMED.width, '400 %, rtl');
        document.documentElement.dir = '';
        await setViewport(USUAL);

        await emulateMedia({ forcedColors: 'active' });
        assertTold(host);
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
        // It is not placed anew while it is open.
        for (const menu of $$(host, '.sheet')) menu.hidePopover();
        assertUncut(host, NARROWEST.width, '280 px');
      });
    }
  }

  for (const tag of ['order-timeline', 'activity-feed'] as const) {
    it(`<${tag}> opens on paper what is folded, before the page is printed, and closes it afterwards`, async () => {
      const host = await enter(tag, STATES.many!);
      const isFeed = tag === 'activity-feed';
      const folds = $$(host, CLOSED);
      const rows = $$(host, '.entry').length;
      folds.at(-1)!.click();
      await quiet();
      const opened = $$(host, '.entry').length;
      dispatchEvent(new Event('beforeprint'));
      assert.equal($$(host, CLOSED).length, 0);
      // The feed has the times of a failure in its row, the timeline has a row for each.
      assert.equal($$(host, '.entry').length, rows + (isFeed ? 10 : 14));
      assert.equal($$(host, '.times').length, isFeed ? 1 : 0);
      dispatchEvent(new Event('afterprint'));
      assert.equal($$(host, '.entry').length, opened);
      assert.equal($$(host, '.entry [aria-expanded=true]').length, 1);
    });
  }

  it('would notice what moves', async () => {
    const host = await enter('activity-feed', STATES.loading!);
    assert.isNotEmpty(moving(host));
  });
});
