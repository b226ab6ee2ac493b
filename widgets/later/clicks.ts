import type { ManyResolved, Resolved } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { asError, type FlagpostError } from '../kit/client.ts';
import { clock } from '../kit/clock.ts';
import type { Connection } from '../kit/connection.ts';
import { isOpen } from '../kit/entry.ts';
import { resolveEvent, snooze, undoEvent } from './client-writes.ts';
import { type Ended, mark, type Settled, show } from './live.ts';

/** How what is open ended: not yet. */
export const OPEN: Ended = { resolved_at: null, resolved_by: null };

/** What was clicked on this page, of all elements that share a connection. By event id. */
export class Clicks {
  /** Not answered yet. */
  readonly pending = new Set<string>();
  /** Refused or lost, until the next click. */
  readonly failed = new Map<string, FlagpostError>();
  /** Resolved here, hence offered for undo in place. */
  readonly undoable = new Set<string>();

  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Resolves an open event, reopens one that is resolved. */
  toggle(before: LogEvent): Promise<Resolved | FlagpostError> {
    const { id, resolved_at } = before;
    const { client } = this.#connection;
    this.pending.add(id);
    const ask = () => (resolved_at ? undoEvent : resolveEvent)(client, id).finally(() => this.pending.delete(id));
    const after = { ...before, ...(resolved_at ? OPEN : this.ended()) };
    this.#offer(after);
    return this.#try(before, after, ask, () => this.#offer(before));
  }

  /** Puts an open event to sleep until a time, or, with null, wakes it. */
  snooze(before: LogEvent, until: string | null): Promise<Resolved | FlagpostError> {
    const { client } = this.#connection;
    return this.#try(before, { ...before, snoozed_until: until }, () => snooze(client, before.id, until));
  }

  /** Shown as done at once; taken back in sight if it fails. */
  async #try(
    before: LogEvent,
    after: LogEvent,
    ask: () => Promise<Resolved>,
    takeBack = () => {},
  ): Promise<Resolved | FlagpostError> {
    this.failed.delete(before.id);
    this.#count(before, after);
    show(this.#connection, after);
    try {
      const answer = await ask();
      await this.#settle(answer);
      return answer;
    } catch (cause) {
      const error = asError(cause);
      this.failed.set(before.id, error);
      takeBack();
      this.#count(after, before);
      show(this.#connection, before);
      return error;
    }
  }

  /** Resolves, or reopens, many at once. The server may say that these were not all, or fewer. */
  async toggleAll(
    events: LogEvent[],
    from: Ended,
    to: Ended,
    ask: () => Promise<ManyResolved>,
  ): Promise<ManyResolved | FlagpostError> {
    const ids = events.map(({ id }) => id);
    const count = (was: Ended, is: Ended) => {
      for (const event of events) this.#count({ ...event, ...was }, { ...event, ...is });
    };
    count(from, to);
    mark(this.#connection, ids, to);
    try {
      const answer = await ask();
      mark(this.#connection, ids, from);
      await this.#settle({ ...answer, ended: to });
      return answer;
    } catch (cause) {
      count(to, from);
      mark(this.#connection, ids, from);
      return asError(cause);
    }
  }

  async #settle(answer: Settled): Promise<void> {
    (await this.#connection.enliven()).settle(answer, true);
  }

  /** How a click of this person ends what is open. */
  ended(): Ended {
    return {
      resolved_at: new Date(clock.now()).toISOString(),
      resolved_by: this.#connection.credential.claims.sub ?? null,
    };
  }

  /** What its turn means for the count, until the server says it. */
  #count(before: LogEvent, after: LogEvent): void {
    const by = Number(isWaiting(after)) - Number(isWaiting(before));
    if (by) this.#connection.live?.attention.shift(before.level, by);
  }

  /** Offers an undo of what was resolved here. */
  #offer({ id, resolved_at }: LogEvent): void {
    this.undoable[resolved_at ? 'add' : 'delete'](id);
  }
}

/** Whether it is in the count. */
const isWaiting = (event: LogEvent): boolean => isOpen(event) && !event.snoozed_until;

const kept = new WeakMap<Connection, Clicks>();

export const clicksOf = (connection: Connection): Clicks => {
  const clicks = kept.get(connection) ?? new Clicks(connection);
  kept.set(connection, clicks);
  return clicks;
};
