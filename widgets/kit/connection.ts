import type { ManyResolved, Resolved } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { AttentionPoll, type Told } from './attention.ts';
import { Channel } from './channel.ts';
import { Client } from './client.ts';
import { type Claims, Credential, identityOf } from './credential.ts';
import type { Resolution } from './page.ts';

/** How an event ended, or, with nulls, that it did not. */
export type Ended = Pick<LogEvent, 'resolved_at' | 'resolved_by'>;

/** What the server answered to a click: on one event, or on many, which all ended alike. */
export type Settled = Resolved | (ManyResolved & { ended: Ended });

/** What tabs tell each other: a click's answer, the count, a fresh token, or nothing but that somebody is there. */
export type Message = Settled | Told | { token: string } | Record<string, never>;

/** An element that shows what a connection brings. */
export interface Listener {
  /** Events were resolved or reopened, here or in another tab; `now` tells each as it is now. */
  eventsChanged(now: (event: LogEvent) => LogEvent): void;
  /** Something happened elsewhere that is not shown yet. */
  newsCame(): void;
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
    this.#channel = new Channel((message) => this.hear(message));
    this.#credential = new Credential(origin, (renew) => this.#channel.alone(() => this.#shared(renew)));
    this.client = new Client(origin.api, async (refused) => {
      const token = await this.#credential.get(refused);
      this.#open(token);
      return token;
    });
    this.attention = new AttentionPoll(this.client, this.#channel, (isMoved) => this.#counted(isMoved));
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
    void this.#meet();
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

  /** What another tab of the same person says. */
  hear(message: Message): void {
    if ('askedAt' in message) this.attention.hear(message as Told);
    else if ('token' in message) this.offer(message.token as string);
    else if ('count' in message) this.settle(message as Settled);
    else this.attention.greet();
  }

  /** Other tabs can be heard once it is known who is asking, which with a token URL is after its first answer. */
  async #meet(): Promise<void> {
    this.#open(this.#credential.token ?? (await this.#credential.get().catch(() => null)));
  }

  #open(token: string | null): void {
    if (this.#listeners.size > 0) void this.#channel.open(token && `${this.#api} ${identityOf(token)}`);
  }

  /** A fresh token is good for the other tabs too, where it is the same person's. */
  async #shared(renew: () => Promise<string | null>): Promise<string | null> {
    const before = identityOf(this.#credential.token);
    const token = await renew();
    if (token && identityOf(token) === before) this.#channel.send({ token });
    return token;
  }

  #counted(isMoved: boolean): void {
    if (isMoved) for (const listener of this.#listeners) listener.newsCame();
    this.#render();
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
