import type { ManyResolved, Resolved } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { asError, type FlagpostError } from '../kit/client.ts';
import { clock } from '../kit/clock.ts';
import type { Connection } from '../kit/connection.ts';
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

  /** Resolves an open event, reopens one that is resolved. Shown as done at once; taken back in sight if it fails. */
  async toggle(before: LogEvent): Promise<Resolved | FlagpostError> {
    const { client } = this.#connection;
    const { id, level, resolved_at } = before;
    const by = resolved_at ? 1 : -1;
    this.pending.add(id);
    this.failed.delete(id);
    this.#shift(level, by);
    this.#show(this.#toggled(before), !resolved_at);
    try {
      const answer = await (resolved_at ? undoEvent : resolveEvent)(client, id);
      this.pending.delete(id);
      await this.#settle(answer);
      return answer;
    } catch (cause) {
      const error = asError(cause);
      this.pending.delete(id);
      this.failed.set(id, error);
      this.#shift(level, by === 1 ? -1 : 1);
      this.#show(before, Boolean(resolved_at));
      return error;
    }
  }

  /** Puts an open event to sleep until a time, or wakes it. */
  async snooze(before: LogEvent, until: string | null): Promise<Resolved | FlagpostError> {
    const { level } = before;
    const by = until ? -1 : 1;
    const isMoving = Boolean(until) !== Boolean(before.snoozed_until);
    this.failed.delete(before.id);
    if (isMoving) this.#shift(level, by);
    show(this.#connection, { ...before, snoozed_until: until });
    try {
      const answer = await snooze(this.#connection.client, before.id, until);
      await this.#settle(answer);
      return answer;
    } catch (cause) {
      const error = asError(cause);
      this.failed.set(before.id, error);
      if (isMoving) this.#shift(level, by === 1 ? -1 : 1);
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
    this.#turn(events, to);
    mark(this.#connection, ids, to);
    try {
      const answer = await ask();
      mark(this.#connection, ids, from);
      await this.#settle({ ...answer, ended: to });
      return answer;
    } catch (cause) {
      this.#turn(events, from);
      mark(this.#connection, ids, from);
      return asError(cause);
    }
  }

  #shift(level: LogEvent['level'], by: 1 | -1): void {
    this.#connection.live?.attention.shift(level, by);
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

  #turn(events: LogEvent[], to: Ended): void {
    for (const { level } of events) this.#shift(level, to.resolved_at ? -1 : 1);
  }

  #toggled(event: LogEvent): LogEvent {
    return { ...event, ...(event.resolved_at ? OPEN : this.ended()) };
  }

  #show(event: LogEvent, isUndoable: boolean): void {
    if (isUndoable) this.undoable.add(event.id);
    else this.undoable.delete(event.id);
    show(this.#connection, event);
  }
}

const kept = new WeakMap<Connection, Clicks>();

export const clicksOf = (connection: Connection): Clicks => {
  const clicks = kept.get(connection) ?? new Clicks(connection);
  kept.set(connection, clicks);
  return clicks;
};
