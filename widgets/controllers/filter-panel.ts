import { html, nothing, type TemplateResult } from 'lit';
import type { FeedPage } from '../../worker/contract/api.ts';
import { eventCount } from '../localize/event-count.ts';
import { filterMessages } from '../localize/messages/filters.ts';
import { addEnglish } from '../localize/messages/index.ts';
import { clock } from '../model/clock.ts';
import type { Filters } from '../model/filters.ts';
import { withValue } from '../model/toggled.ts';
import { formStyles } from '../styles/forms.ts';
import { clearButton } from '../templates/clear-button.ts';
import { filterChips } from '../templates/filter-chips.ts';
import { ExportController } from './export-controller.ts';
import { FilterMenus } from './filter-menus.ts';
import type { FeedHost } from './host.ts';
import { handled } from './keys.ts';
import type { FilterState, Menu, FilterPanel as Panel } from './on-click.ts';

addEnglish(filterMessages);

/** The search starts when nothing has been typed for this long, in milliseconds. */
const TYPING = 300;

/** The menus offer the values of this many newest events. */
const KNOWN = 200;

/** The filter bar, with the search and the menus of filters and export, and the chips below it. */
export class FilterPanel implements Panel {
  readonly #host: FeedHost;
  readonly #state: FilterState;
  readonly #export: ExportController;
  readonly #menus: FilterMenus;
  /** Whether the last change was typed: a whole search is one entry of the browser's history, not one for each letter. */
  #isTyping = false;
  #cancel: (() => void) | undefined;
  #hasAsked = false;

  constructor(host: FeedHost, state: FilterState) {
    this.#host = host;
    this.#state = state;
    this.#export = new ExportController(host, () => state.query);
    this.#menus = new FilterMenus(host, state);
    host.addStyles(formStyles);
  }

  render(page: FeedPage | undefined): TemplateResult {
    const { isOpen, count } = this.#state;
    this.#menus.learn(page?.events ?? []);
    return html`${isOpen ? this.#line() : nothing} ${count ? this.#chips(page) : nothing}`;
  }

  renderNoMatch(): TemplateResult {
    const clear = clearButton(this.#host, (none) => void this.#state.apply(none));
    return html`<div class="state" part="nothing">${this.#host.messages.nothing}${clear}</div>`;
  }

  outcomeOf(page: FeedPage): string {
    return page.events.length ? this.#found(page) : this.#host.messages.nothing;
  }

  #chips(page: FeedPage | undefined): TemplateResult {
    const state = this.#state;
    const { timeZone } = this.#host;
    const nameOf: FilterState['nameOf'] = (filter, value) => state.nameOf(filter, value);
    const view = { voice: this.#host, timeZone, filters: state.filters, nameOf };
    return filterChips(view, this.#remove, page && this.#outcome(page));
  }

  #line(): TemplateResult {
    const { messages } = this.#host;
    const progress = this.#export.render();
    return html`
      <form id="find" role="search" part="filters" aria-label=${messages.filter} @submit=${this.#onSubmit} @keydown=${this.#onKey}>
        <input class="field" type="search" name="q" part="search" placeholder=${messages.search} aria-label=${messages.search} maxlength="100" autocomplete="off" autocapitalize="none" @input=${this.#onInput} @change=${this.#read} />
        ${this.#menus.all.map((menu) => this.#menuButton(menu, 'pick'))}
        ${this.#export.isRunning ? nothing : this.#menuButton(this.#export.menu(), 'export')}
      </form>
      ${progress === nothing ? nothing : html`<div class="bar" part="exporting">${progress}</div>`}
    `;
  }

  #menuButton(menu: Menu, part: 'pick' | 'export'): TemplateResult {
    const open = ({ currentTarget }: Event) => this.#state.openMenu(menu, currentTarget as HTMLElement);
    return html`<button type="button" class=${part} part="button ${part}" aria-haspopup=${menu.fields ? 'dialog' : 'menu'} @click=${open}>${menu.name}</button>`;
  }

  /** `12 events`, and the number of hidden ones. */
  #outcome(page: FeedPage): unknown {
    const { language, messages } = this.#host;
    const count = page.events.length - this.#state.visible(page.events).length;
    if (!count) return this.#found(page);
    const what = language.format(messages.routine, { count });
    const { routine: _, ...others } = this.#state.filters;
    const show = () => this.#state.apply(others);
    return html`${this.#found(page)} · ${language.format(messages.hidden, { what })} <button part="button show" @click=${show}>${messages.show}</button>`;
  }

  /** `12 events`, `50+ events` */
  #found({ events, next_cursor }: FeedPage): string {
    const { language, languageTag } = this.#host;
    return eventCount(language, languageTag, this.#state.visible(events).length, next_cursor !== null);
  }

  fill(): void {
    this.#cancel?.();
    const { q = '' } = this.#state.filters;
    const search = this.#search;
    if (search && search.value.trim() !== q) search.value = q;
    if (search && !this.#hasAsked) void this.#askForMore();
  }

  clear(): void {
    this.#export.clear();
  }

  endTyping(): void {
    this.#isTyping = false;
  }

  get #search(): HTMLInputElement | null {
    return this.#host.renderRoot.querySelector('#find [name=q]');
  }

  /** Loads the newest events for the menus, since the rows may be few or filtered. */
  async #askForMore(): Promise<void> {
    this.#hasAsked = true;
    const page = await this.#host.session?.client.feed({ limit: KNOWN }).catch(() => null);
    this.#menus.learn(page?.events ?? []);
    this.#host.requestUpdate();
  }

  /** Removes a filter. The next chip gets the focus. */
  readonly #remove = async (rest: Filters, at: number): Promise<void> => {
    const { renderRoot } = this.#host;
    void this.#state.apply(rest);
    await this.#host.updateComplete;
    const chips = [...renderRoot.querySelectorAll<HTMLElement>('.chip')];
    (chips[at] ?? chips.at(-1) ?? this.#search ?? renderRoot.querySelector<HTMLElement>('[part~=filter]'))?.focus();
  };

  readonly #read = (): void => {
    this.#cancel?.();
    const filters = withValue(this.#state.filters, 'q', this.#search!.value);
    const isSearch = filters.q !== this.#state.filters.q;
    void this.#state.apply(filters, !(isSearch && this.#isTyping));
    this.#isTyping = isSearch;
  };

  readonly #onInput = (): void => {
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
