import { html, noChange, type TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import { eventsOf, grouped, type Line } from '../model/lines.ts';
import { longFeedStyles } from '../styles/long-feed.ts';
import type { FeedHost } from './host.ts';

/** Rows in one chunk. */
const CHUNK = 50;

/** A row, or rows that fold into one. */
type Row = Line | Line[];

/** Whether the browser skips a chunk of rows now (`content-visibility`). */
type SkipEvent = Event & { skipped?: boolean };

/**
 * Makes a long list cheap: the browser skips chunks of rows outside the viewport, and such a chunk does not render
 * again before it is visible, unless an event in it has changed.
 */
export class OffscreenController {
  readonly #host: FeedHost;
  /** The rendered events of each chunk. */
  readonly #rendered = new Map<string, LogEvent[]>();
  readonly #skipped = new Set<string>();
  /** Chunks that would render differently now. */
  readonly #stale = new Set<string>();

  constructor(host: FeedHost) {
    this.#host = host;
    host.addStyles(longFeedStyles);
  }

  /** Renders everything again, as printing needs. */
  reset(): void {
    this.#rendered.clear();
    this.#skipped.clear();
    this.#stale.clear();
  }

  /** Renders the rows of a day in chunks. */
  render(day: number, rows: Row[], renderRows: (rows: Row[]) => unknown): TemplateResult[] {
    return grouped(rows, (_, row) => Math.floor(row / CHUNK)).map(([chunk, inChunk]) => {
      const name = `${day} ${chunk}`;
      return html`<ol
        part="list"
        role="list"
        aria-labelledby="day-${day}"
        .style=${`--rows:${inChunk.length}`}
        @contentvisibilityautostatechange=${(change: SkipEvent) => this.#visibilityChanged(name, change)}
      >${this.#keeps(name, inChunk) ? noChange : renderRows(inChunk)}</ol>`;
    });
  }

  /** The chunk became visible, or left the viewport. */
  #visibilityChanged(chunk: string, { skipped }: SkipEvent): void {
    if (skipped) this.#skipped.add(chunk);
    else if (this.#skipped.delete(chunk) && this.#stale.has(chunk)) this.#host.requestUpdate();
  }

  /** Whether the chunk does not have to render again. */
  #keeps(chunk: string, rows: Row[]): boolean {
    const events = rows.flat().flatMap(eventsOf);
    const before = this.#rendered.get(chunk);
    const isSame = events.length === before?.length && events.every((event, index) => event === before[index]);
    const isKept = isSame && this.#skipped.has(chunk);
    this.#stale[isKept ? 'add' : 'delete'](chunk);
    if (!isKept) this.#rendered.set(chunk, events);
    return isKept;
  }
}
