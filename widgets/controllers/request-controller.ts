import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import { asError, FlagpostError } from '../client/client.ts';
import { clock } from '../model/clock.ts';

/** An answer is still fresh for this long, in milliseconds, when the element returns to the page. */
export const FRESH = 60_000;

const NEVER = Number.NEGATIVE_INFINITY;

/**
 * One request of an element and its state, as in `@lit/task`: pending, value, error. A later run replaces an earlier one,
 * and an error keeps the last good value.
 */
export class RequestController<Answer> implements ReactiveController {
  value: Answer | undefined;
  error: FlagpostError | undefined;
  /** When `value` arrived. */
  loadedAt = NEVER;
  readonly #host: ReactiveControllerHost & { readonly isConnected: boolean };
  #running: AbortController | undefined;

  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    // A moved element is back before the microtask.
    queueMicrotask(() => this.#host.isConnected || this.abort());
  }

  get isPending(): boolean {
    return this.#running !== undefined;
  }

  /** Whether the answer is younger than `ms`, or a request is pending. */
  isWithin(ms: number): boolean {
    return this.isPending || (!this.error && clock.now() - this.loadedAt < ms);
  }

  /** Runs a request. Resolves with null if a later run replaced it. */
  async run(send: (signal: AbortSignal) => Promise<Answer>): Promise<Answer | FlagpostError | null> {
    this.abort();
    const running = new AbortController();
    this.#running = running;
    this.#host.requestUpdate();
    const outcome = await send(running.signal).catch(asError);
    if (this.#running !== running) return null;
    this.#running = undefined;
    if (outcome instanceof FlagpostError) this.error = outcome;
    else this.#set(outcome, clock.now());
    this.#host.requestUpdate();
    return outcome;
  }

  /** Changes the value without a request. */
  update(value: Answer): void {
    this.value = value;
    this.#host.requestUpdate();
  }

  /** Takes over the state of another element's request. */
  takeOver({ value, error, loadedAt }: RequestController<Answer>): void {
    Object.assign(this, { value, error, loadedAt });
  }

  abort(): void {
    this.#running?.abort();
    this.#running = undefined;
  }

  /** Forgets the answer and the error of an earlier subject. */
  reset(): void {
    this.abort();
    this.#set(undefined, NEVER);
  }

  #set(value: Answer | undefined, loadedAt: number): void {
    this.value = value;
    this.error = undefined;
    this.loadedAt = loadedAt;
  }
}
