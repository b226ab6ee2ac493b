import type { ManyResolved, Resolved } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { asError, type FlagpostError } from '../kit/client.ts';
import { clock } from '../kit/clock.ts';
import type { Connection, Ended } from '../kit/connection.ts';

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
    const { attention, client } = this.#connection;
    const { id, level, resolved_at } = before;
    const by = resolved_at ? 1 : -1;
    this.pending.add(id);
    this.failed.delete(id);
    attention.shift(level, by);
    this.#show(this.#toggled(before), !resolved_at);
    try {
      const answer = await (resolved_at ? client.undo(id) : client.resolve(id));
      this.pending.delete(id);
      this.#connection.settle(answer, true);
      return answer;
    } catch (cause) {
      const error = asError(cause);
      this.pending.delete(id);
      this.failed.set(id, error);
      attention.shift(level, by === 1 ? -1 : 1);
      this.#show(before, Boolean(resolved_at));
      return error;
    }
  }

  /** The same for many at once. The server may say that these were not all, or fewer. */
  async toggleAll(
    events: LogEvent[],
    from: Ended,
    to: Ended,
    ask: () => Promise<ManyResolved>,
  ): Promise<ManyResolved | FlagpostError> {
    const ids = events.map(({ id }) => id);
    this.#turn(events, to);
    this.#connection.mark(ids, to);
    try {
      const answer = await ask();
      this.#connection.mark(ids, from);
      this.#connection.settle({ ...answer, ended: to }, true);
      return answer;
    } catch (cause) {
      this.#turn(events, from);
      this.#connection.mark(ids, from);
      return asError(cause);
    }
  }

  /** How a click of this person ends what is open. */
  ended(): Ended {
    return { resolved_at: new Date(clock.now()).toISOString(), resolved_by: this.#connection.claims.sub ?? null };
  }

  #turn(events: LogEvent[], to: Ended): void {
    for (const { level } of events) this.#connection.attention.shift(level, to.resolved_at ? -1 : 1);
  }

  #toggled(event: LogEvent): LogEvent {
    return { ...event, ...(event.resolved_at ? OPEN : this.ended()) };
  }

  #show(event: LogEvent, isUndoable: boolean): void {
    if (isUndoable) this.undoable.add(event.id);
    else this.undoable.delete(event.id);
    this.#connection.show(event);
  }
}

const kept = new WeakMap<Connection, Clicks>();

export const clicksOf = (connection: Connection): Clicks => {
  const clicks = kept.get(connection) ?? new Clicks(connection);
  kept.set(connection, clicks);
  return clicks;
};
