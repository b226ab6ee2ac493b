import { html, nothing, type TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { Messages } from '../localize/messages/index.ts';
import { CHOICES, type Filter, type Filters, parseFilters } from '../model/filters.ts';
import { choiceLabel } from './choice-label.ts';

const box = (name: Filter, value: string, label: string): TemplateResult =>
  html`<label><input type="checkbox" name=${name} value=${value} />${label}</label>`;

/** A field with suggestions. It accepts any other text. */
const field = (name: Filter, label: string, type = 'text', known?: (string | null)[]): TemplateResult => html`
  <label class=${name}>${label}<input class="field" type=${type} name=${name} list=${known ? `known-${name}` : nothing} maxlength="100" min="2000-01-01" autocomplete="off" autocapitalize="none" /></label>
  ${known ? html`<datalist id=${`known-${name}`}>${[...new Set(known)].map((value) => value && html`<option value=${value}></option>`)}</datalist>` : nothing}
`;

/** The fields. `fillFilters` sets their values, so that rendering never overwrites what a person types. */
export const filterFields = (messages: Messages, events: LogEvent[]): TemplateResult => {
  const choices = (name: keyof typeof CHOICES, legend: string) => html`
    <fieldset>
      <legend>${legend}</legend>
      ${CHOICES[name].map((choice) => box(name, choice, choiceLabel(messages, name, choice)))}
    </fieldset>
  `;
  const known = (name: 'source' | 'actor') => events.map((event) => event[name]);
  return html`
    ${field('q', messages.search, 'search')} ${choices('level', messages.level)} ${choices('group', messages.kind)}
    ${field('source', messages.source, 'text', known('source'))} ${field('actor', messages.person, 'text', known('actor'))}
    ${field('since', messages.from, 'date')} ${field('until', messages.to, 'date')}
    <fieldset>${box('routine', 'hidden', messages.hideRoutine)}</fieldset>
  `;
};

/** Reads the filters from the form. */
export const readFilters = (form: HTMLFormElement): Filters => {
  const data = new FormData(form);
  return parseFilters((name) => data.getAll(name).join());
};

/** Sets the form's fields to the filters. */
export const fillFilters = (form: HTMLFormElement, filters: Filters): void => {
  for (const input of form.querySelectorAll('input')) {
    const value = filters[input.name as Filter] ?? '';
    if (input.type === 'checkbox') input.checked = value.split(',').includes(input.value);
    else if (input.value.trim() !== value) input.value = value;
  }
};
