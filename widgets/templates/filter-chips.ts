import { html, nothing, type TemplateResult } from 'lit';
import type { Level } from '../../worker/contract/event.ts';
import type { Group } from '../../worker/contract/taxonomy.ts';
import type { Voice } from '../localize/sentences.ts';
import { clock } from '../model/clock.ts';
import { type Filter, type Filters, isList } from '../model/filters.ts';
import { toggled, valuesOf, withValue } from '../model/toggled.ts';
import { startOf } from '../model/wall-time.ts';
import { clearButton } from './clear-button.ts';

/** The filters that are set, and the words for their chips. */
interface ChipsView {
  voice: Voice;
  timeZone: string | undefined;
  filters: Filters;
  nameOf(filter: 'type' | 'source', value: string): string;
}

/** The text of one filter value. */
const chipLabel = ({ voice, timeZone, nameOf }: ChipsView, name: Filter, value: string): string => {
  const { language, messages, times } = voice;
  if (name === 'level') return messages[value as Level];
  if (name === 'group') return messages.groups[value as Group];
  if (name === 'type' || name === 'source') return nameOf(name, value);
  if (name === 'q') return `“${value}”`;
  if (name === 'actor') return language.format(messages.by, { person: value });
  if (name === 'routine') return messages.hideRoutine;
  const day = times.day(startOf(value, timeZone), clock.now());
  return `${name === 'since' ? messages.from : messages.to}: ${day}`;
};

/** The label of each chip, and the filters that remain without it. */
const chipsOf = (view: ChipsView): [string, Filters][] => {
  const { filters } = view;
  return (Object.keys(filters) as Filter[]).flatMap((name) => {
    const labelOf = (value: string) => chipLabel(view, name, value);
    if (!isList(name)) return [[labelOf(filters[name]!), withValue(filters, name, '')] as [string, Filters]];
    const values = valuesOf(filters, name);
    return [...new Set(values.map(labelOf))].map((label): [string, Filters] => [
      label,
      toggled(
        filters,
        name,
        values.filter((value) => labelOf(value) === label),
      ),
    ]);
  });
};

/** A chip for each filter value, which a click, Delete or Backspace removes; then the outcome. */
export const filterChips = (
  view: ChipsView,
  remove: (rest: Filters, at: number) => void,
  outcome: unknown,
): TemplateResult => {
  const { voice } = view;
  const chip = ([label, rest]: [string, Filters], at: number) => {
    const onKey = ({ key }: KeyboardEvent) => /^(Delete|Backspace)$/.test(key) && remove(rest, at);
    return html`<button part="button chip" class="chip" aria-label=${`${voice.messages.clear}: ${label}`} @click=${() => remove(rest, at)} @keydown=${onKey}>${label} <span aria-hidden="true">✕</span></button>`;
  };
  return html`
    <div class="bar chips" part="chips">
      ${chipsOf(view).map(chip)} ${clearButton(voice, (none) => remove(none, 0))}
      ${outcome ? html`<span class="meta end">${outcome}</span>` : nothing}
    </div>
  `;
};
