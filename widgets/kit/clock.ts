import type { Controller, Reactive } from './reactive.ts';

/** The elements' only source of time, so that a test can hold it. */
export const clock = {
  now: (): number => Date.now(),
  /** Runs once after `ms`; the answer cancels it. */
  after: (ms: number, run: () => void): (() => void) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Half a minute: a relative time is never a whole minute wrong. */
const TICK = 30_000;

const hosts = new Set<Reactive>();
let cancel: (() => void) | undefined;

const tick = () => {
  cancel?.();
  cancel = undefined;
  if (hosts.size === 0 || document.hidden) return;
  for (const host of hosts) host.requestUpdate();
  cancel = clock.after(TICK, tick);
};

/** Keeps the times in an element true. One timer for the whole page, and none while it is hidden. */
export class Ticking implements Controller {
  readonly #host: Reactive;

  constructor(host: Reactive) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    hosts.add(this.#host);
    if (hosts.size > 1) return;
    document.addEventListener('visibilitychange', tick);
    cancel ??= clock.after(TICK, tick);
  }

  hostDisconnected(): void {
    hosts.delete(this.#host);
    if (hosts.size > 0) return;
    document.removeEventListener('visibilitychange', tick);
    cancel?.();
    cancel = undefined;
  }
}
