import { html, type TemplateResult } from 'lit';
import type { FeedPage } from '../../worker/contract/api.ts';
import { clock } from '../model/clock.ts';
import { formStyles } from '../styles/forms.ts';
import { fillFilters, filterFields, readFilters } from '../templates/filter-form.ts';
import { ExportController } from './export-controller.ts';
import type { FeedHost } from './host.ts';
import { handled } from './keys.ts';
import type { FilterState, FilterPanel as Panel } from './on-click.ts';

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
    const { messages } = this.#host;
    return html`
      <form id="find" class="meta" role="search" part="filters" aria-label=${messages.filter}
        @input=${this.#onInput} @change=${this.#read} @submit=${this.#onSubmit} @keydown=${this.#onKey}>
        ${filterFields(messages, page?.events ?? [])}
      </form>
      <div class="bar" part="export">${this.#export.render()}</div>
    `;
  }

  fill(): void {
    this.#cancel?.();
    if (this.#form) fillFilters(this.#form, this.#state.filters);
  }

  clear(): void {
    this.#export.clear();
  }

  endTyping(): void {
    this.#isTyping = false;
  }

  get #form(): HTMLFormElement | null {
    return this.#host.renderRoot.querySelector('form#find');
  }

  readonly #read = (): void => {
    this.#cancel?.();
    const filters = readFilters(this.#form!);
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
