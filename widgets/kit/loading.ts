import { asError, FlagpostError } from './client.ts';
import { clock } from './clock.ts';
import type { Reactive } from './reactive.ts';

/** Back in the page within this time, what was loaded before is still good. */
export const FRESH = 60_000;

/** One thing that is asked for: a later request supersedes an earlier one, and a failure leaves the last good answer. */
export class Loading<Answer> {
  value: Answer | undefined;
  error: FlagpostError | undefined;
  /** When `value` was answered. */
  loadedAt = Number.NEGATIVE_INFINITY;

  readonly #host: Reactive;
  #running: AbortController | undefined;

  constructor(host: Reactive) {
    this.#host = host;
  }

  get isPending(): boolean {
    return this.#running !== undefined;
  }

  /** Whether it was answered so lately, or is being asked. */
  isWithin(ms: number): boolean {
    return this.isPending || (!this.error && clock.now() - this.loadedAt < ms);
  }

  /** Null where a later request has superseded this one. */
  async run(ask: (signal: AbortSignal) => Promise<Answer>): Promise<Answer | FlagpostError | null> {
    this.stop();
    const running = new AbortController();
    this.#running = running;
    this.#host.requestUpdate();
    const outcome = await ask(running.signal).catch(asError);
    if (this.#running !== running) return null;
    this.#running = undefined;
    if (outcome instanceof FlagpostError) this.error = outcome;
    else Object.assign(this, { value: outcome, error: undefined, loadedAt: clock.now() });
    this.#host.requestUpdate();
    return outcome;
  }

  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
  }

  /** Forgets everything: it belonged to another question. */
  clear(): void {
    this.stop();
    Object.assign(this, { value: undefined, error: undefined, loadedAt: Number.NEGATIVE_INFINITY });
  }
}
