import { html, noChange, type TemplateResult } from 'lit/html.js';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { DrawnElement } from './drawn.ts';
import { grouped, type Line } from './lines.ts';

/** Rows that are laid out, drawn and skipped together. */
const SIZE = 50;

type Rows = (Line | Line[])[];

/**
 * The rows of a list in chunks, of which those that are out of sight cost nothing: the browser skips them
 * (`content-visibility`), and they are not drawn anew before they are seen, unless an event in them has changed.
 */
export class Chunks {
  readonly #host: DrawnElement;
  /** By where it stands: what was drawn of it. */
  readonly #drawn = new Map<string, LogEvent[]>();
  readonly #unseen = new Set<string>();
  /** Those that would look another way if they were drawn now. */
  readonly #stale = new Set<string>();

  constructor(host: DrawnElement) {
    this.#host = host;
  }

  lists(day: number, rows: Rows, draw: (rows: Rows) => unknown[]): TemplateResult[] {
    return grouped([...rows.entries()], ([at]) => Math.floor(at / SIZE)).map(([chunk, entries]) =>
      this.#list(
        day,
        `${day} ${chunk}`,
        entries.map(([, row]) => row),
        draw,
      ),
    );
  }

  #list(day: number, at: string, rows: Rows, draw: (rows: Rows) => unknown[]): TemplateResult {
    const seen = ({ skipped }: Event & { skipped?: boolean }) => {
      if (skipped) this.#unseen.add(at);
      else if (this.#unseen.delete(at) && this.#stale.has(at)) this.#host.requestUpdate();
    };
    return html`<ol
      part="list"
      role="list"
      aria-labelledby="day-${day}"
      .style=${`--rows:${rows.length}`}
      @contentvisibilityautostatechange=${seen}
    >${this.#rows(at, rows, draw)}</ol>`;
  }

  #rows(at: string, rows: Rows, draw: (rows: Rows) => unknown[]): unknown {
    const events = rows.flat().flatMap(({ event, run }) => [event, ...run]);
    const before = this.#drawn.get(at);
    const isSame = events.length === before?.length && events.every((event, index) => event === before[index]);
    if (isSame && this.#unseen.has(at)) {
      this.#stale.add(at);
      return noChange;
    }
    this.#drawn.set(at, events);
    this.#stale.delete(at);
    return draw(rows);
  }
}
