import { clock } from '../kit/clock.ts';
import type { Listener } from '../kit/connection.ts';

/** Half a minute: a relative time is never a whole minute wrong. */
const TICK = 30_000;

/** Somebody came back, or the network did. */
const BACK = ['visibilitychange', 'online'];
const PRINT = ['beforeprint', 'afterprint'];

/** Keeps the times in elements true, has them ask again for what is out of date once somebody is back, and open for print. */
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
    const hear = isOn ? addEventListener : removeEventListener;
    for (const back of BACK) hear(back, this.#tick, true);
    for (const print of PRINT) hear(print, this.#print);
    this.#schedule();
  }

  readonly #tick = (back?: Event): void => {
    if (!document.hidden) for (const listener of this.#listeners) listener.acts?.tick(Boolean(back));
    this.#schedule();
  };

  readonly #print = ({ type }: Event): void => {
    for (const listener of this.#listeners) listener.acts?.print(type === PRINT[0]);
  };

  #schedule(): void {
    this.#cancel?.();
    this.#cancel = this.#isOn && !document.hidden ? clock.after(TICK, () => this.#tick()) : undefined;
  }
}
