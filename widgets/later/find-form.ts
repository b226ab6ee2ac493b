import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Level, LogEvent } from '../../worker/contract/event.ts';
import type { Group } from '../../worker/contract/taxonomy.ts';
import type { Language } from '../kit/language.ts';
import { CHOICES, type Filter, type Narrowed, narrowedBy } from './find-url.ts';

/** What a choice is called. */
export const nameOf = (language: Language, name: Filter, choice: string): string => {
  const { words } = language;
  return name === 'group' ? words.groups[choice as Group] : words[choice as Level];
};

const box = (name: Filter, value: string, label: string): TemplateResult =>
  html`<label><input type="checkbox" name=${name} value=${value} />${label}</label>`;

/** A field, with what is at hand to choose from; anything else can be typed. */
const field = (name: Filter, label: string, type = 'text', known?: (string | null)[]): TemplateResult => html`
  <label class=${name}>${label}<input class="field" type=${type} name=${name} list=${known ? `known-${name}` : nothing} maxlength="100" min="2000-01-01" autocomplete="off" autocapitalize="none" /></label>
  ${known ? html`<datalist id=${`known-${name}`}>${[...new Set(known)].map((value) => value && html`<option value=${value}></option>`)}</datalist>` : nothing}
`;

/** The fields. Their values are not bound: `fill` sets them, so that drawing never overwrites what is being typed. */
export const fields = (language: Language, events: LogEvent[]): TemplateResult => {
  const { words } = language;
  const choices = (name: keyof typeof CHOICES, legend: string) => html`
    <fieldset>
      <legend>${legend}</legend>
      ${CHOICES[name].map((choice) => box(name, choice, nameOf(language, name, choice)))}
    </fieldset>
  `;
  const of = (name: 'source' | 'actor') => events.map((event) => event[name]);
  return html`
    ${field('q', words.search, 'search')} ${choices('level', words.level)} ${choices('group', words.kind)}
    ${field('source', words.source, 'text', of('source'))} ${field('actor', words.person, 'text', of('actor'))}
    ${field('since', words.from, 'date')} ${field('until', words.to, 'date')}
    <fieldset>${box('routine', 'hidden', words.hideRoutine)}</fieldset>
  `;
};

/** What the fields say. */
export const read = (form: HTMLFormElement): Narrowed => {
  const data = new FormData(form);
  return narrowedBy((name) => data.getAll(name).join());
};

/** Makes the fields say it. */
export const fill = (form: HTMLFormElement, narrowed: Narrowed): void => {
  for (const input of form.querySelectorAll('input')) {
    const value = narrowed[input.name as Filter] ?? '';
    if (input.type === 'checkbox') input.checked = value.split(',').includes(input.value);
    else if (input.value.trim() !== value) input.value = value;
  }
};
