import { clock } from '../model/clock.ts';
import type { SessionListener } from './session.ts';

/** Half a minute, so that a relative time is never wrong by a whole minute. */
const TICK = 30_000;

/** Events of a person or a network that comes back. */
const BACK = ['visibilitychange', 'online'];
const PRINT = ['beforeprint', 'afterprint'];

/** One timer for all elements keeps relative times true. Before printing, everything folded opens. */
export class Ticker {
  readonly #listeners: Set<SessionListener>;
  #cancel: (() => void) | undefined;
  #isOn = false;

  constructor(listeners: Set<SessionListener>) {
    this.#listeners = listeners;
  }

  /** Starts or stops the timer: none runs without elements, or in a hidden page. */
  listenersChanged(): void {
    const isOn = this.#listeners.size > 0;
    if (isOn === this.#isOn) return;
    this.#isOn = isOn;
    const change = isOn ? addEventListener : removeEventListener;
    for (const back of BACK) change(back, this.#tick, true);
    for (const print of PRINT) change(print, this.#print);
    this.#schedule();
  }

  readonly #tick = (back?: Event): void => {
    if (!document.hidden) for (const { features } of this.#listeners) features?.tick(Boolean(back));
    this.#schedule();
  };

  readonly #print = ({ type }: Event): void => {
    for (const { features } of this.#listeners) features?.print(type === PRINT[0]);
  };

  #schedule(): void {
    this.#cancel?.();
    this.#cancel = this.#isOn && !document.hidden ? clock.after(TICK, () => this.#tick()) : undefined;
  }
}
