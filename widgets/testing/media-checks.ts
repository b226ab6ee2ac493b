// Checks of an element in a zoomed or narrow window, in forced colours, with reduced motion, and on paper.
import { assert } from 'chai';
import { $$ } from './page.ts';

export const USUAL = { width: 1280, height: 800 };
/** A window of 1280 by 1024 px at 400 % zoom, and the narrowest window that the documents promise. */
export const ZOOMED = { width: 320, height: 256 };
export const NARROWEST = { width: 280, height: 653 };
/** The controls that must not be printed. */
export const PAPER =
  'button:not(.plain, .chip, [aria-selected=true]), input, select, textarea, progress, .sheet, .chevron';

export const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true });
/** The visible texts, without those that are cut off on purpose: texts for screen readers, and a day's name. */
const texts = (host: Element) => $$(host, ':not(.unseen, h3, textarea, style)').filter(isSeen);

export const assertUncut = (host: Element, width: number, at: string): void => {
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

/** Whether an element has a border or an outline in another colour than the background. */
const hasEdge = (element: Element): boolean => {
  const { borderBlockEndWidth, borderBlockEndColor, outlineStyle } = getComputedStyle(element);
  const { backgroundColor } = getComputedStyle(document.documentElement);
  return outlineStyle !== 'none' || (borderBlockEndWidth !== '0px' && borderBlockEndColor !== backgroundColor);
};

/** Asserts that controls and rows have visible edges in forced colours, and that the focus is visible. */
export const assertEdges = (host: HTMLElement): void => {
  const buttons = $$(host, 'button[part~=button]:not([part~=fold], [role^=menuitem])').filter(isSeen);
  for (const button of buttons) assert.isTrue(hasEdge(button), `a button has an edge: ${button.outerHTML}`);
  for (const count of $$(host, '.count').filter(isSeen)) assert.isTrue(hasEdge(count), 'a count has an edge');
  for (const bone of $$(host, '.bone')) {
    const drawn = [undefined, '::after'].map((part) => getComputedStyle(bone, part));
    const { borderBlockStartColor } = drawn.find(({ borderBlockStartStyle }) => borderBlockStartStyle === 'solid')!;
    assert.notEqual(
      borderBlockStartColor,
      getComputedStyle(document.documentElement).backgroundColor,
      'a placeholder is visible',
    );
  }
  for (const row of $$(host, '.entry.open')) assert.isTrue(hasEdge(row), 'an open row of a timeline has an edge');
  for (const icon of $$(host, '.icon.error, .icon.warning').filter(isSeen))
    assert.notEqual(getComputedStyle(icon).color, getComputedStyle(document.documentElement).backgroundColor);
  for (const target of $$(host, 'button, a[href], input, select, textarea').filter(isSeen)) {
    target.focus();
    const { outlineStyle, outlineWidth } = getComputedStyle(target);
    assert.notEqual(outlineStyle, 'none', `focus is seen on ${target.outerHTML}`);
    assert.isAtLeast(Number.parseFloat(outlineWidth), 1, target.outerHTML);
  }
};

/** The parts of an element that have a transition or an animation. */
export const moving = (host: HTMLElement): string[] => {
  const times = ({ transitionDuration, animationName }: CSSStyleDeclaration) =>
    transitionDuration !== '0s' || animationName !== 'none';
  return $$(host, '*')
    .flatMap((element) => [undefined, '::before', '::after'].map((pseudo) => [element, pseudo] as const))
    .filter(([element, pseudo]) => times(getComputedStyle(element, pseudo)))
    .map(([{ outerHTML }, pseudo = '']) => outerHTML + pseudo);
};
