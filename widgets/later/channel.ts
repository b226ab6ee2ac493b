import { clock } from '../kit/clock.ts';
import type { Message } from './live.ts';

const hash = async (text: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** What one tab sends is with the others by then. */
const DELIVERED = 100;
/** A tab that takes longer over its turn is not waited for. */
const PATIENCE = 5_000;

/**
 * Talks to the other tabs of one person, and agrees with them on the one that asks. Its name is a hash of the API and
 * the person, so no one's data reaches another's tab. Without a secure context there is no hash: then tabs do not talk,
 * and each asks for itself.
 */
export class Channel {
  readonly #receive: (message: Message) => void;
  /** Undefined before anybody is known. */
  #name: string | null | undefined;
  #hashed: string | undefined;
  #channel: BroadcastChannel | undefined;
  /** Called when it is for this tab to ask. */
  #granted: (() => void) | undefined;
  #turn: AbortController | undefined;

  constructor(receive: (message: Message) => void) {
    this.#receive = receive;
  }

  /** Opens it, or opens another where the person has changed; null is nobody. */
  async open(name: string | null): Promise<void> {
    if (name === this.#name) return;
    this.close();
    this.#name = name;
    const hashed = name === null || !globalThis.crypto?.subtle ? '' : `flagpost:${await hash(name)}`;
    if (this.#name !== name) return;
    this.#hashed = hashed;
    if (hashed) {
      this.#channel = new BroadcastChannel(hashed);
      this.#channel.onmessage = ({ data }) => this.#receive(data);
    }
    this.#queue();
  }

  close(): void {
    this.#name = this.#hashed = undefined;
    this.#turn?.abort();
    this.#channel?.close();
    this.#channel = undefined;
  }

  send(message: Message): void {
    this.#channel?.postMessage(message);
  }

  /** Calls back once it is for this tab alone to ask, which it then is until `yield`. */
  lead(granted: () => void): void {
    if (this.#granted) return;
    this.#granted = granted;
    this.#queue();
  }

  yield(): void {
    this.#granted = undefined;
    this.#turn?.abort();
  }

  /** Runs while no other tab does, nor before what the last one sent has arrived. */
  alone<T>(run: () => Promise<T>): Promise<T> {
    if (!this.#hashed || !navigator.locks) return run();
    return new Promise((done) => {
      const turn = () => {
        const ran = run();
        done(ran);
        return ran.catch(() => {}).then(() => new Promise<void>((sent) => void clock.after(DELIVERED, sent)));
      };
      const signal = AbortSignal.timeout(PATIENCE);
      navigator.locks.request(`${this.#hashed}:alone`, { signal }, turn).catch(() => done(run()));
    });
  }

  #queue(): void {
    const granted = this.#granted;
    if (!granted || this.#hashed === undefined) return;
    this.#turn?.abort();
    const turn = new AbortController();
    this.#turn = turn;
    const lead = () =>
      new Promise((done) => {
        turn.signal.onabort = done;
        granted();
      });
    if (!this.#hashed || !navigator.locks) granted();
    else {
      navigator.locks
        .request(this.#hashed, { signal: turn.signal }, lead)
        .catch(() => turn.signal.aborted || granted());
      this.send({});
    }
  }
}
