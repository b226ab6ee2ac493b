import type { PropertyValues } from '@lit/reactive-element';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Timeline } from '../worker/contract/api.ts';
import type { LogEvent } from '../worker/contract/event.ts';
import { eventType } from '../worker/contract/taxonomy.ts';
import { clock, Ticking } from './kit/clock.ts';
import type { Connection } from './kit/connection.ts';
import { DrawnElement } from './kit/drawn.ts';
import { define } from './kit/element.ts';
import { isOpen, levelWord, resolution, timeTag, withEvent } from './kit/entry.ts';
import { levelSign } from './kit/icons.ts';
import { type Tracking, trackingOf } from './kit/links.ts';
import { Loading } from './kit/loading.ts';
import { Resolving } from './kit/resolving.ts';
import { empty, skeleton } from './kit/states.ts';
import { strings } from './kit/strings.ts';
import { lists, palette } from './kit/styles.ts';
import { timelineStyles } from './kit/timeline-styles.ts';

const link = ({ number, url }: Tracking) =>
  html`<a part="link" href=${url} target="_blank" rel="noopener noreferrer">${number || strings.trackParcel}</a>`;

/** What the message does not say yet. */
const unsaid = ({ message, payload }: LogEvent): string[] =>
  [payload.carrier, payload.reason]
    .filter((value) => typeof value === 'string')
    .filter((value) => value && !message.includes(value));

/**
 * The whole story of one order.
 *
 * @element order-timeline
 * @fires flagpost-load - The story is shown.
 * @fires flagpost-error - A request failed; `detail.error` has a `code`.
 * @fires flagpost-resolve - A problem was resolved or reopened; `detail` is `{ event, count }`.
 * @slot empty - Shown while nothing has happened.
 * @slot error - Shown when the story could not be had.
 * @csspart list - All rows. Each is an `entry` of `time`, `dot` or `icon`, `message`, `detail`, `actions`.
 * @csspart link - A tracking number.
 * @csspart button - Refresh, Resolve (also `resolve`), Undo, Try again.
 * @csspart empty @csspart error @csspart skeleton - The other states.
 * @cssproperty --flagpost-accent - Focus. Default: the system's accent.
 * @cssproperty --flagpost-text @cssproperty --flagpost-muted @cssproperty --flagpost-line - Text, lesser text, lines.
 * @cssproperty --flagpost-warning @cssproperty --flagpost-error - The levels.
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
  get order(): 'asc' | 'desc' {
    return this.#order === 'desc' ? 'desc' : 'asc';
  }
  set order(order: string | null) {
    this.#order = order;
  }

  #order: string | null = null;
  readonly #timeline = new Loading<Timeline>(this);
  readonly #resolving = new Resolving(this);

  constructor() {
    super();
    new Ticking(this);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('orderId') || !this.hasUpdated) return;
    this.#timeline.clear();
    void this.load();
  }

  protected override joined(_connection: Connection, isSame: boolean): void {
    if (!isSame) this.#timeline.clear();
    if (!this.#timeline.isFresh) void this.load();
  }

  override eventChanged(event: LogEvent): void {
    const shown = this.#timeline.value;
    if (shown) this.#timeline.value = { ...shown, events: withEvent(shown.events, event) };
  }

  /** Asks again. What is shown stays until the answer comes. */
  async load(): Promise<void> {
    const { connection, orderId } = this;
    if (!connection || !orderId) return;
    await this.report(await this.#timeline.run((signal) => connection.client.timeline(orderId, signal)));
  }

  override render(): unknown {
    const { value, error } = this.#timeline;
    if (!this.orderId) return nothing;
    return html`
      <section aria-label=${strings.timeline} aria-busy=${this.#timeline.isPending}>
        ${this.failure(this.#timeline, this.#onRefresh)}
        ${value ? this.#story(value.events) : error ? nothing : skeleton(5)}
        ${this.#resolving.status}
      </section>
    `;
  }

  #story(events: LogEvent[]): TemplateResult {
    const last = events.at(-1);
    if (!last) return empty(strings.emptyTimeline);
    const isUnderway = eventType(last.event_type).underway === true;
    const rows = this.order === 'desc' ? events.toReversed() : events;
    return html`
      <ol part="list" role="list">${rows.map((event) => this.#entry(event, isUnderway && event === last))}</ol>
      ${isUnderway ? this.#foot() : nothing}
    `;
  }

  #entry(event: LogEvent, isHollow: boolean): TemplateResult {
    const { level, occurred_at } = event;
    const now = clock.now();
    return html`
      <li class="entry ${level} ${isOpen(event) ? 'open' : ''}" part="entry">
        ${timeTag(occurred_at, this.times.short(occurred_at, now), this.times)}
        <div class="rail">
          ${
            level !== 'info' && isOpen(event)
              ? levelSign(level)
              : html`<div class="dot ${isHollow ? 'hollow' : ''}" part="dot"></div>`
          }
        </div>
        <div class="body">
          <div class="text">
            <p part="message">${levelWord(event)}${this.#message(event)}</p>
            ${this.#detail(event, now)} ${this.#resolving.failure(event)}
          </div>
          ${this.#resolving.control(event)}
        </div>
      </li>
    `;
  }

  /** The tracking number becomes its link where it stands. */
  #message(event: LogEvent): unknown {
    const tracking = trackingOf(event);
    const at = tracking?.number ? event.message.indexOf(tracking.number) : -1;
    if (!tracking || at < 0) return event.message;
    return html`${event.message.slice(0, at)}${link(tracking)}${event.message.slice(at + tracking.number.length)}`;
  }

  #detail(event: LogEvent, now: number): TemplateResult | typeof nothing {
    const tracking = trackingOf(event);
    const parts = [
      ...unsaid(event),
      tracking && !(tracking.number && event.message.includes(tracking.number)) ? link(tracking) : null,
      this.times.late(event.occurred_at, event.inserted_at),
      resolution(event, this.times, now),
    ].filter((part) => part !== null);
    if (parts.length === 0) return nothing;
    return html`<p class="meta detail" part="detail">${parts.map((part, at) => [at > 0 ? ' · ' : '', part])}</p>`;
  }

  #foot(): TemplateResult {
    const { loadedAt, isPending } = this.#timeline;
    return html`
      <div class="bar foot meta">
        <span>${strings.checked(this.times.ago(loadedAt, clock.now()))}</span>
        <button type="button" part="button" aria-disabled=${isPending} @click=${this.#onRefresh}>${strings.refresh}</button>
      </div>
    `;
  }

  readonly #onRefresh = () => {
    if (!this.#timeline.isPending) void this.load();
  };
}

define('order-timeline', OrderTimeline);

declare global {
  interface HTMLElementTagNameMap {
    'order-timeline': OrderTimeline;
  }
}
