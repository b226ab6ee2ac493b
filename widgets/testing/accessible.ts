import 'axe-core';
import type * as Axe from 'axe-core';
import { assert } from 'chai';

/** axe is a classic script, which defines a global. */
declare const axe: typeof Axe;

/** Sets the colour scheme of the page; '' leaves it to the browser. */
export const setScheme = (scheme: 'light' | 'dark' | ''): void => {
  document.documentElement.style.colorScheme = scheme;
  document.body.style.cssText = scheme && 'background: Canvas; color: CanvasText';
  // Firefox's `document.getAnimations()` leaves out the animations in shadow roots.
  const roots = [document, ...[...document.querySelectorAll('*')].map(({ shadowRoot }) => shadowRoot)];
  for (const animation of roots.flatMap((root) => root?.getAnimations() ?? []))
    if (animation instanceof CSSTransition) animation.finish();
};

/** The violations that axe finds in an element in its present state. */
export const axeFinds = async (host: Element): Promise<string[]> => {
  const { violations } = await axe.run(host, {
    rules: { region: { enabled: false }, 'landmark-unique': { enabled: false }, 'target-size': { enabled: true } },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
};

/** Asserts that axe finds no violation in either colour scheme. */
export const assertAccessible = async (host: Element): Promise<void> => {
  for (const scheme of ['light', 'dark'] as const) {
    setScheme(scheme);
    assert.deepEqual(await axeFinds(host), [], scheme);
  }
  setScheme('');
};
