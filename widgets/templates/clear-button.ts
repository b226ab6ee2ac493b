import { html, type TemplateResult } from 'lit';
import type { Voice } from '../localize/sentences.ts';
import type { Filters } from '../model/filters.ts';

/** Removes all filters. */
export const clearButton = ({ messages }: Voice, apply: (filters: Filters) => void): TemplateResult =>
  html`<button part="button clear" @click=${() => apply({})}>${messages.clearFilters}</button>`;
