import { html, nothing, type TemplateResult } from 'lit';
import type { Voice } from '../localize/sentences.ts';
import { clock } from '../model/clock.ts';
import { type Filter, type Filters, isChoice, parseFilters } from '../model/filters.ts';
import { startOf } from '../model/wall-time.ts';
import { choiceLabel } from './choice-label.ts';
import { clearButton } from './clear-button.ts';

/** The text of one filter value. */
const chipLabel = (view: Voice, timeZone: string | undefined, name: Filter, value: string): string => {
  const { language, messages, times } = view;
  if (isChoice(name)) return choiceLabel(messages, name, value);
  if (name === 'q') return `“${value}”`;
  if (name === 'actor') return language.format(messages.by, { person: value });
  if (name === 'source') return value;
  if (name === 'routine') return messages.hideRoutine;
  const day = times.day(startOf(value, timeZone), clock.now());
  return `${name === 'since' ? messages.from : messages.to}: ${day}`;
};

/** The filters without one value. */
const without = (filters: Filters, name: Filter, value: string): Filters => {
  const rest = filters[name]!.split(',').filter((one) => isChoice(name) && one !== value);
  return parseFilters((other) => (other === name ? rest.join() : (filters[other] ?? null)));
};

/** A button for each filter value, which removes it; then the outcome. */
export const filterChips = (
  view: Voice,
  timeZone: string | undefined,
  filters: Filters,
  apply: (filters: Filters) => void,
  outcome: unknown,
): TemplateResult => {
  const chip = (name: Filter, value: string) => {
    const label = chipLabel(view, timeZone, name, value);
    return html`<button part="button chip" class="chip" aria-label=${`${view.messages.clear}: ${label}`} @click=${() => apply(without(filters, name, value))}>${label} <span aria-hidden="true">✕</span></button>`;
  };
  const chips = (Object.keys(filters) as Filter[]).flatMap((name) =>
    (isChoice(name) ? filters[name]!.split(',') : [filters[name]!]).map((value) => chip(name, value)),
  );
  return html`
    <div class="bar chips" part="chips">
      ${chips} ${clearButton(view, apply)}
      ${outcome ? html`<span class="meta end">${outcome}</span>` : nothing}
    </div>
  `;
};
