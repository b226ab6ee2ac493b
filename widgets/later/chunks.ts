import type { LogEvent } from '../../worker/contract/event.ts';
import type { DrawnElement } from '../kit/drawn.ts';
import type { Line } from '../kit/lines.ts';

/**
 * Those chunks of a long list that are out of sight cost nothing: the browser skips them (`content-visibility`), and they
 * are not drawn anew before they are seen, unless an event in them has changed.
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

  /** It came into sight, or went out of it. */
  seen(at: string, { skipped }: Event & { skipped?: boolean }): void {
    if (skipped) this.#unseen.add(at);
    else if (this.#unseen.delete(at) && this.#stale.has(at)) this.#host.requestUpdate();
  }

  /** Whether it stays as it was drawn. */
  isKept(at: string, rows: (Line | Line[])[]): boolean {
    const events = rows.flat().flatMap(({ event, run }) => [event, ...run]);
    const before = this.#drawn.get(at);
    const isSame = events.length === before?.length && events.every((event, index) => event === before[index]);
    const isKept = isSame && this.#unseen.has(at);
    this.#stale[isKept ? 'add' : 'delete'](at);
    if (!isKept) this.#drawn.set(at, events);
    return isKept;
  }
}
