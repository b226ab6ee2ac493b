import { html, type TemplateResult } from 'lit';
import { copyIcon } from './icons.ts';
import type { ListView } from './view.ts';

/** A button that copies a text. */
export const copyButton = (view: ListView, text: string): TemplateResult => {
  const { copy } = view.messages;
  const onClick = () => view.withFeatures(({ row }) => row.copy(text));
  return html`<button part="button copy" class="copy" aria-label="${copy}: ${text}" title=${copy} @click=${onClick}>${copyIcon}</button>`;
};
