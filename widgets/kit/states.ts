import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FlagpostError } from './client.ts';
import { fill, type Words } from './words.ts';

/** Rows of the right size while the first answer is on its way. */
export const skeleton = (words?: string): TemplateResult => html`
  <div class="skeleton" part="skeleton">
    <span class="unseen">${words}</span>
    ${Array.from('bones.', () => html`<div class="bone"></div>`)}
  </div>
`;

export const empty = (words: string): TemplateResult =>
  html`<div class="state" part="empty"><slot name="empty">${words}</slot></div>`;

export interface Failure {
  error: FlagpostError;
  /** How old what is still shown is; null where nothing is. */
  age: string | null;
  isPending: boolean;
  retry: () => void;
}

/** In place of the list, or above the last good one. */
export const failed = (words: Words, { error, age, isPending, retry }: Failure): TemplateResult => html`
  <div class=${age ? 'bar stale' : 'state'} part="error">
    <slot name="error">${words.errors[error.code]}${age ? ` ${fill(words.stale, { when: age })}` : nothing}</slot>
    <button part="button" aria-disabled=${isPending} @click=${retry}>
      ${isPending ? words.loading : words.tryAgain}
    </button>
  </div>
`;
