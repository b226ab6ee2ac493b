import { html, nothing, type TemplateResult } from 'lit';
import type { FlagpostError } from '../client/client.ts';
import { fill } from '../localize/messages/phrase.ts';
import type { Voice } from '../localize/sentences.ts';
import { clock } from '../model/clock.ts';

const BONES = 6;

/** Rows of the right size while the first answer is loading. */
export const skeleton = (label?: string): TemplateResult => html`
  <div class="skeleton" part="skeleton">
    <span class="unseen">${label}</span>
    ${Array(BONES).fill(html`<div class="bone"></div>`)}
  </div>
`;

export const emptyState = (text: string): TemplateResult =>
  html`<div class="state" part="empty"><slot name="empty">${text}</slot></div>`;

/** The part of a request that its error message uses. */
interface Failed {
  readonly error: FlagpostError | undefined;
  readonly isPending: boolean;
  readonly value: unknown;
  readonly loadedAt: number;
}

/** Why the last request failed: in place of the rows, or above the last good ones with their age. `signIn` may replace Try again. */
export const errorState = (
  { messages, times }: Voice,
  { error, isPending, loadedAt, value }: Failed,
  retry: () => void,
  signIn?: (error: FlagpostError) => TemplateResult | undefined,
): TemplateResult | typeof nothing => {
  if (!error) return nothing;
  const age = value ? ` ${fill(messages.stale, { when: times.ago(loadedAt, clock.now()) })}` : '';
  return html`
    <div class=${age ? 'bar stale' : 'state'} part="error">
      <slot name="error">${messages.errors[error.code]}${age}</slot>
      ${signIn?.(error) ?? html`<button part="button" aria-disabled=${isPending} @click=${retry}>${isPending ? messages.loading : messages.tryAgain}</button>`}
    </div>
  `;
};
