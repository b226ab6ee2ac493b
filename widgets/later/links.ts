import { html, type TemplateResult } from 'lit/html.js';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { DrawnElement } from '../kit/drawn.ts';
import { type Line, linesOf } from '../kit/lines.ts';
import { readEvent } from './client-writes.ts';

const NAME = 'event';

/** Every event has an address: the page's own, with `?event=<id>`. */
export class Links {
  /** The id of the row to mark. */
  found: string | undefined;
  readonly #host: DrawnElement;
  /** What is linked but not in the list; null where it is gone. */
  #apart: LogEvent | null | undefined;

  constructor(host: DrawnElement) {
    this.#host = host;
  }

  async copy({ id }: LogEvent): Promise<void> {
    const url = new URL(location.href);
    url.searchParams.set(NAME, id);
    const { words } = this.#host;
    const isCopied = await navigator.clipboard?.writeText(url.href).then(
      () => true,
      () => false,
    );
    this.#host.say(isCopied ? words.copied : words.notCopied);
  }

  /** Shows and marks the row of the event that the page's URL names, or, in a list of all, the event over the rows. */
  async follow(): Promise<void> {
    const id = new URLSearchParams(location.search).get(NAME);
    if (!id || !this.#host.syncUrl) return;
    const event = this.#host.shown.find((each) => each.id === id);
    // In the line of a newer failure, or in a fold, it is shown once that is open.
    const line = event && linesOf(this.#newestFirst).find((each) => each.event === event || each.run.includes(event));
    if (line) for (const each of [line.event, ...line.run]) this.#host.unfolded.add(each.id);
    else this.#apart = 'orderId' in this.#host ? undefined : await this.#read(id);
    this.found = line?.event.id ?? id;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const row = this.#host.renderRoot.querySelector<HTMLElement>('[aria-current=true]');
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
  }

  /** The linked event where the list has not got to it yet. */
  over(entry: (line: Line) => TemplateResult): TemplateResult | undefined {
    if (this.#apart === undefined || this.#host.shown.some(({ id }) => id === this.found)) return undefined;
    const { words } = this.#host;
    if (!this.#apart) return html`<p class="meta bar" part="linked">${words.linkGone}</p>`;
    return html`
      <div class="days" part="linked">
        <div class="day">
          <h3 part="day">${words.linked}</h3>
          <ol part="list" role="list" aria-label=${words.linked}>${entry({ event: this.#apart, run: [] })}</ol>
        </div>
      </div>
    `;
  }

  /** It changes where it stands apart, too. */
  change(now: (event: LogEvent) => LogEvent): void {
    if (this.#apart) this.#apart = now(this.#apart);
  }

  get #newestFirst(): LogEvent[] {
    return [...this.#host.shown].sort((a, b) => (a.id < b.id ? 1 : -1));
  }

  async #read(id: string): Promise<LogEvent | null> {
    const { connection } = this.#host;
    return (connection && (await readEvent(connection.client, id).catch(() => null))) ?? null;
  }
}
