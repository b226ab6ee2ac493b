import type { CSSResult } from '@lit/reactive-element';

const sheets = new WeakMap<Document, Map<CSSResult, CSSStyleSheet>>();

/**
 * The style sheet for a document. A constructed sheet works only in the document whose window made it, so an element
 * that moves into a popup or a frame needs another one.
 * @see https://github.com/lit/lit/issues/5162
 */
export const sheetFor = (owner: Document, style: CSSResult): CSSStyleSheet => {
  if (owner === document && style.styleSheet) return style.styleSheet;
  const own = sheets.get(owner) ?? new Map<CSSResult, CSSStyleSheet>();
  sheets.set(owner, own);
  let sheet = own.get(style);
  if (!sheet) {
    sheet = new (owner.defaultView ?? window).CSSStyleSheet();
    sheet.replaceSync(style.cssText);
    own.set(style, sheet);
  }
  return sheet;
};
