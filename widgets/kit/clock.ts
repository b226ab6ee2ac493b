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

/** Somebody came back, or the network did. */
const BACK = ['visibilitychange', 'online'];

/** An element that tells times, and asks again for what is out of date. */
type Host = Reactive & { refresh(): void };

const hosts = new Set<Host>();
let cancel: (() => void) | undefined;

const tick = (back?: Event) => {
  cancel?.();
  cancel = undefined;
  if (hosts.size === 0 || document.hidden) return;
  for (const host of hosts) {
    if (back) host.refresh();
    host.requestUpdate();
  }
  cancel = clock.after(TICK, tick);
};

/** Keeps the times in an element true. One timer for the whole page, and none while it is hidden. */
export class Ticking implements Controller {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    hosts.add(this.#host);
    if (hosts.size > 1) return;
    for (const back of BACK) addEventListener(back, tick, true);
    cancel ??= clock.after(TICK, tick);
  }

  hostDisconnected(): void {
    hosts.delete(this.#host);
    if (hosts.size > 0) return;
    for (const back of BACK) removeEventListener(back, tick, true);
    cancel?.();
    cancel = undefined;
  }
}
