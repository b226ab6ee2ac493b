import { asError, FlagpostError } from './client.ts';
import { clock } from './clock.ts';
import type { Controller, Reactive } from './reactive.ts';

/** Back in the page within this time, what was loaded before is still good. */
const FRESH = 60_000;

/** What was asked for at the same time as the count has the same news. */
export const MOMENT = 1000;

/** One thing that is asked for: a later request supersedes an earlier one, and a failure leaves the last good answer. */
export class Loading<Answer> implements Controller {
  value: Answer | undefined;
  error: FlagpostError | undefined;
  /** When `value` was answered. */
  loadedAt = Number.NEGATIVE_INFINITY;

  readonly #host: Reactive;
  #running: AbortController | undefined;

  constructor(host: Reactive) {
    this.#host = host;
    host.addController(this);
  }

  get isPending(): boolean {
    return this.#running !== undefined;
  }

  get isFresh(): boolean {
    return this.isWithin(FRESH);
  }

  /** Whether it was answered so lately, or is being asked. */
  isWithin(ms: number): boolean {
    return this.isPending || (!this.error && clock.now() - this.loadedAt < ms);
  }

  /** Null where a later request has superseded this one. */
  async run(ask: (signal: AbortSignal) => Promise<Answer>): Promise<Answer | FlagpostError | null> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.#host.requestUpdate();
    const outcome = await ask(running.signal).catch(asError);
    if (this.#running !== running) return null;
    this.#running = undefined;
    if (outcome instanceof FlagpostError) this.error = outcome;
    else this.#loaded(outcome);
    this.#host.requestUpdate();
    return outcome;
  }

  /** Forgets everything: it belonged to another question. */
  clear(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.value = undefined;
    this.error = undefined;
    this.loadedAt = Number.NEGATIVE_INFINITY;
  }

  /** Goes on with what another has. */
  inherit({ value, error, loadedAt }: Loading<Answer>): void {
    Object.assign(this, { value, error, loadedAt });
  }

  /** An element that is only being moved is back before the microtask. */
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.#running?.abort();
      this.#running = undefined;
    });
  }

  #loaded(value: Answer): void {
    this.value = value;
    this.error = undefined;
    this.loadedAt = clock.now();
  }
}
