import type { Attention } from '../../worker/contract/api.ts';
import type { Level } from '../../worker/contract/event.ts';
import { asError, type Client, type FlagpostError } from './client.ts';
import { clock } from './clock.ts';

/** A page that asks for less gets this: no typing mistake may hammer the worker. */
const SHORTEST = 5_000;

/**
 * What needs attention, asked once for all who watch: at the shortest interval that one of them wants, never in a hidden
 * tab, at once when it is shown again.
 */
export class AttentionPoll {
  /** The last good answer; a failure leaves it. */
  value: Attention | undefined;
  error: FlagpostError | undefined;
  /** When `value` was answered. */
  answeredAt = 0;

  readonly #client: Client;
  readonly #changed: () => void;
  readonly #watchers = new Map<object, number>();
  #askedAt = Number.NEGATIVE_INFINITY;
  #asking = false;
  /** Clicks so far: an answer that was asked for before one is out of date. */
  #clicks = 0;
  #cancel: (() => void) | undefined;

  constructor(client: Client, changed: () => void) {
    this.#client = client;
    this.#changed = changed;
  }

  watch(watcher: object, seconds: number): void {
    if (this.#watchers.size === 0) document.addEventListener('visibilitychange', this.#shown);
    this.#watchers.set(watcher, Math.max(SHORTEST, seconds * 1000));
    this.#schedule();
  }

  unwatch(watcher: object): void {
    this.#watchers.delete(watcher);
    if (this.#watchers.size === 0) document.removeEventListener('visibilitychange', this.#shown);
    this.#schedule();
  }

  async ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    this.#askedAt = clock.now();
    const clicks = this.#clicks;
    try {
      const value = await this.#client.attention();
      if (clicks === this.#clicks) this.#answered(value);
    } catch (error) {
      this.error = asError(error);
    }
    this.#asking = false;
    if (clicks !== this.#clicks) this.#askedAt = Number.NEGATIVE_INFINITY;
    this.#changed();
    this.#schedule();
  }

  /** A click that the server has not answered yet; the answer brings the real count. */
  shift(level: Level, by: 1 | -1): void {
    this.#clicks++;
    if (!this.value || this.value.capped || level === 'info') return;
    const count = Math.max(0, this.value.count + by);
    this.value = split(count, level === 'error' ? this.value.by_level.error + by : this.value.by_level.error);
  }

  /** The count that came with the answer to a click. */
  settle(count: number): void {
    this.#clicks++;
    if (this.value) this.value = split(count, this.value.by_level.error);
    else if (this.#watchers.size > 0) void this.ask();
  }

  #answered(value: Attention): void {
    this.value = value;
    this.error = undefined;
    this.answeredAt = clock.now();
  }

  #schedule(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#watchers.size === 0 || document.hidden || this.#asking) return;
    const wait = this.#askedAt + Math.min(...this.#watchers.values()) - clock.now();
    if (wait > 0) this.#cancel = clock.after(wait, () => void this.ask());
    else void this.ask();
  }

  readonly #shown = () => {
    if (document.hidden) this.#schedule();
    else void this.ask();
  };
}

/** Counts stop at 100 (contract "HTTP"). */
const CAP = 100;

const split = (count: number, errors: number): Attention => {
  const error = Math.min(count, Math.max(0, errors));
  return { count, capped: count >= CAP, by_level: { error, warning: count - error } };
};
