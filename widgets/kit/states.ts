import { html, nothing, type TemplateResult } from 'lit/html.js';
import { clock } from './clock.ts';
import type { DrawnElement } from './drawn.ts';
import { fill } from './words.ts';

const BONES = 6;

/** Rows of the right size while the first answer is on its way. */
export const skeleton = (words?: string): TemplateResult => html`
  <div class="skeleton" part="skeleton">
    <span class="unseen">${words}</span>
    ${Array(BONES).fill(html`<div class="bone"></div>`)}
  </div>
`;

export const empty = (words: string): TemplateResult =>
  html`<div class="state" part="empty"><slot name="empty">${words}</slot></div>`;

/** Why the last request failed, in place of the list, or above the last good one, with how old that is. */
export const failed = ({ loading, retry, times, words }: DrawnElement): TemplateResult | typeof nothing => {
  const { error, isPending, loadedAt, value } = loading;
  if (!error) return nothing;
  const age = value && ` ${fill(words.stale, { when: times.ago(loadedAt, clock.now()) })}`;
  return html`
    <div class=${age ? 'bar stale' : 'state'} part="error">
      <slot name="error">${words.errors[error.code]}${age}</slot>
      <button part="button" aria-disabled=${isPending} @click=${retry}>
        ${isPending ? words.loading : words.tryAgain}
      </button>
    </div>
  `;
};
