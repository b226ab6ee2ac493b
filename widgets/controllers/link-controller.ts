import { html, type TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import { readEvent } from '../client/writes.ts';
import { eventsOf, type Line, linesOf } from '../model/lines.ts';
import { copyText } from './copy-text.ts';
import type { ListHost } from './host.ts';

const PARAMETER = 'event';

/** Every event has an address: the page's own with `?event=<id>`. */
export class LinkController {
  /** The id of the linked row. */
  eventId: string | undefined;
  readonly #host: ListHost;
  /** A linked event that the list does not contain; null if it no longer exists. */
  #separate: LogEvent | null | undefined;

  constructor(host: ListHost) {
    this.#host = host;
    if (host.request.value) void this.#follow();
    else host.addEventListener('flagpost-load', () => this.#follow(), { once: true });
  }

  async copy({ id }: LogEvent): Promise<void> {
    const url = new URL(location.href);
    url.searchParams.set(PARAMETER, id);
    const { linkCopied, linkNotCopied } = this.#host.messages;
    const isCopied = await copyText(url.href);
    this.#host.announce(isCopied ? linkCopied : linkNotCopied);
  }

  /** Renders the linked event above a feed that has not loaded it yet. */
  render(renderLine: (line: Line) => TemplateResult): TemplateResult | undefined {
    const { events, messages } = this.#host;
    if (this.#separate === undefined || events.some(({ id }) => id === this.eventId)) return undefined;
    if (!this.#separate) return html`<p class="meta bar" part="linked">${messages.linkGone}</p>`;
    return html`
      <div class="days" part="linked">
        <div class="day">
          <h3 part="day">${messages.linked}</h3>
          <ol part="list" role="list" aria-label=${messages.linked}>${renderLine({ event: this.#separate, run: [] })}</ol>
        </div>
      </div>
    `;
  }

  /** Changes the linked event too, if it is shown above the list. */
  applyChange(change: (event: LogEvent) => LogEvent): void {
    if (this.#separate) this.#separate = change(this.#separate);
  }

  /** Marks the row of the linked event and scrolls to it, or loads the event if the feed does not contain it. */
  async #follow(): Promise<void> {
    const host = this.#host;
    const id = new URLSearchParams(location.search).get(PARAMETER);
    if (!id || !host.syncUrl) return;
    const event = host.events.find((each) => each.id === id);
    const isStory = 'orderId' in host;
    // The event may be in a fold, which then opens, or in the line of a newer failure. A timeline shows each failure in its own row.
    const line = event && !isStory && linesOf(this.#newestFirst).find((each) => eventsOf(each).includes(event));
    if (event) host.folds.open([event]);
    else this.#separate = isStory ? undefined : await this.#read(id);
    this.eventId = line ? line.event.id : id;
    host.requestUpdate();
    await host.updateComplete;
    const row = host.renderRoot.querySelector<HTMLElement>('[aria-current=true]');
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
  }

  get #newestFirst(): LogEvent[] {
    return [...this.#host.events].sort((a, b) => (a.id < b.id ? 1 : -1));
  }

  async #read(id: string): Promise<LogEvent | null> {
    const { session } = this.#host;
    return session ? readEvent(session.client, id).catch(() => null) : null;
  }
}
