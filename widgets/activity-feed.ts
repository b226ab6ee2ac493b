import { html, noChange, nothing, type TemplateResult } from 'lit/html.js';
import type { FeedPage, FeedQuery } from '../worker/contract/api.ts';
import type { LogEvent } from '../worker/contract/event.ts';
import { clock } from './kit/clock.ts';
import type { Connection } from './kit/connection.ts';
import { actsPart, DrawnElement } from './kit/drawn.ts';
import { define } from './kit/element.ts';
import { DOT, doneBy, dotted, labelOf, levelWord, messageOf, resolution, timeTag } from './kit/entry.ts';
import { feedStyles } from './kit/feed-styles.ts';
import { bar, below, control, count, isUndoable, status } from './kit/hands.ts';
import { typeIcon } from './kit/icons.ts';
import { folded, grouped, type Line, linesOf } from './kit/lines.ts';
import { orderUrl } from './kit/links.ts';
import { lists } from './kit/list-styles.ts';
import { Loading } from './kit/loading.ts';
import { asNumber } from './kit/reactive.ts';
import { empty, failed, skeleton } from './kit/states.ts';
import { palette } from './kit/styles.ts';
import { type Tab, tabOf, tabs } from './kit/tabs.ts';
import { foldOf, unfoldedRows } from './kit/unfolding.ts';

/** From so many events on what is out of sight is skipped, in chunks of so many rows. */
const LONG = 200;
const CHUNK = 50;

/** How often the tab's count is asked for, in seconds, unless a badge of the page asks more often. */
const COUNT_INTERVAL = 60;

const EMPTY = { all: 'emptyFeed', attention: 'emptyAttention', snoozed: 'emptySnoozed' } as const;

/** A filter in the page's URL: one of `FILTERS` in `widgets/later/find-url.ts`. */
const IN_URL = /[?&](q|level|group|source|actor|since|until|routine)=/;

/** Of several lists that keep what they show in the page's URL, the first one does. */
export let owner: ActivityFeed | undefined;

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
 * @cssproperty --flagpost-accent - Focus and the chosen tab. Default: a blue.
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
    tab: { type: tabOf },
  };

  /** Where an order's page is, with `{order_id}` for its number. Without it order numbers are no links. */
  orderHref: string | undefined;
  /** Events a page, 1 to 200. */
  pageSize = 50;

  /** `all`, `attention` or `snoozed`. */
  tab: Tab = 'all';

  /** All pages so far as one. */
  readonly loading = new Loading<FeedPage>(this);
  protected readonly question = 'tab';
  /** What is shown answers this. */
  asked: FeedQuery = {};

  /** Whether it is the one that keeps what it shows in the page's URL. */
  get ownsUrl(): boolean {
    if (this.syncUrl && !owner?.isConnected) owner = this;
    return owner === this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const named = new URLSearchParams(location.search).get('tab');
    if (this.ownsUrl && named) this.tab = named as Tab;
  }

  protected override joined(connection: Connection, isSame: boolean): void {
    connection.watch(this, COUNT_INTERVAL);
    super.joined(connection, isSame);
  }

  /** Asks for the first page again. What is shown stays until the answer comes. */
  override async load(): Promise<void> {
    const { client } = this.connection ?? {};
    if (!client) return;
    const outcome = await this.loading.run(async (signal) => {
      const asked = await this.#query();
      const page = await client.feed(asked, signal);
      this.asked = asked;
      return page;
    });
    await this.report(outcome);
    // A search looks so far at once: perhaps there is something further back.
    if (this.shown.length === 0 && this.loading.value?.next_cursor) await this.act(({ more }) => more.next());
  }

  override render(): unknown {
    const { value, error, isPending } = this.loading;
    const find = this.acts?.find;
    return html`
      <div class="bar head">${tabs(this)}<button
        part="button filter"
        aria-expanded=${Boolean(find?.isOpen)}
        @click=${() => this.act((acts) => acts.find.toggle())}
      >${this.words.filter} ${find?.count || nothing}</button></div>
      ${find?.render(value)}
      <div id="panel" role="tabpanel" aria-labelledby=${this.tab} aria-busy=${isPending}>
        ${failed(this)}
        ${value ? this.#events(value) : error ? nothing : skeleton(this.words.loading)}
      </div>
      ${status(this)}
    `;
  }

  /** Filters that stand in the URL hold from the first question on. */
  async #query(): Promise<FeedQuery> {
    if (!this.loading.value && this.ownsUrl && IN_URL.test(location.search)) {
      await actsPart();
      this.acts!.find.readUrl();
    }
    const limit = Math.min(200, Math.max(1, Math.trunc(this.pageSize) || 50));
    return { ...this.acts?.find.query, tab: this.tab, limit };
  }

  #events({ next_cursor, as_of }: FeedPage): TemplateResult {
    const { acts } = this;
    const { tab: _, limit: __, ...filter } = this.asked;
    const all = this.tab === 'attention' ? bar(this, next_cursor !== null, filter, as_of) : nothing;
    const { length } = this.visible;
    if (length === 0 && !next_cursor) return html`${all}${acts?.find.nothing ?? empty(this.words[EMPTY[this.tab]])}`;
    return html`
      ${all}${acts?.over(this.#entry)}
      <div class="days ${length > LONG ? 'long' : ''}">${(acts?.chunks.days ?? this.days).map(([day, lines], at) => this.#day(day, lines, at))}</div>
      ${next_cursor ? acts?.more.render() : nothing}
    `;
  }

  /** What it shows, but for what is hidden. */
  get visible(): LogEvent[] {
    return this.acts?.find.visible(this.shown) ?? this.shown;
  }

  /** What it shows, by days. */
  get days(): [string, Line[]][] {
    const now = clock.now();
    return grouped(linesOf(this.visible), ({ event }) => this.times.day(event.occurred_at, now));
  }

  #day(day: string, lines: Line[], at: number): TemplateResult {
    const rows = [...folded(lines).entries()];
    return html`
      <div class="day">
        <h3 part="day" id="day-${at}">${day}</h3>
        ${grouped(rows, ([row]) => Math.floor(row / CHUNK)).map(([chunk, entries]) =>
          this.#list(
            at,
            `${at} ${chunk}`,
            entries.map(([, row]) => row),
          ),
        )}
      </div>
    `;
  }

  #list(day: number, chunk: string, rows: (Line | Line[])[]): TemplateResult {
    const chunks = this.acts?.chunks;
    return html`<ol
      part="list"
      role="list"
      aria-labelledby="day-${day}"
      .style=${`--rows:${rows.length}`}
      @contentvisibilityautostatechange=${(change: Event) => chunks?.seen(chunk, change)}
    >${chunks?.isKept(chunk, rows) ? noChange : unfoldedRows(this, rows, this.#entry, this.#fold)}</ol>`;
  }

  readonly #fold = (lines: Line[]): TemplateResult =>
    html`<li class="entry fold" part="entry" tabindex="-1"><span></span><div class="text">${foldOf(this, lines)}</div></li>`;

  readonly #entry = (line: Line): TemplateResult => {
    const { event } = line;
    const isDone = isUndoable(this, event) || (this.tab === 'attention' && event.resolved_at !== null);
    const isOver = event.resolved_by === 'recovered' || event.snoozed_until;
    return html`
      <li class="entry ${isDone ? 'done' : ''} ${isOver ? 'over' : ''}" part="entry" tabindex="-1" aria-current=${this.acts?.linked === event.id}>
        ${typeIcon(event)}
        ${this.#text(line)}
        ${this.#order(event)}
        ${control(this, event)}
      </li>
    `;
  };

  /** What is usual has as few nodes as can be: a list may have thousands of it. */
  #text(line: Line): TemplateResult {
    const { event } = line;
    const { actions, event_type, level, occurred_at, source } = event;
    const message = messageOf(event);
    const words = `${dotted([labelOf(this, event_type), source, doneBy(this, event)])}${DOT}`;
    const now = clock.now();
    const time = this.times.isToday(occurred_at, now)
      ? this.times.ago(Date.parse(occurred_at), now)
      : // Under the heading of another day, the time of that day.
        this.times.clock(occurred_at);
    if (level === 'info' && !actions.length && typeof message === 'string')
      return html`<div class="text"><p part="message" .textContent=${message}></p><p class="meta" part="meta">${words}<time part="time" datetime=${occurred_at} .textContent=${time}></time></p></div>`;
    const end = resolution(this, event, now);
    return html`
      <div class="text">
        <p part="message">${levelWord(this, event)}${message}</p>
        <p class="meta" part="meta">${words}${count(this, line) ?? timeTag(occurred_at, time)}${end && DOT + end}</p>
        ${below(this, line)}
      </div>
    `;
  }

  #order(event: LogEvent): unknown {
    if (!event.order_id) return nothing;
    const url = orderUrl(this.orderHref, event.order_id);
    if (!url) return html`<span class="muted" part="order" .textContent=${event.order_id}></span>`;
    return html`<a part="order" href=${url} .textContent=${event.order_id} @click=${(click: MouseEvent) => this.acts?.row.opened(click, event)}></a>`;
  }
}

define('activity-feed', ActivityFeed);

declare global {
  interface HTMLElementTagNameMap {
    'activity-feed': ActivityFeed;
  }
}
