import 'axe-core';
import type * as Axe from 'axe-core';
import { assert } from 'chai';

/** A script, no module: it leaves its name in the window. */
declare const axe: typeof Axe;

/** The scheme of the page; the empty one leaves it to the browser. */
export const setScheme = (scheme: 'light' | 'dark' | ''): void => {
  document.documentElement.style.colorScheme = scheme;
  document.body.style.cssText = scheme && 'background: Canvas; color: CanvasText';
  // Firefox leaves those in elements out of the document's.
  const roots = [document, ...[...document.querySelectorAll('*')].map(({ shadowRoot }) => shadowRoot)];
  for (const animation of roots.flatMap((root) => root?.getAnimations() ?? []))
    if (animation instanceof CSSTransition) animation.finish();
};

/** The violations that axe finds in an element as it is now, each in a line. */
export const axeFinds = async (host: Element): Promise<string[]> => {
  const { violations } = await axe.run(host, {
    rules: { region: { enabled: false }, 'landmark-unique': { enabled: false }, 'target-size': { enabled: true } },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
};

/** Nothing that axe finds in both colour schemes. */
export const assertAccessible = async (host: Element): Promise<void> => {
  for (const scheme of ['light', 'dark'] as const) {
    setScheme(scheme);
    assert.deepEqual(await axeFinds(host), [], scheme);
  }
  setScheme('');
};
