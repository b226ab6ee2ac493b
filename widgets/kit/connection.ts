import type { ManyResolved, Resolved } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { AttentionPoll } from './attention.ts';
import { Channel } from './channel.ts';
import { Client } from './client.ts';
import { type Claims, Credential, identityOf } from './credential.ts';
import type { Resolution } from './page.ts';

/** How an event ended, or, with nulls, that it did not. */
export type Ended = Pick<LogEvent, 'resolved_at' | 'resolved_by'>;

/** What the server answered to a click: on one event, or on many, which all ended alike. */
export type Settled = Resolved | (ManyResolved & { ended: Ended });

/** An element that shows what a connection brings. */
export interface Listener {
  /** Events were resolved or reopened, here or in another tab; `now` tells each as it is now. */
  eventsChanged(now: (event: LogEvent) => LogEvent): void;
  requestUpdate(): void;
}

/** One API as one person sees it: shared by all elements of the page that ask it with the same token. */
export class Connection {
  readonly client: Client;
  readonly attention: AttentionPoll;
  readonly #api: string;
  readonly #credential: Credential;
  readonly #listeners = new Set<Listener>();
  readonly #channel: Channel;

  constructor(origin: Resolution) {
    this.#api = origin.api;
    this.#credential = new Credential(origin);
    this.client = new Client(origin.api, async (refused) => {
      const token = await this.#credential.get(refused);
      this.#hear();
      return token;
    });
    this.attention = new AttentionPoll(this.client, () => this.#render());
    this.#channel = new Channel((answer) => this.settle(answer));
  }

  get claims(): Claims {
    return this.#credential.claims;
  }

  get canWrite(): boolean {
    return String(this.claims.scope ?? '')
      .split(' ')
      .includes('write');
  }

  offer(token: string | null): void {
    this.#credential.offer(token);
  }

  join(listener: Listener): void {
    this.#listeners.add(listener);
    this.#hear();
  }

  leave(listener: Listener): void {
    this.#listeners.delete(listener);
    this.attention.unwatch(listener);
    if (this.#listeners.size === 0) this.#channel.close();
  }

  /** An event as it is now, or as it is meant to be. */
  show(event: LogEvent): void {
    this.#change((one) => (one.id === event.id ? event : one));
  }

  /** Events that all ended alike, or are meant to. */
  mark(ids: string[], ended: Ended): void {
    const marked = new Set(ids);
    this.#change((one) => (marked.has(one.id) ? { ...one, ...ended } : one));
  }

  /** What the server answered to a click, here (and then the other tabs hear of it) or in another tab. */
  settle(answer: Settled, isOurs = false): void {
    this.attention.settle(answer.count);
    if ('event' in answer) this.show(answer.event);
    else this.mark(answer.resolved, answer.ended);
    if (isOurs) this.#channel.send(answer);
  }

  /** Other tabs can be heard once it is known who is asking, which with a token URL is after the first answer. */
  #hear(): void {
    const { token } = this.#credential;
    if (token && this.#listeners.size > 0) void this.#channel.open(`${this.#api} ${identityOf(token)}`);
  }

  #change(now: (event: LogEvent) => LogEvent): void {
    for (const listener of this.#listeners) listener.eventsChanged(now);
    this.#render();
  }

  #render(): void {
    for (const listener of this.#listeners) listener.requestUpdate();
  }
}

const connections = new Map<string, Connection>();

/** The page's one connection for this API and person; a fresher token of the same person serves all who use it. */
export const connect = (origin: Resolution): Connection => {
  const key = JSON.stringify([origin.api, identityOf(origin.token), origin.tokenUrl, origin.pageWide]);
  const connection = connections.get(key) ?? new Connection(origin);
  connections.set(key, connection);
  connection.offer(origin.token);
  return connection;
};
