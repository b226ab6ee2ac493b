import { html, type TemplateResult } from 'lit/html.js';
import type { Resolved } from '../../worker/contract/api.ts';
import type { EventAction, LogEvent } from '../../worker/contract/event.ts';
import { FlagpostError } from '../kit/client.ts';
import type { DrawnElement } from '../kit/drawn.ts';
import { FlagpostErrorEvent } from '../kit/events.ts';
import { type Clicks, clicksOf } from './clicks.ts';
import { type Deeds, deedsOf } from './deeds.ts';
import { FlagpostActionEvent, FlagpostOpenEvent, FlagpostResolveEvent } from './events.ts';

/** What may be done about an event from its row of one element. */
export class Row {
  readonly #host: DrawnElement;

  constructor(host: DrawnElement) {
    this.#host = host;
  }

  get clicks(): Clicks | undefined {
    return this.#host.connection && clicksOf(this.#host.connection);
  }

  get deeds(): Deeds | undefined {
    return this.#host.connection && deedsOf(this.#host.connection);
  }

  /** Why the last click came to nothing, or what the shop is doing. */
  failure({ id }: LogEvent): TemplateResult | undefined {
    const { language, words } = this.#host;
    const deed = this.deeds?.told(language, id);
    if (deed) return deed;
    const error = this.clicks?.failed.get(id);
    return error && html`<p class="failure" part="failure">${words.clickFailed[error.code]}</p>`;
  }

  isBusy(part: string, { id }: LogEvent): boolean | undefined {
    return part === 'action' ? this.deeds?.isRunning(id) : part === 'resolve' && this.clicks?.pending.has(id);
  }

  /** What stands first in a row: Wake, or the first of its actions. */
  async first(event: LogEvent): Promise<void> {
    if (event.snoozed_until) await this.snooze(event, null);
    else if (event.actions[0]) await this.run(event, event.actions[0]);
  }

  /** The page may do it; otherwise a link is followed, and the shop is asked. */
  async run(event: LogEvent, action: EventAction): Promise<void> {
    const host = this.#host;
    const { deeds } = this;
    if (!deeds || deeds.isRunning(event.id)) return;
    if (!host.dispatchEvent(new FlagpostActionEvent(action.name, event))) return;
    if (action.url) {
      open(action.url, '_blank', 'noopener,noreferrer');
      return;
    }
    host.say(deeds.words(host.language, { id: event.id, label: action.label, is: 'running' }));
    const deed = await deeds.run(event, action);
    if (deed) host.say(deeds.words(host.language, deed));
  }

  /** Puts an event to sleep until a time, or, with null, wakes it. */
  async snooze(event: LogEvent, until: string | null): Promise<void> {
    const outcome = await this.clicks?.snooze(event, until);
    const { isSnoozed, isAwake } = this.#host.words;
    if (outcome && this.#succeeded(outcome)) this.#host.say(until ? isSnoozed : isAwake);
  }

  /** Resolves an open event, reopens one that was resolved here. */
  async click(event: LogEvent): Promise<void> {
    const { clicks } = this;
    if (!clicks || clicks.pending.has(event.id)) return;
    const outcome = await clicks.toggle(event);
    if (!this.#succeeded(outcome)) return;
    const { isResolved, reopened } = this.#host.words;
    this.#host.say(outcome.event.resolved_at ? isResolved : reopened);
    this.#host.dispatchEvent(new FlagpostResolveEvent(outcome.event, outcome.count));
  }

  /** An order's link was clicked. A new tab or window is the browser's business. */
  opened(click: MouseEvent, event: LogEvent): void {
    if (click.ctrlKey || click.metaKey || click.shiftKey || click.altKey || !event.order_id) return;
    if (!this.#host.dispatchEvent(new FlagpostOpenEvent(event.order_id, event))) click.preventDefault();
  }

  #succeeded<Answer extends Resolved>(outcome: Answer | FlagpostError): outcome is Answer {
    if (!(outcome instanceof FlagpostError)) return true;
    this.fail(outcome);
    return false;
  }

  /** Says why a click came to nothing, and tells the page. */
  fail(error: FlagpostError): void {
    this.#host.say(this.#host.words.clickFailed[error.code]);
    this.#host.dispatchEvent(new FlagpostErrorEvent(error));
  }
}
