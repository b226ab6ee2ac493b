import type { Attention } from '../../worker/contract/api.ts';
import type { Acts } from '../later/acts.ts';
import type { Live } from '../later/live.ts';
import { asError, Client, type FlagpostError } from './client.ts';
import { Credential, identityOf } from './credential.ts';
import type { Resolution } from './page.ts';
import { part } from './part.ts';

/** What keeps a connection up to date. */
export const livePart = part(() => import('../later/live.ts'));

/** An element that shows what a connection brings. */
export interface Listener {
  /** Of a list, which has rows to show before anything else is loaded. */
  readonly loading?: unknown;
  /** How a list follows what it brings, once that is loaded. */
  readonly acts?: Pick<Acts, 'changed' | 'heard' | 'newsCame' | 'print' | 'tick'> | undefined;
  requestUpdate(): void;
}

/** One API as one person sees it: shared by all elements of the page that ask it with the same token. */
export class Connection {
  /** What needs attention, as far as it is known. A failure leaves the last good answer. */
  attention: { value?: Attention | undefined; error?: FlagpostError | undefined } = {};
  readonly api: string;
  readonly client: Client;
  readonly credential: Credential;
  readonly listeners = new Set<Listener>();
  /** Those that show the count, with how often each wants it asked for, in seconds. */
  readonly watchers = new Map<Listener, number>();
  /** What keeps it up to date, once it is loaded. */
  live: Live | undefined;
  /** Lists whose first rows are still to come. */
  readonly #awaited = new Set<Listener>();

  constructor(origin: Resolution) {
    this.api = origin.api;
    this.credential = new Credential(origin, (ask) => this.live?.inTurn(ask) ?? ask());
    this.client = new Client(origin.api, async (refused) => {
      const token = await this.credential.get(refused);
      this.live?.open(token);
      return token;
    });
  }

  /** An element comes. */
  join(listener: Listener): void {
    this.listeners.add(listener);
    if (listener.loading && !this.live) this.#awaited.add(listener);
    else this.painted(listener);
  }

  leave(listener: Listener): void {
    this.listeners.delete(listener);
    this.watchers.delete(listener);
    this.painted(listener);
  }

  watch(listener: Listener, seconds: number): void {
    this.watchers.set(listener, seconds);
    this.live?.changed();
  }

  /** What the element has to show first is there. Once all have it, the rest is loaded: who asks for the count, and when. */
  painted(listener: Listener): void {
    this.#awaited.delete(listener);
    this.live?.changed();
    if (!this.live && this.listeners.size > 0) setTimeout(() => this.#awaited.size > 0 || this.#enliven());
  }

  async enliven(): Promise<Live> {
    const { Live } = await livePart();
    this.live ??= new Live(this);
    this.render();
    return this.live;
  }

  readonly render = (): void => {
    for (const listener of this.listeners) listener.requestUpdate();
  };

  #enliven(): void {
    this.enliven().catch((cause) => {
      this.attention.error = asError(cause);
      this.render();
      addEventListener('online', () => this.#enliven(), { once: true });
    });
  }
}

const connections = new Map<string, Connection>();

/** The page's one connection for this API and person; a fresher token of the same person serves all who use it. */
export const connect = (origin: Resolution): Connection => {
  const key = JSON.stringify([origin.api, identityOf(origin.token), origin.tokenUrl, origin.pageWide]);
  const connection = connections.get(key) ?? new Connection(origin);
  connections.set(key, connection);
  connection.credential.offer(origin.token);
  return connection;
};
