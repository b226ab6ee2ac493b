import { html, type ReactiveController, type TemplateResult } from 'lit';
import type { Resolved } from '../../worker/contract/api.ts';
import type { EventAction, LogEvent } from '../../worker/contract/event.ts';
import { asError, FlagpostError } from '../client/client.ts';
import { hideNote } from '../client/writes.ts';
import { actionLabel, type Voice } from '../localize/sentences.ts';
import { offeredActions } from '../model/offered.ts';
import { type ActionRuns, actionRuns } from '../sync/action-runs.ts';
import { showChanged } from '../sync/changes.ts';
import { type OptimisticUpdates, optimisticUpdates } from '../sync/optimistic-updates.ts';
import type { ActionRun } from '../sync/tab-messages.ts';
import type { RowButton } from '../templates/view.ts';
import { FlagpostActionEvent, FlagpostResolveEvent } from './click-events.ts';
import { copyText } from './copy-text.ts';
import { FlagpostErrorEvent } from './events.ts';
import type { ListHost } from './host.ts';

/** `Retry submission – under way…` */
const runText = ({ language, messages }: Voice, { status, label, reason, code }: ActionRun): string => {
  const action = actionLabel({ messages }, label);
  if (status !== 'failed') return language.format(messages[status], { action });
  const why = reason ?? (code === 'unhandled' ? messages.unhandled : messages.clickFailed[code ?? 'failed']);
  return language.format(messages.failed, { action, reason: why });
};

/** Resolves, snoozes and runs actions from the rows of one element. */
export class RowController implements ReactiveController {
  readonly #host: ListHost;

  constructor(host: ListHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Starts to receive the actions and changes of other tabs, even if no row renders again. */
  hostUpdated(): void {
    void this.#runs;
    void this.#updates;
  }

  get #updates(): OptimisticUpdates | undefined {
    return this.#host.session && optimisticUpdates(this.#host.session);
  }

  get #runs(): ActionRuns | undefined {
    return this.#host.session && actionRuns(this.#host.session);
  }

  isUndoable({ id, resolved_at }: LogEvent): boolean {
    return Boolean(resolved_at && this.#updates?.undoable.has(id));
  }

  isBusy(button: RowButton, { id }: LogEvent): boolean {
    if (button === 'action') return this.#runs?.isRunning(id) ?? false;
    return button === 'resolve' && (this.#updates?.pending.has(id) ?? false);
  }

  /** Renders the feedback to the last click. A public note has first the words that say that it is public. */
  feedback(event: LogEvent): TemplateResult | undefined {
    const last = this.#lastClick(event);
    if (event.event_type !== 'order.note' || event.payload.public !== true) return last;
    const { canWrite, messages } = this.#host;
    return html`<p class="meta" part="public">${messages.isPublic}${
      canWrite ? html` <button part="button" @click=${() => this.#hide(event)}>${messages.takeBack}</button>` : ''
    }</p>${last}`;
  }

  /** Hides a public note from the customer. */
  async #hide({ id }: LogEvent): Promise<void> {
    const { session, messages } = this.#host;
    if (!session) return;
    const outcome = await hideNote(session.client, id).catch(asError);
    if (outcome instanceof FlagpostError) {
      this.#updates?.failed.set(id, outcome);
      this.fail(outcome);
      this.#host.requestUpdate();
    } else {
      this.#updates?.failed.delete(id);
      showChanged(session, outcome);
      this.#host.announce(messages.isPrivate);
    }
  }

  #lastClick({ id, resolved_at }: LogEvent): TemplateResult | undefined {
    const run = this.#runs?.of(id);
    // A problem that is over needs no action.
    if (run?.status === 'failed' && resolved_at) return undefined;
    if (run?.status === 'failed') return this.#failure(runText(this.#host, run));
    if (run) return html`<p class="meta" part="action-status">${runText(this.#host, run)}</p>`;
    const error = this.#updates?.failed.get(id);
    return error && this.#failure(this.#host.messages.clickFailed[error.code]);
  }

  /** The event's actions. If nobody handles them, only links are left. */
  actionsOf(event: LogEvent): readonly EventAction[] {
    const actions = offeredActions(event, this.#host.pageActions);
    return this.#runs?.isUnhandled ? actions.filter(({ url }) => url) : actions;
  }

  /** Wakes a snoozed event, or runs its first action. */
  async runFirst(event: LogEvent): Promise<void> {
    if (event.snoozed_until) await this.snooze(event, null);
    else await this.run(event, this.actionsOf(event)[0]!);
  }

  /** The page may handle the action. Otherwise a link opens, or the shop is asked. */
  async run(event: LogEvent, action: EventAction): Promise<void> {
    const host = this.#host;
    const runs = this.#runs;
    if (!runs || runs.isRunning(event.id)) return;
    if (!host.dispatchEvent(new FlagpostActionEvent(action.name, event))) return;
    if (action.url) {
      open(action.url, '_blank', 'noopener,noreferrer');
      return;
    }
    host.announce(runText(host, { id: event.id, label: action.label, status: 'running' }));
    const run = await runs.run(event, action);
    if (run) host.announce(runText(host, run));
  }

  /** Snoozes an event until a time; null wakes it. */
  async snooze(event: LogEvent, until: string | null): Promise<void> {
    const outcome = await this.#updates?.snooze(event, until);
    const { isSnoozed, isAwake } = this.#host.messages;
    if (!outcome || !this.#succeeded(outcome)) return;
    this.#host.announce(until ? isSnoozed : isAwake);
    // This may have been the last snoozed event, so the count is loaded again.
    if (!until) this.#host.session?.live?.attention.refresh();
  }

  /** Resolves an open event, or reopens one that was resolved here. */
  async toggleResolved(event: LogEvent): Promise<void> {
    const updates = this.#updates;
    if (!updates || updates.pending.has(event.id)) return;
    const outcome = await updates.toggle(event);
    if (!this.#succeeded(outcome)) return;
    const { isResolved, reopened } = this.#host.messages;
    this.#host.announce(outcome.event.resolved_at ? isResolved : reopened);
    this.#host.dispatchEvent(new FlagpostResolveEvent(outcome.event, outcome.count));
  }

  async copy(text: string): Promise<void> {
    const { copied, notCopied } = this.#host.messages;
    const isCopied = await copyText(text);
    this.#host.announce(isCopied ? copied : notCopied);
  }

  /** Announces why a click failed, and sends `flagpost-error`. */
  fail(error: FlagpostError): void {
    this.#host.announce(this.#host.messages.clickFailed[error.code]);
    this.#host.dispatchEvent(new FlagpostErrorEvent(error));
  }

  #succeeded<Answer extends Resolved>(outcome: Answer | FlagpostError): outcome is Answer {
    if (!(outcome instanceof FlagpostError)) return true;
    this.fail(outcome);
    return false;
  }

  #failure(text: string): TemplateResult {
    return html`<p class="failure" part="failure">${text}</p>`;
  }
}
