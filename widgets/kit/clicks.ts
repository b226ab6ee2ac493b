import type { Resolved } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { FlagpostError } from './client.ts';
import { clock } from './clock.ts';
import type { Connection } from './connection.ts';

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
      const error = cause instanceof FlagpostError ? cause : new FlagpostError('failed', String(cause));
      this.pending.delete(id);
      this.failed.set(id, error);
      attention.shift(level, by === 1 ? -1 : 1);
      this.#show(before, Boolean(resolved_at));
      return error;
    }
  }

  #toggled(event: LogEvent): LogEvent {
    if (event.resolved_at) return { ...event, resolved_at: null, resolved_by: null };
    const resolved_at = new Date(clock.now()).toISOString();
    return { ...event, resolved_at, resolved_by: this.#connection.claims.sub ?? null };
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
