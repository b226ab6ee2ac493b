import type { DrawnElement } from '../kit/drawn.ts';

/** Gives an element a style sheet that came later. */
export const wear = ({ renderRoot }: DrawnElement, sheet: CSSStyleSheet): void => {
  const { adoptedStyleSheets } = renderRoot;
  if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
};
