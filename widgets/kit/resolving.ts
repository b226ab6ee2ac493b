import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { LogEvent } from '../../worker/contract/event.ts';
import { type Clicks, clicksOf } from './clicks.ts';
import { FlagpostError } from './client.ts';
import type { FlagpostElement } from './element.ts';
import { FlagpostErrorEvent, FlagpostResolveEvent } from './events.ts';
import { strings } from './strings.ts';

/** The Resolve button of a row, its undo in the same place, and what a screen reader hears of both. */
export class Resolving {
  readonly #host: FlagpostElement;
  #said = '';

  constructor(host: FlagpostElement) {
    this.#host = host;
  }

  /** One polite live region for the element. */
  get status(): TemplateResult {
    return html`<div class="unseen" role="status">${this.#said}</div>`;
  }

  /** Resolved a moment ago on this page: it stays, and can be undone. */
  isUndoable(event: LogEvent): boolean {
    return event.resolved_at !== null && Boolean(this.#clicks?.undoable.has(event.id));
  }

  /** Why the last click on this row came to nothing. */
  failure({ id }: LogEvent): TemplateResult | typeof nothing {
    const error = this.#clicks?.failed.get(id);
    return error ? html`<p class="failure" part="failure">${strings.clickFailed[error.code]}</p>` : nothing;
  }

  /** The button stays the same element when it turns into its undo, so focus stays on it. */
  control(event: LogEvent): TemplateResult | typeof nothing {
    const isUndo = this.isUndoable(event);
    if (!this.#host.connection?.canWrite || event.level === 'info' || (event.resolved_at && !isUndo)) return nothing;
    const word = isUndo ? strings.undo : strings.resolve;
    return html`<button
      type="button"
      part="button resolve"
      class="resolve"
      aria-label=${`${word}: ${event.message}`}
      aria-disabled=${Boolean(this.#clicks?.pending.has(event.id))}
      @click=${() => this.#click(event)}
    >${word}</button>`;
  }

  get #clicks(): Clicks | undefined {
    return this.#host.connection && clicksOf(this.#host.connection);
  }

  async #click(event: LogEvent): Promise<void> {
    const clicks = this.#clicks;
    if (!clicks || clicks.pending.has(event.id)) return;
    const outcome = await clicks.toggle(event);
    if (outcome instanceof FlagpostError) {
      this.say(strings.clickFailed[outcome.code]);
      this.#host.dispatchEvent(new FlagpostErrorEvent(outcome));
    } else {
      this.say(outcome.event.resolved_at ? strings.resolved : strings.reopened);
      this.#host.dispatchEvent(new FlagpostResolveEvent(outcome.event, outcome.count));
    }
  }

  /** Says it to who listens. */
  say(words: string): void {
    this.#said = words;
    this.#host.requestUpdate();
  }
}
