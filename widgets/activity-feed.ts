import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FeedPage } from '../worker/contract/api.ts';
import type { LogEvent } from '../worker/contract/event.ts';
import { Chunks } from './kit/chunks.ts';
import { clock } from './kit/clock.ts';
import type { Connection } from './kit/connection.ts';
import { DrawnElement } from './kit/drawn.ts';
import { define } from './kit/element.ts';
import { doneBy, dotted, labelOf, levelWord, messageOf, resolution, timeTag } from './kit/entry.ts';
import { FlagpostOpenEvent } from './kit/events.ts';
import { feedStyles } from './kit/feed-styles.ts';
import { Finder } from './kit/finder.ts';
import { Hands } from './kit/hands.ts';
import { typeIcon } from './kit/icons.ts';
import { FOLD, folded, grouped, isRoutine, type Line, linesOf } from './kit/lines.ts';
import { orderUrl } from './kit/links.ts';
import { lists } from './kit/list-styles.ts';
import { MOMENT } from './kit/loading.ts';
import { Pages } from './kit/pages.ts';
import { asNumber } from './kit/reactive.ts';
import { empty, skeleton } from './kit/states.ts';
import { palette } from './kit/styles.ts';
import { type Tab, Tabs, tabOf } from './kit/tabs.ts';
import { Unfolding } from './kit/unfolding.ts';

const QUARTER = 15 * 60_000;
/** From so many events on what is out of sight is skipped. */
const LONG = 200;

/** How often the tab's count is asked for, in seconds, unless a badge of the page asks more often. */
const COUNT_INTERVAL = 60;

const EMPTY = { all: 'emptyFeed', attention: 'emptyAttention', snoozed: 'emptySnoozed' } as const;

/**
 * All that happens in the shop, and what of it needs somebody.
 *
 * @element activity-feed
 * @fires flagpost-load - A page of events is shown.
 * @fires flagpost-error - A request failed; `detail.error` has a `code`.
 * @fires flagpost-resolve - A problem was resolved or reopened; `detail` is `{ event, count }`.
 * @fires flagpost-action - Somebody wants something done about an event; `detail` is `{ name, event }`. Cancel it to do it yourself.
 * @fires flagpost-open - An order's link is followed; `detail` is `{ order_id, event }`. Cancel it to open the order yourself.
 * @slot empty - Shown while there is nothing.
 * @slot error - Shown when the events could not be had.
 * @csspart tabs - The row of tabs.
 * @csspart tab - One of them.
 * @csspart chosen - The one whose rows are shown.
 * @csspart count - The number in a tab; also `error` when something is broken.
 * @csspart filter - The button that opens what the list is narrowed by.
 * @csspart filters - The fields that it opens.
 * @csspart export - Below them: the buttons that write what is found to a file.
 * @csspart progress - How far that is.
 * @csspart cancel - The button that stops it.
 * @csspart chips - What the list is narrowed by.
 * @csspart chip - One of these; a click takes it away.
 * @csspart clear - The button that takes all of them away.
 * @csspart show - The button that shows what is hidden.
 * @csspart linked - The event that a link leads to, or that it is gone.
 * @csspart nothing - Said where nothing matches.
 * @csspart all - What needs attention and the button for all of it, over the tab that shows it.
 * @csspart news - Over the rows: that there are others by now, with the button that shows them.
 * @csspart day - The heading of a day.
 * @csspart list - The rows of a day.
 * @csspart entry - A row.
 * @csspart icon - Its sign.
 * @csspart message - What happened.
 * @csspart meta - The lesser line: type, source, person, time.
 * @csspart time - A time in it.
 * @csspart times - When a problem happened before, once that is opened.
 * @csspart order - The order's number, a link where there is an `order-href`.
 * @csspart failure - Why a click came to nothing.
 * @csspart button - Every button but the tabs.
 * @csspart fold - The ones that open something.
 * @csspart resolve - Resolve and Undo in a row.
 * @csspart action - What may be done about a problem, or Wake, in a row.
 * @csspart menu - The button for what else may be done.
 * @csspart sheet - What that button opens.
 * @csspart item - A line of it.
 * @csspart resolve-all - Resolve all and its undo.
 * @csspart more - Load more.
 * @csspart empty - In place of the rows while there are none.
 * @csspart error - Why the events could not be had, in place of the rows or above the last good ones.
 * @csspart skeleton - In place of the rows until the first answer.
 * @cssproperty --flagpost-accent - Focus and the chosen tab. Default: the system's accent.
 * @cssproperty --flagpost-text - Text. Default: the page's.
 * @cssproperty --flagpost-muted - Lesser text.
 * @cssproperty --flagpost-line - Lines and edges.
 * @cssproperty --flagpost-warning - What is wrong.
 * @cssproperty --flagpost-error - What is broken.
 * @cssproperty --flagpost-surface - Behind a day's heading that sticks. Default: the page's, blurred.
 * @cssproperty --flagpost-top - Where it sticks: the height of a header that does too. Default: 0px.
 * @cssproperty --flagpost-radius - Corners. Default: 6px.
 */
export class ActivityFeed extends DrawnElement {
  static override styles = [palette, lists, feedStyles];

  static override properties = {
    ...DrawnElement.properties,
    orderHref: { attribute: 'order-href' },
    pageSize: { attribute: 'page-size', type: asNumber },
    tab: {},
  };

  /** Where an order's page is, with `{order_id}` for its number. Without it order numbers are no links. */
  orderHref: string | undefined;
  /** Events a page, 1 to 200. */
  pageSize = 50;

  /** `all`, `attention` or `snoozed`. */
  get tab(): Tab {
    return this.#tab;
  }
  set tab(tab: string | null) {
    this.#tab = tabOf(tab);
  }

  #tab: Tab = 'all';
  readonly #tabs = new Tabs(this, (tab) => this.#choose(tab));
  readonly #pages = new Pages(this);
  readonly #unfolding = new Unfolding(this);
  #kept: { of: unknown[]; days: [string, Line[]][] } | undefined;
  readonly #chunks = new Chunks(this);
  readonly #hands = new Hands(this, this.#unfolding);
  readonly #finder = new Finder(this, this.#pages, this.#hands);
  protected readonly bones = 8;

  override connectedCallback(): void {
    super.connectedCallback();
    const named = new URLSearchParams(location.search).get('tab');
    if (this.#finder.ownsUrl && named) this.tab = named;
  }

  protected override willUpdate(changed: Set<string>): void {
    super.willUpdate(changed);
    if (!changed.has('tab') || !this.hasUpdated) return;
    this.clear();
    void this.load();
  }

  protected override joined(connection: Connection, isSame: boolean): void {
    connection.watch(this, COUNT_INTERVAL);
    super.joined(connection, isSame);
  }

  protected override inherit(before: this): void {
    this.#tab = before.#tab;
    this.#pages.inherit(before.#pages);
    this.#unfolding.inherit(before.#unfolding);
    this.#hands.inherit(before.#hands);
    this.#finder.inherit(before.#finder);
  }

  override refresh(): void {
    if (!this.#pages.first.isFresh) this.#look(true);
  }

  override newsCame(): void {
    if (!this.#pages.first.isWithin(MOMENT)) this.#look(false);
  }

  override eventsChanged(now: (event: LogEvent) => LogEvent): void {
    this.#pages.change(now);
    this.#hands.acts?.changed(now);
  }

  override say(words: string): void {
    this.#hands.say(words);
  }

  /** Asks for the first page again. What is shown stays until the answer comes. */
  override async load(): Promise<void> {
    if (this.connection) await this.#pages.load(this.connection.client, this.#query);
  }

  /** Over what is shown, if that is good, so that nothing that is read gets lost or moves. */
  #look(isWanted: boolean): void {
    const { value, error } = this.#pages.first;
    if (!value || error) void this.load();
    else void this.#hands.act(({ news }) => news.look(this.#pages, isWanted));
  }

  get shown(): LogEvent[] {
    return this.#pages.first.value?.events ?? [];
  }

  override render(): unknown {
    const { value, error, isPending } = this.#pages.first;
    return html`
      <div class="bar head">${this.#tabs.render()}${this.#finder.button}</div>
      ${this.#finder.find?.render(value)}
      <div id="panel" role="tabpanel" aria-labelledby=${this.tab} aria-busy=${isPending}>
        ${this.failure(this.#pages.first, this.#onRetry)}
        ${value ? this.#events(value) : error ? nothing : skeleton(this.bones, this.words.loading)}
      </div>
      ${this.#hands.status}
    `;
  }

  protected override clear(): void {
    this.#pages.clear();
    this.#hands.clear();
  }

  readonly #query = async () => {
    const limit = Math.min(200, Math.max(1, Math.trunc(this.pageSize) || 50));
    return { ...(await this.#finder.query()), tab: this.tab, limit };
  };

  #visible(events: LogEvent[]): LogEvent[] {
    return this.#finder.find?.visible(events) ?? events;
  }

  #events(page: FeedPage): TemplateResult {
    const { events, next_cursor } = page;
    const isAttention = this.tab === 'attention';
    const bar = isAttention ? this.#resolveAll(page) : nothing;
    const shown = this.#visible(events);
    if (shown.length === 0 && !next_cursor)
      return html`${bar}${this.#finder.find?.nothing ?? empty(this.words[EMPTY[this.tab]])}`;
    return html`
      ${bar}${this.#hands.acts?.over(this.#entry) ?? nothing}
      <div class="days ${shown.length > LONG ? 'long' : ''}">${this.#days(shown).map(([day, lines], at) => this.#day(day, lines, at))}</div>
      ${next_cursor ? this.#loadMore(page) : nothing}
    `;
  }

  #resolveAll({ events, next_cursor, as_of }: FeedPage): TemplateResult | typeof nothing {
    const { tab: _, limit: __, ...filter } = this.#pages.asked;
    return this.#hands.bar(events, next_cursor !== null, filter, as_of);
  }

  /** The same until an event changes, or a day may have: midnight falls on a quarter of an hour everywhere. */
  #days(events: LogEvent[]): [string, Line[]][] {
    const now = clock.now();
    const of = [events, this.times, Math.floor(now / QUARTER)];
    if (of.some((one, at) => one !== this.#kept?.of[at]))
      this.#kept = { of, days: grouped(linesOf(events), ({ event }) => this.times.day(event.occurred_at, now)) };
    return this.#kept!.days;
  }

  #day(day: string, lines: Line[], at: number): TemplateResult {
    const rows = (chunk: (Line | Line[])[]) => this.#unfolding.rows(chunk, this.#entry, this.#fold);
    return html`
      <div class="day">
        <h3 part="day" id="day-${at}">${day}</h3>
        ${this.#chunks.lists(at, folded(lines), rows)}
      </div>
    `;
  }

  readonly #fold = (lines: Line[]): TemplateResult =>
    html`<li class="entry fold" part="entry" tabindex="-1"><span></span><div class="text">${this.#unfolding.fold(lines)}</div></li>`;

  readonly #entry = (line: Line): TemplateResult => {
    const { event } = line;
    const isDone = this.#hands.isUndoable(event) || (this.tab === 'attention' && event.resolved_at !== null);
    const isOver = event.resolved_by === 'recovered' || event.snoozed_until;
    return html`
      <li class="entry ${isDone ? 'done' : ''} ${isOver ? 'over' : ''}" part="entry" tabindex="-1" aria-current=${this.#hands.isLinked(event)}>
        ${typeIcon(event)}
        <div class="text">
          <p part="message">${levelWord(this, event)}${messageOf(event)}</p>
          ${this.#meta(line)} ${this.#hands.times(line)} ${this.#hands.failure(event)}
        </div>
        <div class="order">${this.#order(event)}</div>
        ${this.#hands.control(event)}
      </li>
    `;
  };

  #meta(line: Line): TemplateResult {
    const { event } = line;
    const parts = [
      labelOf(this, event.event_type),
      event.source,
      doneBy(this, event),
      this.#hands.count(line) ?? this.#time(event),
      resolution(this, event, clock.now()),
    ];
    return html`<p class="meta" part="meta">${dotted(parts)}</p>`;
  }

  /** Under the heading of another day, the time of that day. */
  #time({ occurred_at }: LogEvent): TemplateResult {
    const { times } = this;
    const now = clock.now();
    const isToday = times.isToday(occurred_at, now);
    return timeTag(occurred_at, isToday ? times.ago(Date.parse(occurred_at), now) : times.clock(occurred_at));
  }

  #order(event: LogEvent): unknown {
    if (!event.order_id) return nothing;
    const url = orderUrl(this.orderHref, event.order_id);
    if (!url) return html`<span class="muted" part="order">${event.order_id}</span>`;
    return html`<a part="order" href=${url} @click=${(click: MouseEvent) => this.#onOpen(click, event)}>${event.order_id}</a>`;
  }

  #loadMore(page: FeedPage): TemplateResult {
    const { isPending, error } = this.#pages.next;
    return html`
      <div class="bar more">
        ${error ? html`<span class="failure">${this.words.moreFailed}</span>` : this.#finder.find?.searched(page)}
        <button type="button" part="button more" aria-disabled=${isPending} @click=${this.#onMore}>
          ${isPending ? this.words.loading : error ? this.words.tryAgain : this.words.loadMore}
        </button>
      </div>
    `;
  }

  /** Choosing the tab that is already chosen loads it anew. */
  #choose(tab: Tab): void {
    if (tab === this.tab) void this.load();
    this.tab = tab;
    if (this.syncUrl) void this.#finder.use((find) => find.wentTo(tab));
  }

  readonly #onRetry = () => {
    if (!this.#pages.first.isPending) void this.load();
  };

  /** The button goes with the last page; focus goes on to the first new row instead of getting lost. */
  readonly #onMore = async () => {
    const entries = () => [...this.renderRoot.querySelectorAll<HTMLElement>('.entry')];
    const shown = entries().length;
    this.#keepOpen();
    if (this.connection) await this.#pages.more(this.connection.client);
    const more = entries().length - shown;
    if (more > 0) void this.#hands.act((acts) => acts.more(more));
    const isLost = !this.#pages.first.value?.next_cursor && document.activeElement === document.body;
    if (isLost) (entries()[shown] ?? entries().at(-1))?.focus({ preventScroll: true });
  };

  /** Rows at the end that are being read do not vanish into a fold when more of their kind come. */
  #keepOpen(): void {
    const [, lines] = this.#days(this.#visible(this.#pages.first.value?.events ?? [])).at(-1) ?? [];
    for (const row of folded(lines ?? []).slice(1 - FOLD)) {
      if (!Array.isArray(row) && isRoutine(row)) this.#unfolding.open([row.event]);
    }
  }

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
