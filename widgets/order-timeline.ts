import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Timeline } from '../worker/contract/api.ts';
import type { LogEvent } from '../worker/contract/event.ts';
import { eventType } from '../worker/contract/taxonomy.ts';
import { clock } from './kit/clock.ts';
import { own } from './kit/customize.ts';
import { DrawnElement } from './kit/drawn.ts';
import { define } from './kit/element.ts';
import { DOT, doneBy, dotted, isOpen, levelWord, messageOf, recorded, resolution, timeTag } from './kit/entry.ts';
import { bar, below, control, count, status } from './kit/hands.ts';
import { levelSign } from './kit/icons.ts';
import { folded, type Line, linesOf } from './kit/lines.ts';
import { type Tracking, trackingOf } from './kit/links.ts';
import { lists } from './kit/list-styles.ts';
import { Loading } from './kit/loading.ts';
import { empty, failed, skeleton } from './kit/states.ts';
import { palette } from './kit/styles.ts';
import { timelineStyles } from './kit/timeline-styles.ts';
import { foldOf, isUnfolded, unfoldedRows } from './kit/unfolding.ts';

/** What the message does not say yet. */
const unsaid = ({ message, payload }: LogEvent): string[] =>
  [payload.carrier, payload.reason].filter(
    (value): value is string => typeof value === 'string' && value !== '' && !message.includes(value),
  );

/** Whether the order goes on after what happened last; a note or a bounced mail says nothing of that. */
const isOnItsWay = (events: LogEvent[]): boolean => {
  const types = events.map(({ event_type }) => eventType(event_type));
  return types.findLast(({ underway, ends }) => underway || ends)?.underway === true;
};

/**
 * The whole story of one order.
 *
 * @element order-timeline
 * @fires flagpost-load - The story is shown.
 * @fires flagpost-error - A request failed; `detail.error` has a `code`.
 * @fires flagpost-resolve - A problem was resolved or reopened; `detail` is `{ event, count }`.
 * @fires flagpost-action - Somebody wants something done about an event; `detail` is `{ name, event }`. Cancel it to do it yourself.
 * @slot empty - Shown while nothing has happened.
 * @slot error - Shown when the story could not be had.
 * @csspart all - How many problems are open and the button for all of them, over the list.
 * @csspart list - All rows.
 * @csspart entry - A row.
 * @csspart time - Its time.
 * @csspart dot - Its dot on the rail.
 * @csspart icon - The sign in place of the dot, of what is open.
 * @csspart message - What happened.
 * @csspart link - A tracking number.
 * @csspart detail - The lesser line under the message.
 * @csspart meta - What kinds of events a fold holds.
 * @csspart times - When a problem happened before, once that is opened.
 * @csspart note - The box for a note; for who may write.
 * @csspart add-note - The button that opens it.
 * @csspart input - Where it is written.
 * @csspart failure - Why a click came to nothing.
 * @csspart button - Every button.
 * @csspart fold - The ones that open something.
 * @csspart resolve - Resolve and Undo in a row.
 * @csspart action - What may be done about a problem, or Wake, in a row.
 * @csspart menu - The button for what else may be done.
 * @csspart resolve-all - Resolve all and its undo.
 * @csspart empty - In place of the rows while there are none.
 * @csspart error - Why the story could not be had, in place of the rows or above the last good ones.
 * @csspart skeleton - In place of the rows until the first answer.
 * @cssproperty --flagpost-accent - Focus. Default: a blue.
 * @cssproperty --flagpost-text - Text. Default: the page's.
 * @cssproperty --flagpost-muted - Lesser text.
 * @cssproperty --flagpost-line - The rail, lines and edges.
 * @cssproperty --flagpost-warning - What is wrong.
 * @cssproperty --flagpost-error - What is broken.
 * @cssproperty --flagpost-radius - Corners. Default: 6px.
 */
export class OrderTimeline extends DrawnElement {
  static override styles = [palette, lists, timelineStyles];

  static override properties = {
    ...DrawnElement.properties,
    orderId: { attribute: 'order-id' },
    order: {},
  };

  /** The shop's own order number. */
  orderId: string | undefined;

  /** `asc`, the oldest first, or `desc`. */
  order: 'asc' | 'desc' = 'asc';

  readonly loading = new Loading<Timeline>(this);
  protected readonly question = 'orderId';

  /** Asks again. What is shown stays until the answer comes. */
  override async load(): Promise<void> {
    const { connection, orderId } = this;
    if (!connection || !orderId) return connection?.painted(this);
    await this.report(await this.loading.run((signal) => connection.client.timeline(orderId, signal)));
  }

  override render(): unknown {
    const { value, error, isPending } = this.loading;
    if (!this.orderId) return nothing;
    return html`
      <section aria-label=${this.words.timeline} aria-busy=${isPending}>
        ${failed(this)}
        ${value ? this.#story(value, this.orderId) : error ? nothing : skeleton(this.words.loading)}
        ${status(this)}
      </section>
    `;
  }

  /** The box for a note is where the next line will be. */
  #story({ events, as_of }: Timeline, order_id: string): TemplateResult {
    const isUp = this.order === 'desc';
    const note = this.canWrite ? html`<div class="note" part="note">${this.acts?.note.render()}</div>` : nothing;
    return html`
      ${bar(this, false, { order_id }, as_of)} ${isUp ? note : nothing}
      ${events.length > 0 ? this.#list(events, isUp) : empty(this.words.emptyTimeline)} ${isUp ? nothing : note}
    `;
  }

  #list(events: LogEvent[], isUp: boolean): TemplateResult {
    const isUnderway = isOnItsWay(events);
    const lines = linesOf(events.toReversed());
    const hollow = isUnderway ? lines[0] : undefined;
    const rows = folded(isUp ? lines : lines.toReversed(), hollow);
    return html`
      <ol part="list" role="list">${unfoldedRows(this, rows, (line) => this.#entry(line, line === hollow), this.#fold)}</ol>
      ${isUnderway ? html`<div class="bar foot meta">${this.acts?.foot}</div>` : nothing}
    `;
  }

  readonly #fold = (lines: Line[]): TemplateResult => {
    const { occurred_at } = lines[0]!.event;
    const time = timeTag(occurred_at, this.times.short(occurred_at, clock.now()));
    const isOpen = isUnfolded(
      this,
      lines.map(({ event }) => event),
    );
    return html`
      <li class="entry fold" part="entry">
        ${isOpen ? html`<span></span>` : time}
        <div class="rail"><div class="dot" part="dot"></div></div>
        <div class="body">${foldOf(this, lines)}</div>
      </li>
    `;
  };

  #entry(line: Line, isHollow: boolean): TemplateResult {
    const { event } = line;
    const { level, occurred_at, resolved_at } = event;
    const now = clock.now();
    const state = isOpen(event) ? 'open' : resolved_at ? 'over' : '';
    return html`
      <li class="entry ${level} ${state}" part="entry" tabindex="-1" aria-current=${this.acts?.linked === event.id}>
        ${timeTag(occurred_at, this.times.short(occurred_at, now))}
        <div class="rail">
          ${
            level !== 'info' && isOpen(event)
              ? levelSign(level)
              : html`<div class="dot ${isHollow ? 'hollow' : ''}" part="dot"></div>`
          }
        </div>
        <div class="body">
          <div class="text">
            <p part="message">${levelWord(this, event)}${this.#message(event)}</p>
            ${this.#detail(line, now)} ${below(this, line)}
          </div>
          ${control(this, event)}
        </div>
      </li>
    `;
  }

  /** The tracking number becomes its link where it stands. */
  #message(event: LogEvent): unknown {
    const tracking = trackingOf(event);
    const at = tracking?.number ? event.message.indexOf(tracking.number) : -1;
    if (!tracking || at < 0 || own.types[event.event_type]?.render) return messageOf(event);
    return html`${event.message.slice(0, at)}${this.#link(tracking)}${event.message.slice(at + tracking.number.length)}`;
  }

  #link({ number, url }: Tracking): TemplateResult {
    return html`<a part="link" href=${url} target="_blank" rel="noopener noreferrer">${number || this.words.trackParcel}</a>`;
  }

  #detail(line: Line, now: number): TemplateResult | typeof nothing {
    const { event } = line;
    const tracking = trackingOf(event);
    const link = tracking && !(tracking.number && event.message.includes(tracking.number)) && this.#link(tracking);
    const words = dotted([...unsaid(event), doneBy(this, event), recorded(this, event), resolution(this, event, now)]);
    const parts = [count(this, line), words, link].filter(Boolean).flatMap((part) => [DOT, part]);
    return parts.length ? html`<p class="meta detail" part="detail">${parts.slice(1)}</p>` : nothing;
  }
}

define('order-timeline', OrderTimeline);

declare global {
  interface HTMLElementTagNameMap {
    'order-timeline': OrderTimeline;
  }
}
