import type { ManyResolved, Resolved } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { Connection } from '../kit/connection.ts';
import { identityOf } from '../kit/credential.ts';
import { AttentionPoll, type Told } from './attention.ts';
import { Channel } from './channel.ts';
import type { Deed } from './deeds.ts';
import { Ticking } from './ticking.ts';

/** How an event ended, or, with nulls, that it did not. */
export type Ended = Pick<LogEvent, 'resolved_at' | 'resolved_by'>;

/** What the server answered to a click: on one event, or on many, which all ended alike. */
export type Settled = Resolved | (ManyResolved & { ended: Ended });

/** What tabs tell each other: a click's answer, the count, what the shop is asked to do, a fresh token, or nothing but that somebody is there. */
export type Message = Settled | Told | { deed: Deed } | { token: string } | Record<string, never>;

/** Tells each event as it is now, or as it is meant to be. */
const change = (connection: Connection, now: (event: LogEvent) => LogEvent): void => {
  for (const { acts } of connection.listeners) acts?.changed(now);
  connection.render();
};

/** Events that all ended alike, or are meant to. */
export const mark = (connection: Connection, ids: string[], ended: Ended): void => {
  const marked = new Set(ids);
  change(connection, (one) => (marked.has(one.id) ? { ...one, ...ended } : one));
};

/** One event as it is now, or as it is meant to be. */
export const show = (connection: Connection, event: LogEvent): void =>
  change(connection, (one) => (one.id === event.id ? event : one));

/** What keeps a connection up to date: one tab of a person's asks for the count, and all hear of it. */
export class Live {
  readonly attention: AttentionPoll;
  readonly #connection: Connection;
  readonly #channel: Channel;
  readonly #ticking: Ticking;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#channel = new Channel((message) => this.hear(message));
    this.attention = new AttentionPoll(connection, this.#channel);
    this.#ticking = new Ticking(connection.listeners);
    // A message would throw a page that Back can still bring back, as it was, out of the browser's memory.
    addEventListener('pagehide', () => this.#channel.close());
    addEventListener('pageshow', ({ persisted }) => persisted && this.changed());
    this.changed();
  }

  /** Elements came or went, or want the count more or less often. */
  changed(): void {
    if (this.#connection.listeners.size === 0) this.#channel.close();
    else void this.#meet();
    this.attention.watch();
    this.#ticking.changed();
  }

  /** What the server answered to a click, here (and then the other tabs hear of it) or in another tab. */
  settle(answer: Settled, isOurs = false): void {
    this.attention.settle(answer.count);
    if ('event' in answer) show(this.#connection, answer.event);
    else mark(this.#connection, answer.resolved, answer.ended);
    if (isOurs) this.#channel.send(answer);
  }

  /** What another tab of the same person says. */
  hear(message: Message): void {
    if ('askedAt' in message) this.attention.hear(message as Told);
    else if ('deed' in message) this.#pass(message.deed as Deed);
    else if ('token' in message) this.#connection.credential.offer(message.token as string);
    else if ('count' in message) this.settle(message as Settled);
    else this.attention.greet();
  }

  /** One element that shows rows knows what to do with it, for all of this connection. */
  #pass(deed: Deed): void {
    [...this.#connection.listeners].find(({ acts }) => acts)?.acts?.heard(deed);
  }

  tell(message: Message): void {
    this.#channel.send(message);
  }

  open(token: string | null): void {
    const { api, listeners } = this.#connection;
    if (listeners.size > 0) void this.#channel.open(token && `${api} ${identityOf(token)}`);
  }

  /** Asks for a token when no other tab is at it. It is good for the others too, where it is the same person's. */
  inTurn(ask: () => Promise<void>): Promise<void> {
    const { credential } = this.#connection;
    const before = identityOf(credential.token);
    return this.#channel.alone(async () => {
      await ask();
      const { token } = credential;
      if (token && identityOf(token) === before) this.#channel.send({ token });
    });
  }

  /** Other tabs can be heard once it is known who is asking, which with a token URL is after its first answer. */
  async #meet(): Promise<void> {
    const { credential } = this.#connection;
    this.open(credential.token ?? (await credential.get().catch(() => null)));
  }
}
