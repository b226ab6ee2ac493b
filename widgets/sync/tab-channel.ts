import { clock } from '../model/clock.ts';

const hash = async (text: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** A message reaches the other tabs within this time, in milliseconds. */
const DELIVERED = 100;
/** A tab waits this long for another tab's turn to end. */
const PATIENCE = 5_000;

/**
 * Connects the tabs of one viewer, and elects the one that polls. Its name is a hash of the API and the viewer, so that
 * no tab receives another person's data. A page without a secure context has no hash: then each tab polls for itself.
 */
export class TabChannel<Message> {
  readonly #receive: (message: Message) => void;
  /** Undefined until the viewer is known; null if nobody is signed in. */
  #name: string | null | undefined;
  #hashed: string | undefined;
  #channel: BroadcastChannel | undefined;
  /** Called when this tab is elected. */
  #elected: (() => void) | undefined;
  #turn: AbortController | undefined;

  constructor(receive: (message: Message) => void) {
    this.#receive = receive;
  }

  /** Opens the channel, or another one if the viewer has changed. */
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

  /** Calls back once this tab is elected. It stays elected until `yield`. */
  lead(elected: () => void): void {
    if (this.#elected) return;
    this.#elected = elected;
    this.#queue();
  }

  yield(): void {
    this.#elected = undefined;
    this.#turn?.abort();
  }

  /** Runs while no other tab does, and after the last one's message has arrived. */
  alone<T>(run: () => Promise<T>): Promise<T> {
    if (!this.#hashed || !navigator.locks) return run();
    return new Promise((done) => {
      const turn = () => {
        const result = run();
        done(result);
        return result.catch(() => {}).then(() => new Promise<void>((sent) => void clock.after(DELIVERED, sent)));
      };
      const signal = AbortSignal.timeout(PATIENCE);
      navigator.locks.request(`${this.#hashed}:alone`, { signal }, turn).catch(() => done(run()));
    });
  }

  /** Waits for the lock that the elected tab holds. */
  #queue(): void {
    const elected = this.#elected;
    if (!elected || this.#hashed === undefined) return;
    this.#turn?.abort();
    if (!this.#hashed || !navigator.locks) {
      elected();
      return;
    }
    const turn = new AbortController();
    this.#turn = turn;
    const hold = () =>
      new Promise((release) => {
        turn.signal.onabort = release;
        elected();
      });
    navigator.locks.request(this.#hashed, { signal: turn.signal }, hold).catch(() => turn.signal.aborted || elected());
    this.send({} as Message);
  }
}
