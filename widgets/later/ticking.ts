import { clock } from '../kit/clock.ts';
import type { Listener } from '../kit/connection.ts';

/** Half a minute: a relative time is never a whole minute wrong. */
const TICK = 30_000;

/** Somebody came back, or the network did. */
const BACK = ['visibilitychange', 'online'];

/** Keeps the times in elements true, and has them ask again for what is out of date once somebody is back. */
export class Ticking {
  readonly #listeners: Set<Listener>;
  #cancel: (() => void) | undefined;
  #isOn = false;

  constructor(listeners: Set<Listener>) {
    this.#listeners = listeners;
  }

  /** Elements came or went. No timer runs for none, nor in a page that is hidden. */
  changed(): void {
    const isOn = this.#listeners.size > 0;
    if (isOn === this.#isOn) return;
    this.#isOn = isOn;
    for (const back of BACK) (isOn ? addEventListener : removeEventListener)(back, this.#tick, true);
    this.#schedule();
  }

  readonly #tick = (back?: Event): void => {
    if (!document.hidden) for (const listener of this.#listeners) listener.acts?.tick(Boolean(back));
    this.#schedule();
  };

  #schedule(): void {
    this.#cancel?.();
    this.#cancel = this.#isOn && !document.hidden ? clock.after(TICK, () => this.#tick()) : undefined;
  }
}
