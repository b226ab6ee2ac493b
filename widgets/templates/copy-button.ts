import { html, type TemplateResult } from 'lit';
import type { ListView } from './view.ts';

/** The icon of a button that copies: two sheets. */
const copyIcon = html`<svg class="line" viewBox="0 0 16 16" aria-hidden="true"><path d="M6 6h7v7H6zM10 6V3H3v7h3" /></svg>`;

/** A button that copies a text. */
export const copyButton = (view: ListView, text: string): TemplateResult => {
  const { copy } = view.messages;
  const onClick = () => view.withFeatures(({ row }) => row.copy(text));
  return html`<button part="button copy" class="copy" aria-label="${copy}: ${text}" title=${copy} @click=${onClick}>${copyIcon}</button>`;
};
