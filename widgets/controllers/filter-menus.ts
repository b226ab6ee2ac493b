import { html, type TemplateResult } from 'lit';
import type { Level, LogEvent } from '../../worker/contract/event.ts';
import { CHOICES, type Filters, type List } from '../model/filters.ts';
import { hasAll, toggled, valuesOf, withValue } from '../model/toggled.ts';
import type { FeedHost } from './host.ts';
import type { FilterState, Menu, MenuItem } from './on-click.ts';

/** A choice in a menu: its label, and all stored values with this label. */
type Choice = [label: string, values: string[]];

/** The menus of a feed's filters. They offer the types, sources and persons of the events that the feed has loaded. */
export class FilterMenus {
  readonly #host: FeedHost;
  readonly #state: FilterState;
  readonly #types = new Set<string>();
  readonly #sources = new Set<string>();
  readonly #persons = new Set<string>();

  constructor(host: FeedHost, state: FilterState) {
    this.#host = host;
    this.#state = state;
  }

  learn(events: readonly LogEvent[]): void {
    for (const { event_type, source, actor } of events) {
      this.#types.add(event_type);
      this.#sources.add(source);
      if (actor) this.#persons.add(actor);
    }
  }

  /** The menus that have something to choose. */
  get all(): Menu[] {
    const { messages } = this.#host;
    const menus: Menu[] = [
      { name: messages.level, items: this.#levels },
      { name: messages.type, items: this.#typeItems() },
    ];
    const sources = this.#choices('source', this.#sources);
    if (sources.length > 1) menus.push({ name: messages.source, items: () => this.#items('source', sources) });
    if (this.#allPersons.length > 0) menus.push({ name: messages.person, items: this.#personItems });
    return [...menus, { name: messages.dates, fields: this.#days }];
  }

  readonly #levels = (): MenuItem[] => {
    const { messages } = this.#host;
    const { filters } = this.#state;
    const levels = CHOICES.level.map((level: Level): Choice => [messages[level], [level]]);
    const routine = {
      label: messages.hideRoutine,
      checked: filters.routine !== undefined,
      isApart: true,
      run: () => this.#apply(withValue(this.#state.filters, 'routine', filters.routine ? '' : 'hidden')),
    };
    return [...this.#items('level', levels), routine];
  };

  /** The kinds, then the single types. A person chooses kinds or types, not both, since each type belongs to one kind. */
  #typeItems(): () => MenuItem[] {
    const host = this.#host;
    const kinds = CHOICES.group.map((group): Choice => [host.messages.groups[group], [group]]);
    const types = this.#choices('type', this.#types);
    return () => [
      ...this.#items('group', kinds, 'type'),
      ...this.#items('type', types, 'group').map((item, at) => ({ ...item, isApart: at === 0 })),
    ];
  }

  readonly #personItems = (): MenuItem[] =>
    this.#allPersons.map((person) => {
      const isChosen = this.#state.filters.actor === person;
      const run = () => this.#apply(withValue(this.#state.filters, 'actor', isChosen ? '' : person));
      return { label: person, checked: isChosen, isRadio: true, run };
    });

  get #allPersons(): string[] {
    const { actor } = this.#state.filters;
    return [...new Set([...this.#persons, ...(actor ? [actor] : [])])].sort((a, b) => a.localeCompare(b));
  }

  /** The values of the loaded events and the chosen values, by label. Values with the same label are one choice. */
  #choices(name: 'type' | 'source', seen: Set<string>): Choice[] {
    const byLabel = new Map<string, string[]>();
    for (const value of new Set([...seen, ...valuesOf(this.#state.filters, name)])) {
      const label = this.#state.nameOf(name, value);
      byLabel.set(label, [...(byLabel.get(label) ?? []), value]);
    }
    return [...byLabel].sort(([a], [b]) => a.localeCompare(b));
  }

  /** The items of a filter's menu. A choice among them clears the filter `inPlaceOf`. */
  #items(name: List, choices: Choice[], inPlaceOf?: List): MenuItem[] {
    const { filters } = this.#state;
    return choices.map(([label, values]) => ({
      label,
      checked: hasAll(filters, name, values),
      run: () => {
        const { filters } = this.#state;
        this.#apply(toggled(inPlaceOf ? withValue(filters, inPlaceOf, '') : filters, name, values));
      },
    }));
  }

  readonly #days = (): TemplateResult => {
    const { messages } = this.#host;
    const { filters } = this.#state;
    const day = (name: 'since' | 'until', label: string) => {
      const onChange = ({ target }: Event) =>
        this.#apply(withValue(this.#state.filters, name, (target as HTMLInputElement).value));
      return html`<label>${label}<input type="date" name=${name} min="2000-01-01" .value=${filters[name] ?? ''} @change=${onChange} /></label>`;
    };
    return html`<div class="days-of">${day('since', messages.from)} ${day('until', messages.to)}</div>`;
  };

  #apply(filters: Filters): void {
    void this.#state.apply(filters);
  }
}
