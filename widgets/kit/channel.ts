import type { Settled } from './connection.ts';

const hash = async (text: string): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

/**
 * Tells the other tabs of one person what was clicked in this one. Its name is a hash of the API and the person, so no
 * one's data reaches another's tab. Without a secure context there is no hash, and tabs do not talk.
 */
export class Channel {
  readonly #receive: (answer: Settled) => void;
  #name: string | undefined;
  #channel: BroadcastChannel | undefined;

  constructor(receive: (answer: Settled) => void) {
    this.#receive = receive;
  }

  /** Opens it, or opens another where the person has changed. */
  async open(name: string): Promise<void> {
    if (name === this.#name || !globalThis.crypto?.subtle) return;
    this.close();
    this.#name = name;
    const hashed = await hash(name);
    if (this.#name !== name) return;
    this.#channel = new BroadcastChannel(`flagpost:${hashed}`);
    this.#channel.onmessage = ({ data }) => this.#receive(data);
  }

  close(): void {
    this.#name = undefined;
    this.#channel?.close();
    this.#channel = undefined;
  }

  send(answer: Settled): void {
    this.#channel?.postMessage(answer);
  }
}
