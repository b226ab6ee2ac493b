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
 * @slot error - Shown when the events could not be loaded.
 * @csspart tabs - The row of tabs.
 * @csspart tab - A tab.
 * @csspart chosen - The tab whose rows are shown.
 * @csspart count - The number in a tab; also `error` when something is broken.
 * @csspart filter - The button that opens the filters.
 * @csspart filters - The filter bar: the search, and a menu for each filter.
 * @csspart search - The search field.
 * @csspart pick - A button that opens a menu of the filter bar.
 * @csspart export - The button that opens the export menu, which saves the found events to a file.
 * @csspart exporting - The progress and the outcome of an export, below the filter bar.
 * @csspart progress - The progress bar of an export.
 * @csspart cancel - The button that stops an export.
 * @csspart chips - The row of chips, one for each value of a filter.
 * @csspart chip - A chip; a click, Delete or Backspace removes its filter.
 * @csspart clear - The button that removes all filters.
 * @csspart show - The button that shows hidden routine events.
 * @csspart linked - The event that a link leads to, or the words that it is gone.
 * @csspart nothing - The text in place of the rows if no event matches the filters.
 * @csspart all - The bar above the problems, with their number and the button that resolves all of them.
 * @csspart news - The bar above the rows, with the button that shows new events.
 * @csspart day - The heading of a day.
 * @csspart list - The rows of a day.
 * @csspart entry - A row.
 * @csspart icon - The icon of a row.
 * @csspart message - The event's message.
 * @csspart meta - The second line of a row: type, source, person, time.
 * @csspart time - A time in a row.
 * @csspart times - The earlier times of a problem, in an open row.
 * @csspart order - The order's number, a link if there is an `order-href`.
 * @csspart public - The words on a note that the customer may read.
 * @csspart failure - Why a click failed.
 * @csspart action-status - The progress of an action.
 * @csspart button - Every button except the tabs.
 * @csspart fold - A button that opens and closes a fold.
 * @csspart resolve - Resolve and Undo in a row.
 * @csspart action - A problem's first action, or Unsnooze, in a row.
 * @csspart menu - The button of a row's menu.
 * @csspart sheet - The menu that a button opens.
 * @csspart item - An item of a menu.
 * @csspart resolve-all - Resolve all, and the Undo in its place.
 * @csspart more - The button that loads more rows.
 * @csspart empty - The text in place of the rows while there are none.
 * @csspart error - Why the events could not be loaded, in place of the rows or above the last good ones.
 * @csspart sign-in - The link to sign in again, if the page names `flagpost-sign-in`.
 * @csspart skeleton - The placeholder of the rows until the first answer.
 * @cssproperty --flagpost-accent - The focus ring and the chosen tab. Default: a blue.
 * @cssproperty --flagpost-text - Text. Default: the page's.
 * @cssproperty --flagpost-muted - Secondary text.
 * @cssproperty --flagpost-line - Lines and edges.
 * @cssproperty --flagpost-warning - Warnings.
 * @cssproperty --flagpost-error - Errors.
 * @cssproperty --flagpost-surface - The background of a day's sticky heading. Default: the page's, blurred.
 * @cssproperty --flagpost-top - The distance of a sticky heading from the top: the height of the page's own sticky header. Default: 0px.
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

  /** The lines by day; in the tab of open problems by group, broken or late. */
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
    // One request searches a limited part of the log. Older events may match too.
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
