import type { EventAction, LogEvent } from '../../worker/contract/event.ts';
import { asError, FlagpostError } from '../client/client.ts';
import { runAction } from '../client/writes.ts';
import { clock } from '../model/clock.ts';
import { showChanged } from './changes.ts';
import { perSession } from './per-session.ts';
import type { Session } from './session.ts';
import type { ActionRun } from './tab-messages.ts';

/** A tab that was closed sends no result, so a run without one ends after this time. */
const LONGEST = 60_000;
/** The shop's work appears in later events. The lists load again after each of these times, in milliseconds. */
const LOOKS = [0, 3_000, 10_000];

/** 409 and 502 explain themselves. A 503 without `Retry-After` means that nobody runs actions. */
const reasonOf = ({ code, status, message, retryAfter }: FlagpostError): Pick<ActionRun, 'reason' | 'code'> => {
  if (status === 409 || status === 502) return { reason: message };
  return { code: status === 503 && !retryAfter ? 'unhandled' : code };
};

/** The actions that the shop runs for one session's events. */
export class ActionRuns {
  readonly #session: Session;
  /** Whether nobody runs actions: the page does not, and the Worker has no `ACTIONS_URL`. */
  isUnhandled = false;
  readonly #runs = new Map<string, ActionRun>();

  constructor(session: Session) {
    this.#session = session;
    session.onActionRun = (run) => this.#show(run);
  }

  /** The last run of an event's action. */
  of(id: string): ActionRun | undefined {
    return this.#runs.get(id);
  }

  isRunning(id: string): boolean {
    return this.#runs.get(id)?.status === 'running';
  }

  /** Asks the shop to run the action. A second click while it runs does nothing. */
  async run(event: LogEvent, { name, label }: EventAction): Promise<ActionRun | null> {
    const { id } = event;
    if (this.isRunning(id)) return null;
    await this.#share({ id, label, status: 'running' });
    const answer = await runAction(this.#session.client, id, name).catch(asError);
    const isError = answer instanceof FlagpostError;
    if (!isError) showChanged(this.#session, answer.event);
    const run: ActionRun = isError
      ? { id, label, status: 'failed', ...reasonOf(answer) }
      : { id, label, status: 'done' };
    this.isUnhandled = run.code === 'unhandled';
    await this.#share(run);
    // The action may have ended the problem, so the count is loaded again.
    this.#session.live?.attention.refresh();
    return run;
  }

  /** Shows a run of this tab or another, and looks for the events that it causes. */
  #show(run: ActionRun): void {
    this.#runs.set(run.id, run);
    if (run.status === 'running') {
      clock.after(LONGEST, () => this.#runs.get(run.id) === run && this.#forget(run.id));
    } else for (const wait of LOOKS) clock.after(wait, () => this.#look());
    this.#session.render();
  }

  async #share(run: ActionRun): Promise<void> {
    this.#show(run);
    (await this.#session.start()).send({ action: run });
  }

  #forget(id: string): void {
    this.#runs.delete(id);
    this.#session.render();
  }

  #look(): void {
    for (const { features } of this.#session.listeners) features?.newsCame();
  }
}

export const actionRuns = perSession((session) => new ActionRuns(session));
