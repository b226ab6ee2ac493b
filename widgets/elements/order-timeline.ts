import { html, noChange, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Timeline } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { FeaturesModule } from '../controllers/features.ts';
import type { TimelineHost } from '../controllers/host.ts';
import { RequestController } from '../controllers/request-controller.ts';
import type { TimelineFeatures } from '../controllers/timeline-features.ts';
import { isUnderway } from '../model/event-state.ts';
import { folded, linesOf } from '../model/lines.ts';
import { timelineStyles } from '../styles/timeline.ts';
import { firstRows } from '../sync/first-rows.ts';
import { foldedRows } from '../templates/folds.ts';
import { liveRegion } from '../templates/live-region.ts';
import { resolveAllBar } from '../templates/resolve-all-bar.ts';
import { emptyState, errorState, skeleton } from '../templates/states.ts';
import { timelineFold, timelineRow } from '../templates/timeline-row.ts';
import { define } from './define.ts';
import { ListElement } from './list-element.ts';

/**
 * The whole story of one order.
 *
 * @element order-timeline
 * @fires flagpost-load - The story is shown.
 * @fires flagpost-error - A request failed; `detail.error` has a `code`.
 * @fires flagpost-resolve - A problem was resolved or reopened; `detail` is `{ event, count }`.
 * @fires flagpost-action - A person chose an action of an event; `detail` is `{ name, event }`. Cancel it to do it yourself.
 * @slot empty - Shown while nothing has happened.
 * @slot error - Shown when the story could not be had.
 * @csspart all - The number of open problems and the button for all of them, above the list.
 * @csspart list - All rows.
 * @csspart entry - A row.
 * @csspart time - Its time.
 * @csspart dot - Its dot on the rail.
 * @csspart icon - The sign of an open problem, in place of the dot.
 * @csspart message - The event's message.
 * @csspart link - A tracking number.
 * @csspart copy - The button that copies it.
 * @csspart detail - The lesser line under the message.
 * @csspart meta - The kinds of events in a fold.
 * @csspart times - When a problem happened before, once that is opened.
 * @csspart note - The box for a note; for who may write.
 * @csspart add-note - The button that opens it.
 * @csspart input - Where it is written.
 * @csspart failure - Why a click failed.
 * @csspart action-status - The progress of an action.
 * @csspart button - Every button.
 * @csspart fold - The ones that open something.
 * @csspart resolve - Resolve and Undo in a row.
 * @csspart action - A problem's first action, or Wake, in a row.
 * @csspart menu - The button of a row's menu.
 * @csspart resolve-all - Resolve all and its undo.
 * @csspart empty - In place of the rows while there are none.
 * @csspart error - Why the story could not be had, in place of the rows or above the last good ones.
 * @csspart skeleton - In place of the rows until the first answer.
 * @cssproperty --flagpost-accent - Focus. Default: a blue.
 * @cssproperty --flagpost-text - Text. Default: the page's.
 * @cssproperty --flagpost-muted - Lesser text.
 * @cssproperty --flagpost-line - The rail, lines and edges.
 * @cssproperty --flagpost-warning - Warnings.
 * @cssproperty --flagpost-error - Errors.
 * @cssproperty --flagpost-radius - Corners. Default: 6px.
 */
export class OrderTimeline extends ListElement<TimelineFeatures> implements TimelineHost {
  static override styles = [...ListElement.listStyles, timelineStyles];

  static override properties: PropertyDeclarations = {
    orderId: { attribute: 'order-id' },
    order: {},
  };

  /** The shop's own order number. */
  orderId: string | undefined;
  /** `asc`, the oldest first, or `desc`. */
  order: 'asc' | 'desc' = 'asc';

  readonly request = new RequestController<Timeline>(this);
  protected readonly subject = 'orderId';

  protected override createFeatures(module: FeaturesModule): TimelineFeatures {
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
        ${errorState(this, this.request, this.retry)}
        ${value ? this.#story(value, this.orderId) : error ? nothing : skeleton(this.messages.loading)}
        ${liveRegion(this.announcement)}${this.features?.menu.render()}
      </section>
    `;
  }

  /** The note's form is where the next row will be. */
  #story({ events, as_of }: Timeline, order_id: string): TemplateResult {
    const isNewestFirst = this.order === 'desc';
    const note = this.canWrite ? html`<div class="note" part="note">${this.features?.note.render()}</div>` : nothing;
    const rows = events.length > 0 ? this.#rows(events, isNewestFirst) : emptyState(this.messages.emptyTimeline);
    return html`
      ${resolveAllBar(this, events, false, { order_id }, as_of)} ${isNewestFirst ? note : nothing}
      ${rows} ${isNewestFirst ? nothing : note}
    `;
  }

  #rows(events: LogEvent[], isNewestFirst: boolean): TemplateResult {
    const isOnItsWay = isUnderway(events);
    return html`
      <ol part="list" role="list">${this.keepsRows ? noChange : this.#entries(events, isNewestFirst, isOnItsWay)}</ol>
      ${isOnItsWay ? html`<div class="bar foot meta">${this.features?.renderFoot()}</div>` : nothing}
    `;
  }

  #entries(events: LogEvent[], isNewestFirst: boolean, isOnItsWay: boolean): unknown[] {
    const lines = linesOf(events.toReversed());
    const newest = isOnItsWay ? lines[0] : undefined;
    return foldedRows(
      this,
      folded(isNewestFirst ? lines : lines.toReversed(), newest),
      (line) => timelineRow(this, line, line === newest),
      (fold) => timelineFold(this, fold),
    );
  }
}

define('order-timeline', OrderTimeline);

declare global {
  interface HTMLElementTagNameMap {
    'order-timeline': OrderTimeline;
  }
}
