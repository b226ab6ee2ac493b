import type { LogEvent } from '../../worker/contract/event.ts';
import { clock } from '../model/clock.ts';
import { eventsOf, type Line } from '../model/lines.ts';
import type { FeedHost } from './host.ts';

const QUARTER = 15 * 60_000;

/** Whether the browser skips a chunk of rows now (`content-visibility`). */
export type SkipEvent = Event & { skipped?: boolean };

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
  #days: { inputs: unknown[]; days: [string, Line[]][] } | undefined;

  constructor(host: FeedHost) {
    this.#host = host;
  }

  /** The lines by day, cached until an event changes or midnight may have passed. Every zone's midnight is on a quarter hour. */
  get days(): [string, Line[]][] {
    const { times, visibleEvents } = this.#host;
    const inputs = [visibleEvents, times, Math.floor(clock.now() / QUARTER)];
    if (inputs.some((input, at) => input !== this.#days?.inputs[at])) this.#days = { inputs, days: this.#host.days };
    return this.#days!.days;
  }

  /** Renders everything again, as print needs. */
  reset(): void {
    this.#rendered.clear();
    this.#skipped.clear();
    this.#stale.clear();
    this.#days = undefined;
  }

  /** The chunk became visible, or left the viewport. */
  visibilityChanged(chunk: string, { skipped }: SkipEvent): void {
    if (skipped) this.#skipped.add(chunk);
    else if (this.#skipped.delete(chunk) && this.#stale.has(chunk)) this.#host.requestUpdate();
  }

  /** Whether the chunk keeps what it rendered before. */
  keeps(chunk: string, rows: (Line | Line[])[]): boolean {
    const events = rows.flat().flatMap(eventsOf);
    const before = this.#rendered.get(chunk);
    const isSame = events.length === before?.length && events.every((event, index) => event === before[index]);
    const isKept = isSame && this.#skipped.has(chunk);
    this.#stale[isKept ? 'add' : 'delete'](chunk);
    if (!isKept) this.#rendered.set(chunk, events);
    return isKept;
  }
}
