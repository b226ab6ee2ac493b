import { html, noChange, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { FeedPage, FeedQuery, FeedTab } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { FEATURES, type FeaturesModule } from '../controllers/features.ts';
import type { FeedFeatures } from '../controllers/feed-features.ts';
import type { FeedHost } from '../controllers/host.ts';
import { RequestController } from '../controllers/request-controller.ts';
import { claimUrl, hasUrlFilters, parseTab, urlTab } from '../controllers/url-state.ts';
import { clock } from '../model/clock.ts';
import { folded, grouped, type Line, linesOf } from '../model/lines.ts';
import { feedStyles } from '../styles/feed.ts';
import type { Session } from '../sync/session.ts';
import { countMark } from '../templates/count.ts';
import { feedFold, feedRow } from '../templates/feed-row.ts';
import { foldedRows } from '../templates/folds.ts';
import { liveRegion } from '../templates/live-region.ts';
import { resolveAllBar } from '../templates/resolve-all-bar.ts';
import { emptyState, errorState, skeleton } from '../templates/states.ts';
import { tabList } from '../templates/tabs.ts';
import { define } from './define.ts';
import { ListElement } from './list-element.ts';
import { toNumber } from './to-number.ts';

/** How often the tab's count is polled, in seconds, unless a badge of the page polls more often. */
const COUNT_INTERVAL = 60;
const MAX_COUNT = 99;
const MAX_PAGE = 200;

const EMPTY = { all: 'emptyFeed', attention: 'emptyAttention', snoozed: 'emptySnoozed' } as const;

/**
 * Everything that happens in the shop, and the problems that need somebody.
 *
 * @element activity-feed
 * @fires flagpost-load - A page of events is shown.
 * @fires flagpost-error - A request failed; `detail.error` has a `code`.
 * @fires flagpost-resolve - A problem was resolved or reopened; `detail` is `{ event, count }`.
 * @fires flagpost-action - A person chose an action of an event; `detail` is `{ name, event }`. Cancel it to do it yourself.
 * @fires flagpost-open - An order's link is followed; `detail` is `{ order_id, event }`. Cancel it to open the order yourself.
 * @slot empty - Shown while there is nothing.
 * @slot error - Shown when the events could not be had.
 * @csspart tabs - The row of tabs.
 * @csspart tab - One of them.
 * @csspart chosen - The one whose rows are shown.
 * @csspart count - The number in a tab; also `error` when something is broken.
 * @csspart filter - The button that opens the filters.
 * @csspart filters - The line that it opens: the search, and a menu for each filter.
 * @csspart search - The search.
 * @csspart pick - The buttons of these menus.
 * @csspart export - The button of the menu that saves the found events to a file.
 * @csspart exporting - Below the line, while a file is made and once it is saved.
 * @csspart progress - How far that is.
 * @csspart cancel - The button that stops it.
 * @csspart chips - The filters that are set.
 * @csspart chip - One of these; a click, Delete or Backspace removes it.
 * @csspart clear - The button that removes all of them.
 * @csspart show - The button that shows hidden routine events.
 * @csspart linked - The event that a link leads to, or that it is gone.
 * @csspart nothing - The text in place of the rows if nothing matches.
 * @csspart all - The number of open problems and the button for all of them, above the tab that shows them.
 * @csspart news - Over the rows: that there are others by now, with the button that shows them.
 * @csspart day - The heading of a day.
 * @csspart list - The rows of a day.
 * @csspart entry - A row.
 * @csspart icon - Its sign.
 * @csspart message - The event's message.
 * @csspart meta - The lesser line: type, source, person, time.
 * @csspart time - A time in it.
 * @csspart times - When a problem happened before, once that is opened.
 * @csspart order - The order's number, a link where there is an `order-href`.
 * @csspart public - The words on a note that the customer may read.
 * @csspart failure - Why a click failed.
 * @csspart action-status - The progress of an action.
 * @csspart button - Every button but the tabs.
 * @csspart fold - The ones that open something.
 * @csspart resolve - Resolve and Undo in a row.
 * @csspart action - A problem's first action, or Wake, in a row.
 * @csspart menu - The button of a row's menu.
 * @csspart sheet - The menu that it opens.
 * @csspart item - A line of it.
 * @csspart resolve-all - Resolve all and its undo.
 * @csspart more - Load more.
 * @csspart empty - In place of the rows while there are none.
 * @csspart error - Why the events could not be had, in place of the rows or above the last good ones.
 * @csspart sign-in - The link to sign in again, where the page names `flagpost-sign-in`.
 * @csspart skeleton - In place of the rows until the first answer.
 * @cssproperty --flagpost-accent - Focus and the chosen tab. Default: a blue.
 * @cssproperty --flagpost-text - Text. Default: the page's.
 * @cssproperty --flagpost-muted - Lesser text.
 * @cssproperty --flagpost-line - Lines and edges.
 * @cssproperty --flagpost-warning - Warnings.
 * @cssproperty --flagpost-error - Errors.
 * @cssproperty --flagpost-surface - Behind a day's heading that sticks. Default: the page's, blurred.
 * @cssproperty --flagpost-top - Where it sticks: the height of a header that does too. Default: 0px.
 * @cssproperty --flagpost-radius - Corners. Default: 6px.
 */
export class ActivityFeed extends ListElement<FeedFeatures> implements FeedHost {
  static override styles = [...ListElement.listStyles, feedStyles];

  static override properties: PropertyDeclarations = {
    orderHref: { attribute: 'order-href' },
    pageSize: { attribute: 'page-size', converter: toNumber },
    tab: {},
  };

  /** The address of an order's page, with `{order_id}` for its number. Without it, order numbers are not links. */
  orderHref: string | undefined;
  /** Events per page, 1 to 200. */
  pageSize = 50;

  /** All loaded pages as one. */
  readonly request = new RequestController<FeedPage>(this);
  shownQuery: FeedQuery = {};
  protected readonly subject = 'tab';
  #tab: FeedTab = 'all';

  /** `all`, `attention` or `snoozed`. */
  get tab(): FeedTab {
    return this.#tab;
  }
  set tab(name: FeedTab) {
    this.#tab = parseTab(name);
  }

  get ownsUrl(): boolean {
    return claimUrl(this, this.syncUrl);
  }

  get visibleEvents(): LogEvent[] {
    return this.features?.filters.visible(this.events) ?? this.events;
  }

  /** The lines by day; what needs attention by what it is: broken or late. */
  get days(): [string, Line[]][] {
    const now = clock.now();
    const { messages, times } = this;
    return grouped(linesOf(this.visibleEvents), ({ event }) =>
      this.#isByNeed ? messages[event.level === 'error' ? 'isBroken' : 'isLate'] : times.day(event.occurred_at, now),
    );
  }

  /** Whether the tab is sorted by need: errors before warnings, the oldest first. */
  get #isByNeed(): boolean {
    return this.tab === 'attention';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.ownsUrl && urlTab()) this.tab = parseTab(urlTab());
  }

  protected override createFeatures(module: FeaturesModule): FeedFeatures {
    return new module.FeedFeatures(this);
  }

  protected override sessionJoined(session: Session, isSame: boolean): void {
    session.watch(this, COUNT_INTERVAL);
    super.sessionJoined(session, isSame);
  }

  /** Loads the first page again. The rows stay until the answer comes. */
  override async load(): Promise<void> {
    const { client } = this.session ?? {};
    if (!client) return;
    const outcome = await this.request.run(async (signal) => {
      const query = await this.#query();
      const page = await client.feed(query, signal);
      this.shownQuery = query;
      return page;
    });
    await this.report(outcome);
    // One request searches only so far back: there may be matches further back.
    if (this.events.length === 0 && this.request.value?.next_cursor)
      await this.withFeatures(({ pagination }) => pagination.next());
  }

  protected override renderList(): TemplateResult {
    const { value, error, isPending } = this.request;
    const { filters } = this.features ?? {};
    return html`
      <div class="bar head">${this.#tabs()}<button
        part="button filter"
        aria-expanded=${filters?.isOpen ?? false}
        @click=${this.#toggleFilters}
      >${this.messages.filter} ${filters?.count || nothing}</button></div>
      ${filters?.render(value)}
      <div id="panel" role="tabpanel" aria-labelledby=${this.tab} aria-busy=${isPending}>
        ${errorState(this, this.request, this.retry, this.features?.signIn)}
        ${value ? this.#rows(value) : error ? nothing : skeleton(this.messages.loading)}
      </div>
      ${liveRegion(this.announcement)}${this.features?.menu.render()}
    `;
  }

  readonly openOrder = (click: MouseEvent, event: LogEvent): void => this.features?.openOrder(click, event);

  /** Filters in the page's URL apply to the first request already. */
  async #query(): Promise<FeedQuery> {
    if (!this.request.value && this.ownsUrl && hasUrlFilters()) {
      this.features ??= this.createFeatures(await FEATURES.load());
      await this.features.filters.readUrl();
    }
    const limit = Math.min(MAX_PAGE, Math.max(1, Math.trunc(this.pageSize) || 50));
    return { ...this.features?.filters.query, tab: this.tab, limit, ...(this.#isByNeed && { sort: 'need' }) };
  }

  #tabs(): TemplateResult {
    const attention = this.session?.attention.value;
    return tabList(
      this,
      this.tab,
      countMark(this.language, attention, MAX_COUNT),
      attention?.snoozed,
      (tab) => void this.withFeatures(({ tabs }) => tabs.choose(tab)),
      (key) => void this.withFeatures(({ tabs }) => tabs.onKey(key)),
    );
  }

  readonly #toggleFilters = () => void this.withFeatures(({ filters }) => filters.toggle());

  #rows({ next_cursor, as_of }: FeedPage): TemplateResult {
    const { features, events, request, tab } = this;
    const bar =
      tab === 'attention' ? resolveAllBar(this, events, next_cursor !== null, this.shownQuery, as_of) : nothing;
    const { length } = this.visibleEvents;
    if (length === 0 && !next_cursor)
      return html`${bar}${features?.filters.renderNoMatch() ?? emptyState(this.messages[EMPTY[tab]])}`;
    return html`
      ${bar}${features?.renderAbove(this.#row)}
      <div class="days ${features?.offscreen ? 'long' : ''}">${this.keepsRows ? noChange : this.#days()}</div>
      ${next_cursor ? features?.pagination.render(request.value!) : nothing}
    `;
  }

  #days(): TemplateResult[] {
    const days = this.features?.days ?? this.days;
    return days.map(([day, lines], at) => this.#day(day, lines, at));
  }

  #day(day: string, lines: Line[], at: number): TemplateResult {
    const rows = folded(lines);
    return html`
      <div class="day">
        <h3 part="day" id="day-${at}">${day}</h3>
        ${this.features?.offscreen?.render(at, rows, this.#renderRows) ?? html`<ol part="list" role="list" aria-labelledby="day-${at}">${this.#renderRows(rows)}</ol>`}
      </div>
    `;
  }

  readonly #renderRows = (rows: (Line | Line[])[]): unknown => foldedRows(this, rows, this.#row, this.#fold);

  readonly #row = (line: Line): TemplateResult => feedRow(this, line);
  readonly #fold = (lines: Line[]): TemplateResult => feedFold(this, lines);
}

define('activity-feed', ActivityFeed);

declare global {
  interface HTMLElementTagNameMap {
    'activity-feed': ActivityFeed;
  }
}
