import type { ReactiveController } from '@lit/reactive-element';
import { html, type TemplateResult } from 'lit';
import type { FeedPage, FeedQuery, FeedTab } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { sourceName, typeLabel } from '../localize/sentences.ts';
import { clock } from '../model/clock.ts';
import { type Filters, isSame, parseFilters, withFilters } from '../model/filters.ts';
import { isRoutine } from '../model/lines.ts';
import { startOf } from '../model/wall-time.ts';
import type { FeedHost } from './host.ts';
import type { MenuController } from './menu-controller.ts';
import { FILTER_PANEL, type FilterPanel, type FilterState, type Menu } from './on-click.ts';
import { parseTab, urlTab } from './url-state.ts';
import { writeSearch } from './write-search.ts';

/** The filters of one feed: their query, their chips, and with `sync-url` the page's URL. */
export class FilterController implements ReactiveController, FilterState {
  isOpen = false;
  filters: Filters = {};
  readonly #host: FeedHost;
  readonly #menu: Pick<MenuController, 'show'>;
  readonly #reset: () => void;
  #panel: FilterPanel | undefined;

  /** `reset` clears the state of the old filters' rows. */
  constructor(host: FeedHost, menu: Pick<MenuController, 'show'>, reset: () => void) {
    this.#host = host;
    this.#menu = menu;
    this.#reset = reset;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('popstate', this.#onPopState);
  }

  hostDisconnected(): void {
    removeEventListener('popstate', this.#onPopState);
  }

  takeOver({ filters, isOpen }: FilterController): void {
    Object.assign(this, { filters, isOpen });
    void this.#loadPanel();
    void this.#rendered().then(() => this.#panel?.fill());
  }

  /** The filters as the API takes them. A day is a day in the list's time zone. */
  get query(): FeedQuery {
    const { routine: _, since, until, ...named } = this.filters;
    const { timeZone } = this.#host;
    return {
      ...named,
      ...(since && { since: startOf(since, timeZone) }),
      ...(until && { until: startOf(until, timeZone, 1) }),
    };
  }

  /** The number of filters. */
  get count(): number {
    return Object.keys(this.filters).length;
  }

  /** The events that are not hidden as routine. */
  visible(events: LogEvent[]): LogEvent[] {
    return this.filters.routine ? events.filter((event) => !isRoutine(event)) : events;
  }

  /** The list shows other rows. */
  clear(): void {
    this.#panel?.clear();
  }

  /** Opens or closes the filter bar. */
  async toggle(): Promise<void> {
    this.isOpen = !this.isOpen;
    await this.#loadPanel();
    this.isOpen &&= this.#panel !== undefined;
    await this.#rendered();
    this.#panel?.fill();
    this.#focus(this.isOpen ? '#find input' : '[part~=filter]');
  }

  /** Makes the chosen tab an entry of the browser's history. */
  tabChosen(tab: FeedTab): void {
    this.#writeUrl(tab, true);
  }

  /** Reads the filters from the page's URL. Resolves once their chips can be shown. */
  readUrl(): Promise<void> {
    const given = new URLSearchParams(location.search);
    this.filters = parseFilters((name) => given.get(name));
    return this.#loadPanel();
  }

  async apply(filters: Filters, isStep = true): Promise<void> {
    const host = this.#host;
    if (isSame(filters, this.filters)) return;
    this.filters = filters;
    this.#writeUrl(host.tab, isStep);
    this.#panel?.fill();
    await this.#load();
    // The clicked button may be gone, and the focus with it.
    const { activeElement, body } = host.ownerDocument;
    if (!host.renderRoot.activeElement && activeElement === body) this.#focus('[part~=filter]');
  }

  nameOf(filter: 'type' | 'source', value: string): string {
    return filter === 'type'
      ? typeLabel(this.#host, value)
      : sourceName(this.#host, { actor: null, source: value, event_type: '' })!;
  }

  openMenu(menu: Menu, button: HTMLElement): Promise<void> {
    return this.#menu.show(() => menu, button);
  }

  /** Renders the filter bar and the chips, between the tabs and the rows. */
  render(page: FeedPage | undefined): TemplateResult | undefined {
    return this.#panel?.render(page);
  }

  /** Renders a message in place of the rows if no event matches the filters. */
  renderNoMatch(): TemplateResult | undefined {
    return this.count ? this.#panel?.renderNoMatch() : undefined;
  }

  /** Renders how far back the search has looked, if older events may match too. */
  searchedBack({ searched_back_to: back }: FeedPage): TemplateResult | undefined {
    if (!back) return undefined;
    const { language, messages, times } = this.#host;
    const day = times.short(back, clock.now());
    return html`<span class="meta">${language.format(messages.searchedBack, { day })}</span>`;
  }

  /** Loads the rows of the new filters. The old rows stay until the answer; a failure removes them, since they match other filters. */
  async #load(): Promise<void> {
    const host = this.#host;
    const { filters } = this;
    this.#reset();
    host.requestUpdate();
    await host.load();
    if (this.filters !== filters) return;
    const { request } = host;
    if (request.error) request.value = undefined;
    const page = request.value;
    if (page) host.announce(this.#panel?.outcomeOf(page) ?? '');
    await this.#rendered();
  }

  /** Loads the panel once there is a filter, since the panel renders the chips. */
  async #loadPanel(): Promise<void> {
    if (!this.isOpen && !this.count) return;
    const module = await FILTER_PANEL.load().catch(() => this.#host.announce(this.#host.messages.notLoaded));
    if (module) this.#panel ??= new module.FilterPanel(this.#host, this);
    this.#host.requestUpdate();
  }

  async #rendered(): Promise<void> {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
  }

  #focus(selector: string): void {
    this.#host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  #writeUrl(tab: FeedTab, isStep: boolean): void {
    if (this.#host.ownsUrl) writeSearch(withFilters(location.search, tab, this.filters), isStep);
  }

  /** The browser's Back or Forward changed the URL. */
  readonly #onPopState = () => {
    const host = this.#host;
    if (!host.ownsUrl) return;
    const before = this.filters;
    void this.readUrl();
    this.#panel?.endTyping();
    this.#panel?.fill();
    const tab = parseTab(urlTab());
    // A feed loads by itself when its tab is set.
    if (tab !== host.tab) host.tab = tab;
    else if (!isSame(before, this.filters)) void this.#load();
  };
}
