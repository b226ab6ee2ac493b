import type { LogEvent } from '../../worker/contract/event.ts';
import type { ActivityFeed } from '../activity-feed.ts';
import { clock } from '../kit/clock.ts';
import type { Line } from '../kit/lines.ts';

const QUARTER = 15 * 60_000;

/**
 * Those chunks of a long list that are out of sight cost nothing: the browser skips them (`content-visibility`), and they
 * are not drawn anew before they are seen, unless an event in them has changed.
 */
export class Chunks {
  readonly #host: ActivityFeed;
  /** By where it stands: what was drawn of it. */
  readonly #drawn = new Map<string, LogEvent[]>();
  readonly #unseen = new Set<string>();
  /** Those that would look another way if they were drawn now. */
  readonly #stale = new Set<string>();

  #kept: { of: unknown[]; days: [string, Line[]][] } | undefined;

  constructor(host: ActivityFeed) {
    this.#host = host;
  }

  /** What it shows, by days: the same until an event changes, or a day may have. Midnight falls on a quarter of an hour everywhere. */
  get days(): [string, Line[]][] {
    const of = [this.#host.visible, this.#host.times, Math.floor(clock.now() / QUARTER)];
    if (of.some((one, at) => one !== this.#kept?.of[at])) this.#kept = { of, days: this.#host.days };
    return this.#kept!.days;
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
