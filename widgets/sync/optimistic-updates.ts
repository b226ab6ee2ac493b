import type { ManyResolved, Resolved } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { asError, type FlagpostError } from '../client/client.ts';
import { resolveEvent, snoozeEvent, undoEvent } from '../client/writes.ts';
import { clock } from '../model/clock.ts';
import { needsAttention } from '../model/event-state.ts';
import { showChanged, showEnded } from './changes.ts';
import { perSession } from './per-session.ts';
import type { Session } from './session.ts';
import type { ClickAnswer, Ending } from './tab-messages.ts';

/** The ending of an event that is still open. */
export const OPEN: Ending = { resolved_at: null, resolved_by: null };

/**
 * Shows the result of a click at once, and takes it back if the server refuses. One for all elements of a session, with
 * the state of each click by event id.
 */
export class OptimisticUpdates {
  /** Clicks without an answer yet. */
  readonly pending = new Set<string>();
  /** Why the last click failed, until the next one. */
  readonly failed = new Map<string, FlagpostError>();
  /** Events resolved in this page, which offer Undo in place. */
  readonly undoable = new Set<string>();
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Resolves an open event, or reopens a resolved one. */
  toggle(before: LogEvent): Promise<Resolved | FlagpostError> {
    const { id, resolved_at } = before;
    const { client } = this.#session;
    this.pending.add(id);
    const send = () => (resolved_at ? undoEvent : resolveEvent)(client, id).finally(() => this.pending.delete(id));
    const after = { ...before, ...(resolved_at ? OPEN : this.ending()) };
    this.#offerUndo(after);
    return this.#update(before, after, send, () => this.#offerUndo(before));
  }

  /** Snoozes an open event until a time; null wakes it. */
  snooze(before: LogEvent, until: string | null): Promise<Resolved | FlagpostError> {
    const { client } = this.#session;
    return this.#update(before, { ...before, snoozed_until: until }, () => snoozeEvent(client, before.id, until));
  }

  /** Resolves or reopens many events at once. The server may answer that these were not all, or fewer. */
  async toggleAll(
    events: LogEvent[],
    from: Ending,
    to: Ending,
    send: () => Promise<ManyResolved>,
  ): Promise<ManyResolved | FlagpostError> {
    const ids = events.map(({ id }) => id);
    const count = (before: Ending, after: Ending) => {
      for (const event of events) this.#count({ ...event, ...before }, { ...event, ...after });
    };
    count(from, to);
    showEnded(this.#session, ids, to);
    try {
      const answer = await send();
      showEnded(this.#session, ids, from);
      await this.#apply({ ...answer, ended: to });
      return answer;
    } catch (cause) {
      count(to, from);
      showEnded(this.#session, ids, from);
      return asError(cause);
    }
  }

  /** The ending that this viewer's click gives to an open event. */
  ending(): Ending {
    return {
      resolved_at: new Date(clock.now()).toISOString(),
      resolved_by: this.#session.tokens.claims.sub ?? null,
    };
  }

  async #update(
    before: LogEvent,
    after: LogEvent,
    send: () => Promise<Resolved>,
    takeBack = () => {},
  ): Promise<Resolved | FlagpostError> {
    this.failed.delete(before.id);
    this.#count(before, after);
    showChanged(this.#session, after);
    try {
      const answer = await send();
      await this.#apply(answer);
      return answer;
    } catch (cause) {
      const error = asError(cause);
      this.failed.set(before.id, error);
      takeBack();
      this.#count(after, before);
      showChanged(this.#session, before);
      return error;
    }
  }

  async #apply(answer: ClickAnswer): Promise<void> {
    (await this.#session.start()).applyAnswer(answer, true);
  }

  /** Changes the count by the effect of the click, until the server answers. */
  #count(before: LogEvent, after: LogEvent): void {
    const by = Number(needsAttention(after)) - Number(needsAttention(before));
    if (by) this.#session.live?.attention.shift(before.level, by);
  }

  #offerUndo({ id, resolved_at }: LogEvent): void {
    this.undoable[resolved_at ? 'add' : 'delete'](id);
  }
}

export const optimisticUpdates = perSession((session) => new OptimisticUpdates(session));
