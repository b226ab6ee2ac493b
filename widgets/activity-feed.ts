import type { PropertyValues } from '@lit/reactive-element';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FeedPage } from '../worker/contract/api.ts';
import type { LogEvent } from '../worker/contract/event.ts';
import { eventType } from '../worker/contract/taxonomy.ts';
import { clock, Ticking } from './kit/clock.ts';
import type { Connection } from './kit/connection.ts';
import { countMark } from './kit/count.ts';
import { DrawnElement } from './kit/drawn.ts';
import { define } from './kit/element.ts';
import { levelWord, resolution, timeTag } from './kit/entry.ts';
import { FlagpostOpenEvent } from './kit/events.ts';
import { feedStyles } from './kit/feed-styles.ts';
import { typeIcon } from './kit/icons.ts';
import { orderUrl } from './kit/links.ts';
import { Pages } from './kit/pages.ts';
import { Resolving } from './kit/resolving.ts';
import { empty, skeleton } from './kit/states.ts';
import { strings } from './kit/strings.ts';
import { lists, palette } from './kit/styles.ts';

const TABS = ['all', 'attention'] as const;
type Tab = (typeof TABS)[number];

const LABELS: Record<Tab, string> = { all: strings.allActivity, attention: strings.needsAttention };

const tabOf = (name: string | null): Tab => TABS.find((tab) => tab === name) ?? 'all';

/** How often the tab's count is asked for, in seconds, unless a badge of the page asks more often. */
const COUNT_INTERVAL = 60;

/**
 * All that happens in the shop, and what of it needs somebody.
 *
 * @element activity-feed
 * @fires flagpost-load - A page of events is shown.
 * @fires flagpost-error - A request failed; `detail.error` has a `code`.
 * @fires flagpost-resolve - A problem was resolved or reopened; `detail` is `{ event, count }`.
 * @fires flagpost-open - An order's link is followed; `detail` is `{ order_id, event }`. Cancel it to open the order yourself.
 * @slot empty - Shown while there is nothing.
 * @slot error - Shown when the events could not be had.
 * @csspart tabs - Both tabs; each is a `tab`, with the `count` in it.
 * @csspart list - All rows. Each is an `entry` of `icon`, `message`, `meta` (with `time`), `order`, `actions`.
 * @csspart button - Load more (also `more`), Resolve (also `resolve`), Undo, Try again.
 * @csspart empty @csspart error @csspart skeleton - The other states.
 * @cssproperty --flagpost-accent - Focus and the chosen tab. Default: the system's accent.
 * @cssproperty --flagpost-text @cssproperty --flagpost-muted @cssproperty --flagpost-line - Text, lesser text, lines.
 * @cssproperty --flagpost-warning @cssproperty --flagpost-error - The levels.
 * @cssproperty --flagpost-radius - Corners. Default: 6px.
 */
export class ActivityFeed extends DrawnElement {
  static override styles = [palette, lists, feedStyles];

  static override properties = {
    ...DrawnElement.properties,
    orderHref: { attribute: 'order-href' },
    pageSize: { attribute: 'page-size', type: Number },
    syncUrl: { attribute: 'sync-url', type: Boolean },
    tab: {},
  };

  /** Where an order's page is, with `{order_id}` for its number. Without it order numbers are no links. */
  orderHref: string | undefined;
  /** Events a page, 1 to 200. */
  pageSize = 50;
  /** Keeps the tab in the page's URL, so that a link brings it back. */
  syncUrl = false;

  /** `all` or `attention`. */
  get tab(): Tab {
    return this.#tab;
  }
  set tab(tab: string | null) {
    this.#tab = tabOf(tab);
  }

  #tab: Tab = 'all';
  readonly #pages = new Pages(this);
  readonly #resolving = new Resolving(this);

  constructor() {
    super();
    new Ticking(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const named = new URLSearchParams(location.search).get('tab');
    if (this.syncUrl && named) this.tab = named;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('tab') || !this.hasUpdated) return;
    this.#pages.clear();
    void this.load();
  }

  protected override joined(connection: Connection, isSame: boolean): void {
    connection.attention.watch(this, COUNT_INTERVAL);
    if (!isSame) this.#pages.clear();
    if (!this.#pages.first.isFresh) void this.load();
  }

  override eventChanged(event: LogEvent): void {
    this.#pages.change(event);
  }

  /** Asks for the first page again. What is shown stays until the answer comes. */
  async load(): Promise<void> {
    if (this.connection) await this.#pages.load(this.connection.client, this.#query);
  }

  override render(): unknown {
    const { value, error, isPending } = this.#pages.first;
    return html`
      <div class="tabs" part="tabs" role="tablist" aria-label=${strings.activity} @keydown=${this.#onTabKey}>
        ${TABS.map((tab) => this.#tabButton(tab))}
      </div>
      <div id="panel" role="tabpanel" aria-labelledby=${this.tab} aria-busy=${isPending}>
        ${this.failure(this.#pages.first, this.#onRetry)}
        ${value ? this.#events(value) : error ? nothing : skeleton(8)}
      </div>
      ${this.#resolving.status}
    `;
  }

  get #query() {
    return { tab: this.tab, limit: Math.min(200, Math.max(1, Math.trunc(this.pageSize) || 50)) };
  }

  #tabButton(tab: Tab): TemplateResult {
    const isChosen = tab === this.tab;
    return html`
      <button
        type="button"
        role="tab"
        part="tab"
        id=${tab}
        aria-controls="panel"
        aria-selected=${isChosen}
        tabindex=${isChosen ? 0 : -1}
        @click=${() => this.#choose(tab)}
      >${LABELS[tab]}${tab === 'attention' ? this.#count() : nothing}</button>
    `;
  }

  #count(): TemplateResult | typeof nothing {
    const mark = countMark(this.connection?.attention.value, 99);
    if (!mark) return nothing;
    return html` <span class=${mark.kind} part=${mark.kind} aria-hidden="true">${mark.seen}</span><span class="unseen">${mark.heard}</span>`;
  }

  #events({ events, next_cursor }: FeedPage): TemplateResult {
    if (events.length === 0 && !next_cursor)
      return empty(this.tab === 'attention' ? strings.emptyAttention : strings.emptyFeed);
    return html`
      <ol part="list" role="list">${events.map((event) => this.#entry(event))}</ol>
      ${next_cursor ? this.#loadMore() : nothing}
    `;
  }

  #entry(event: LogEvent): TemplateResult {
    const isDone = this.#resolving.isUndoable(event) || (this.tab === 'attention' && event.resolved_at !== null);
    return html`
      <li class="entry ${isDone ? 'done' : ''}" part="entry" tabindex="-1">
        ${typeIcon(event)}
        <div class="text">
          <p part="message">${levelWord(event)}${event.message}</p>
          ${this.#meta(event)} ${this.#resolving.failure(event)}
        </div>
        <div class="order">${this.#order(event)}</div>
        ${this.#resolving.control(event)}
      </li>
    `;
  }

  #meta(event: LogEvent): TemplateResult {
    const { event_type, source, occurred_at } = event;
    const now = clock.now();
    const ended = resolution(event, this.times, now);
    return html`
      <p class="meta" part="meta">
        ${eventType(event_type).label} · ${source} · ${timeTag(occurred_at, this.times.ago(Date.parse(occurred_at), now), this.times)}${ended ? ` · ${ended}` : nothing}
      </p>
    `;
  }

  #order(event: LogEvent): unknown {
    if (!event.order_id) return nothing;
    const url = orderUrl(this.orderHref, event.order_id);
    if (!url) return html`<span class="muted" part="order">${event.order_id}</span>`;
    return html`<a part="order" href=${url} @click=${(click: MouseEvent) => this.#onOpen(click, event)}>${event.order_id}</a>`;
  }

  #loadMore(): TemplateResult {
    const { isPending, error } = this.#pages.next;
    return html`
      <div class="bar more">
        ${error ? html`<span class="failure" role="status">${strings.moreFailed}</span>` : nothing}
        <button type="button" part="button more" aria-disabled=${isPending} @click=${this.#onMore}>
          ${isPending ? strings.loading : error ? strings.tryAgain : strings.loadMore}
        </button>
      </div>
    `;
  }

  /** Choosing the tab that is already chosen loads it anew. */
  #choose(tab: Tab): void {
    if (tab === this.tab) void this.load();
    this.tab = tab;
    if (!this.syncUrl) return;
    const url = new URL(location.href);
    if (tab === 'all') url.searchParams.delete('tab');
    else url.searchParams.set('tab', tab);
    history.replaceState(history.state, '', url);
  }

  readonly #onTabKey = (key: KeyboardEvent) => {
    const at = TABS.indexOf(this.tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[key.key];
    if (to === undefined) return;
    key.preventDefault();
    const tab = TABS.at(to % TABS.length)!;
    this.#choose(tab);
    this.renderRoot.querySelector<HTMLElement>(`#${tab}`)?.focus();
  };

  readonly #onRetry = () => {
    if (!this.#pages.first.isPending) void this.load();
  };

  /** The button goes with the last page; focus goes on to the first new row instead of getting lost. */
  readonly #onMore = async () => {
    const shown = this.#pages.first.value?.events.length ?? 0;
    if (this.connection) await this.#pages.more(this.connection.client, this.#query);
    const isLost = !this.#pages.first.value?.next_cursor && document.activeElement === document.body;
    if (isLost) this.renderRoot.querySelectorAll<HTMLElement>('.entry')[shown]?.focus({ preventScroll: true });
  };

  #onOpen(click: MouseEvent, event: LogEvent): void {
    // A new tab or window is the browser's business.
    if (click.ctrlKey || click.metaKey || click.shiftKey || click.altKey || !event.order_id) return;
    if (!this.dispatchEvent(new FlagpostOpenEvent(event.order_id, event))) click.preventDefault();
  }
}

define('activity-feed', ActivityFeed);

declare global {
  interface HTMLElementTagNameMap {
    'activity-feed': ActivityFeed;
  }
}
