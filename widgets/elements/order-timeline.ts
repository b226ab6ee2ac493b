import { html, noChange, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { OrderStory, Timeline } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { FeaturesModule } from '../controllers/features.ts';
import { FoldController } from '../controllers/fold-controller.ts';
import type { TimelineHost } from '../controllers/host.ts';
import { RequestController } from '../controllers/request-controller.ts';
import type { TimelineFeatures } from '../controllers/timeline-features.ts';
import { clock } from '../model/clock.ts';
import { grouped } from '../model/lines.ts';
import { firstProblem } from '../model/problem.ts';
import { shownSteps } from '../model/shown-steps.ts';
import { foldedStory, type StoryFold, type StoryRow, storyRows } from '../model/story-rows.ts';
import { summaryRoomStyles } from '../styles/summary-room.ts';
import { timelineStyles } from '../styles/timeline.ts';
import { firstRows } from '../sync/first-rows.ts';
import { foldedRows } from '../templates/folds.ts';
import { liveRegion } from '../templates/live-region.ts';
import { problemBox } from '../templates/problem-box.ts';
import { resolveAllBar } from '../templates/resolve-all-bar.ts';
import { emptyState, errorState, skeleton } from '../templates/states.ts';
import { summaryRoom, USUAL } from '../templates/summary-room.ts';
import { timelineFold } from '../templates/timeline-fold.ts';
import { silenceRow, type TimelineView, timelineRow } from '../templates/timeline-row.ts';
import { define } from './define.ts';
import { ListElement } from './list-element.ts';
import { toFlag } from './to-flag.ts';

/**
 * The whole story of one order.
 *
 * @element order-timeline
 * @fires flagpost-load - The story is shown.
 * @fires flagpost-error - A request failed; `detail.error` has a `code`.
 * @fires flagpost-resolve - A problem was resolved or reopened; `detail` is `{ event, count }`.
 * @fires flagpost-action - A person chose an action of an event; `detail` is `{ name, event }`. Cancel it to do it yourself.
 * @slot empty - Shown while nothing has happened.
 * @slot error - Shown when the story could not be loaded.
 * @csspart summary - The header: where the order stands.
 * @csspart status - The order's status in words.
 * @csspart next - The next step, and its deadline.
 * @csspart problem - An open problem and its buttons.
 * @csspart steps - The steps of this shop's orders.
 * @csspart step - A step, with its date.
 * @csspart all - The bar above the list, with the number of open problems and the button that resolves all of them.
 * @csspart day - The heading of a day.
 * @csspart list - The rows of a day.
 * @csspart entry - A row.
 * @csspart time - The time of a row.
 * @csspart icon - The icon of a row, or the initials of a person.
 * @csspart message - The event's message.
 * @csspart link - A tracking number.
 * @csspart copy - A button that copies a number.
 * @csspart detail - The smaller line below the message.
 * @csspart meta - The types of events in a fold, and the age of the problem in the header.
 * @csspart mail - A mail about the event.
 * @csspart silence - The length of a silence.
 * @csspart details - The details of an event, in an open row.
 * @csspart note - The form for a note, for viewers who may write.
 * @csspart add-note - The button that opens the form for a note.
 * @csspart input - The text field of the form for a note.
 * @csspart public - The words on a note that the customer may read.
 * @csspart failure - Why a click failed.
 * @csspart action-status - The progress of an action.
 * @csspart button - Every button.
 * @csspart fold - A button that opens and closes a fold.
 * @csspart resolve - Resolve and Undo in a row.
 * @csspart action - A problem's first action, or Unsnooze, in a row.
 * @csspart menu - The button of a row's menu.
 * @csspart resolve-all - Resolve all, and the Undo in its place.
 * @csspart empty - The text in place of the rows while there are none.
 * @csspart error - Why the story could not be loaded, in place of the rows or above the last good ones.
 * @csspart sign-in - The link to sign in again, if the page names `flagpost-sign-in`.
 * @csspart skeleton - The placeholder of the rows until the first answer.
 * @cssproperty --flagpost-info - Steps that are reached. Default: a green.
 * @cssproperty --flagpost-surface - The background of the icons, and the text of the filled button. Default: the scheme's own.
 * @cssproperty --flagpost-accent - The focus ring. Default: a blue.
 * @cssproperty --flagpost-text - Text. Default: the page's.
 * @cssproperty --flagpost-muted - Secondary text.
 * @cssproperty --flagpost-line - Lines and edges.
 * @cssproperty --flagpost-warning - Warnings.
 * @cssproperty --flagpost-error - Errors.
 * @cssproperty --flagpost-radius - Corners. Default: 6px.
 */
export class OrderTimeline extends ListElement<TimelineFeatures> implements TimelineHost, TimelineView {
  static override styles = [...ListElement.listStyles, summaryRoomStyles, timelineStyles];

  static override properties: PropertyDeclarations = {
    orderId: { attribute: 'order-id' },
    order: {},
    noSummary: { attribute: 'no-summary', converter: toFlag },
  };

  /** The shop's own order number. */
  orderId: string | undefined;
  /** `asc`, the oldest first, or `desc`. */
  order: 'asc' | 'desc' = 'asc';
  /** Leaves out the header: where the order stands, and what comes next. */
  noSummary = false;
  /** The rows that are open to their details. */
  readonly opened = new FoldController(this);
  /** The events whose buttons are in the header. */
  #problems: LogEvent[] = [];

  readonly request = new RequestController<Timeline>(this);
  protected readonly subject = 'orderId';

  protected override createFeatures(module: FeaturesModule): TimelineFeatures {
    // The icons of the rows come with the features.
    this.rowsChanged = true;
    return new module.TimelineFeatures(this);
  }

  /** Loads again. The rows stay until the answer comes. */
  override async load(): Promise<void> {
    const { session, orderId } = this;
    if (!session || !orderId) return firstRows.done(this);
    await this.report(await this.request.run((signal) => session.client.timeline(orderId, signal)));
  }

  protected override renderList(): TemplateResult | typeof nothing {
    const { value, error, isPending } = this.request;
    if (!this.orderId) return nothing;
    return html`
      <section aria-label=${this.messages.timeline} aria-busy=${isPending}>
        ${errorState(this, this.request, this.retry, this.features?.signIn)}
        ${value ? this.#story(value, this.orderId) : error ? nothing : this.#skeleton()}
        ${liveRegion(this.announcement)}${this.features?.menu.render()}
      </section>
    `;
  }

  isInSummary(event: LogEvent): boolean {
    return this.#problems.includes(event);
  }

  #skeleton(): TemplateResult {
    return html`${this.#summary(summaryRoom(...USUAL))}${skeleton(this.messages.loading)}`;
  }

  #summary(content: unknown): unknown {
    return this.noSummary ? nothing : html`<div class="summary" part="summary">${content}</div>`;
  }

  /** Renders the story. The form for a note is where the next row will be. */
  #story({ events, story, as_of }: Timeline, order_id: string): TemplateResult {
    this.#problems = story && !this.noSummary ? this.#inHeader(events) : [];
    const note = this.canWrite ? html`<div class="note" part="note">${this.features?.note.render()}</div>` : nothing;
    const rows = events.length > 0 ? this.#rows(events, story) : emptyState(this.messages.emptyTimeline);
    return html`
      ${story ? this.#summary(this.#standing(story)) : nothing}
      ${resolveAllBar(this, events, false, { order_id }, as_of)} ${this.#isNewestFirst ? note : nothing}
      ${rows} ${this.#isNewestFirst ? nothing : note}
    `;
  }

  #standing(story: OrderStory): TemplateResult {
    const problem = this.#problems.map((event) => problemBox(this, event));
    return (
      this.features?.renderStanding(story, problem) ??
      summaryRoom(story.next ? 3 : 2, shownSteps(story).length, problem)
    );
  }

  /** The header's problems: those resolved there a moment ago, so that a clicked button stays in place, then the first open one. */
  #inHeader(events: LogEvent[]): LogEvent[] {
    const before = this.#problems.map(({ id }) => id);
    const undoable = events.filter((event) => before.includes(event.id) && this.features?.row.isUndoable(event));
    const first = firstProblem(events);
    return first ? [...undoable, first] : undoable;
  }

  get #isNewestFirst(): boolean {
    return this.order === 'desc';
  }

  #rows(events: LogEvent[], story: OrderStory | null): TemplateResult {
    const isOnItsWay = Boolean(story?.next);
    return html`
      <div class="days">${this.keepsRows ? noChange : this.#days(events, isOnItsWay)}</div>
      ${isOnItsWay ? html`<div class="bar foot meta">${this.features?.renderFoot()}</div>` : nothing}
    `;
  }

  #days(events: LogEvent[], isOnItsWay: boolean): TemplateResult[] {
    const now = clock.now();
    const rows = storyRows(events, isOnItsWay ? now : null);
    const days = grouped(rows, ({ event }) => this.times.day(event.occurred_at, now));
    return this.#inOrder(days).map(([day, rows], at) => this.#day(day, rows, at));
  }

  #day(day: string, rows: StoryRow[], at: number): TemplateResult {
    const shown = this.#inOrder(foldedStory(rows).map((row) => (Array.isArray(row) ? this.#inOrder(row) : row)));
    return html`
      <div class="day">
        <h3 part="day" id="day-${at}">${day}</h3>
        <ol part="list" role="list" aria-labelledby="day-${at}">${foldedRows(this, shown, this.#row, this.#fold)}</ol>
      </div>
    `;
  }

  readonly #row = (row: StoryRow): unknown => this.#inOrder([timelineRow(this, row), silenceRow(this, row.silence)]);

  readonly #fold = (shown: StoryFold): unknown => {
    const fold = this.#inOrder([...shown]);
    const isOpen = this.folds.isOpen(fold.map(({ event }) => event));
    return this.#inOrder([timelineFold(this, fold), isOpen ? nothing : silenceRow(this, fold.at(-1)!.silence)]);
  };

  /** Converts items in order of time to the order of the list, and back. */
  #inOrder<Item>(items: Item[]): Item[] {
    return this.#isNewestFirst ? items.reverse() : items;
  }
}

define('order-timeline', OrderTimeline);

declare global {
  interface HTMLElementTagNameMap {
    'order-timeline': OrderTimeline;
  }
}
