import { html, nothing, type TemplateResult } from 'lit';
import type { FeedPage } from '../../worker/contract/api.ts';
import { filterMessages } from '../localize/messages/filters.ts';
import { addEnglish } from '../localize/messages/index.ts';
import { clock } from '../model/clock.ts';
import type { Filters } from '../model/filters.ts';
import { formStyles } from '../styles/forms.ts';
import { filterChips } from '../templates/filter-chips.ts';
import { fillFilters, filterFields, readFilters } from '../templates/filter-form.ts';
import { ExportController } from './export-controller.ts';
import type { FeedHost } from './host.ts';
import { handled } from './keys.ts';
import type { FilterState, FilterPanel as Panel } from './on-click.ts';

addEnglish(filterMessages);

/** A person continues typing within this time, in milliseconds. */
const TYPING = 300;

/** The filter form with the export below it. */
export class FilterPanel implements Panel {
  readonly #host: FeedHost;
  readonly #state: FilterState;
  readonly #export: ExportController;
  /** Whether the last change was typed: a whole search is one step of the browser's Back, not one a letter. */
  #isTyping = false;
  #cancel: (() => void) | undefined;

  constructor(host: FeedHost, state: FilterState) {
    this.#host = host;
    this.#state = state;
    this.#export = new ExportController(host, () => state.query);
    host.addStyles(formStyles);
  }

  render(page: FeedPage | undefined): TemplateResult {
    const { filters, isOpen, count } = this.#state;
    const apply = (filters: Filters) => void this.#state.apply(filters);
    const outcome = page && this.#outcome(page);
    const chips = count ? filterChips(this.#host, this.#host.timeZone, filters, apply, outcome) : nothing;
    return html`${isOpen ? this.#form(page) : nothing} ${chips}`;
  }

  #form(page: FeedPage | undefined): TemplateResult {
    const { messages } = this.#host;
    return html`
      <form id="find" class="meta" role="search" part="filters" aria-label=${messages.filter}
        @input=${this.#onInput} @change=${this.#read} @submit=${this.#onSubmit} @keydown=${this.#onKey}>
        ${filterFields(messages, page?.events ?? [])}
      </form>
      <div class="bar" part="export">${this.#export.render()}</div>
    `;
  }

  /** `12 events`, and the number of hidden ones. */
  #outcome(page: FeedPage): unknown {
    const { language, messages } = this.#host;
    const count = page.events.length - this.#state.visible(page.events).length;
    if (!count) return this.#state.found(page);
    const what = language.format(messages.routine, { count });
    const { routine: _, ...others } = this.#state.filters;
    const show = () => this.#state.apply(others);
    return html`${this.#state.found(page)} · ${language.format(messages.hidden, { what })} <button part="button show" @click=${show}>${messages.show}</button>`;
  }

  fill(): void {
    this.#cancel?.();
    if (this.#fields) fillFilters(this.#fields, this.#state.filters);
  }

  clear(): void {
    this.#export.clear();
  }

  endTyping(): void {
    this.#isTyping = false;
  }

  get #fields(): HTMLFormElement | null {
    return this.#host.renderRoot.querySelector('form#find');
  }

  readonly #read = (): void => {
    this.#cancel?.();
    const filters = readFilters(this.#fields!);
    const isSearch = filters.q !== this.#state.filters.q;
    void this.#state.apply(filters, !(isSearch && this.#isTyping));
    this.#isTyping = isSearch;
  };

  readonly #onInput = ({ target }: Event) => {
    if ((target as HTMLInputElement).name !== 'q') return;
    this.#cancel?.();
    this.#cancel = clock.after(TYPING, this.#read);
  };

  readonly #onSubmit = (submit: Event) => submit.preventDefault();

  readonly #onKey = (key: KeyboardEvent) => {
    if (key.key !== 'Escape') return;
    handled(key);
    void this.#state.toggle();
  };
}
