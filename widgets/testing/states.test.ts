import { assert } from 'chai';
import '../index.ts';
import { axeFinds, setScheme } from './accessible.ts';
import { $$, clear, time } from './page.ts';
import { enter, STATES, TAGS } from './states.ts';

const DIRECTIONS = ['ltr', 'rtl'] as const;
/** Colours do not depend on the direction, so two pairs have both schemes and both directions. */
const LOOKS = [
  ['ltr', 'light'],
  ['rtl', 'dark'],
] as const;
/** A card on the narrowest phone, and a roomy page. */
const WIDTHS = [246, 1100];
const LEAST_TARGET = 24;

/** The targets of a pointer, without links inside a sentence, which WCAG 2.5.8 exempts ("Inline"). */
const targets = (host: Element) => $$(host, 'button, textarea, input, select, summary, a[href]:not([part=message] a)');

const assertTargets = (host: Element, at: string): void => {
  for (const target of targets(host)) {
    const { width, height } = target.getBoundingClientRect();
    if (width === 0) continue;
    assert.isAtLeast(Math.min(width, height), LEAST_TARGET, `${at}: ${target.part} ${width} × ${height}`);
  }
};

const assertFits = (host: HTMLElement, at: string): void => {
  assert.isAtMost(host.scrollWidth, Math.ceil(host.clientWidth), `${at}: nothing overflows`);
};

describe('every element in every state', () => {
  beforeEach(() => time.pause());
  afterEach(() => {
    clear();
    setScheme('');
    document.documentElement.dir = '';
  });

  for (const tag of TAGS) {
    describe(`<${tag}>`, () => {
      for (const [name, state] of Object.entries(STATES)) {
        if (!state.shows[tag]) continue;
        it(`has no violation for axe when ${name}, light and ltr, dark and rtl`, async () => {
          const host = await enter(tag, state);
          const found: string[] = [];
          for (const [direction, scheme] of LOOKS) {
            document.documentElement.dir = direction;
            setScheme(scheme);
            found.push(...(await axeFinds(host)).map((one) => `${direction} ${scheme} ${one}`));
          }
          assert.deepEqual(found, []);
        });

        it(`has one polite live region when ${name}, and the badge none`, async () => {
          const host = await enter(tag, state);
          const regions = $$(host, '[role=status], [role=alert], [role=log], [aria-live]');
          assert.equal(regions.length, tag === 'attention-badge' ? 0 : 1);
        });

        it(`fits a phone and a desk when ${name}, with large enough targets`, async () => {
          const host = await enter(tag, state);
          for (const direction of DIRECTIONS) {
            document.documentElement.dir = direction;
            for (const width of WIDTHS) {
              host.parentElement!.style.inlineSize = `${width}px`;
              const at = `${direction}, ${width} px`;
              if (tag !== 'attention-badge') assertFits(host, at);
              assertTargets(host, at);
            }
          }
        });
      }
    });
  }
});
