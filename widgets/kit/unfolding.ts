import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { DrawnElement } from './drawn.ts';
import { labelOf } from './entry.ts';
import { chevron } from './icons.ts';
import type { Line } from './lines.ts';

/**
 * What a person opened: by the events in it, so that it stays open when it grows at either end, and whatever is drawn
 * anew around it.
 */
export class Unfolding {
  readonly #host: DrawnElement;
  readonly #open = new Set<string>();

  constructor(host: DrawnElement) {
    this.#host = host;
  }

  /** Whether any of them was opened. */
  isOpen(events: LogEvent[]): boolean {
    return events.some(({ id }) => this.#open.has(id));
  }

  /** Opens whatever they are or will be in. */
  open(events: LogEvent[]): void {
    for (const { id } of events) this.#open.add(id);
  }

  inherit(before: Unfolding): void {
    for (const id of before.#open) this.#open.add(id);
  }

  /** A button that says what it opens; whatever that is stands right after it. */
  button(events: LogEvent[], words: unknown, opened?: () => void): TemplateResult {
    const click = () => {
      if (this.#toggle(events)) opened?.();
    };
    return html`
      <button type="button" class="plain" part="button fold" aria-expanded=${this.isOpen(events)} @click=${click}>
        ${words}${chevron}
      </button>
    `;
  }

  /** `4 routine events`, and of what kinds. */
  fold(lines: Line[]): TemplateResult {
    const events = lines.map(({ event }) => event);
    const { language, words } = this.#host;
    const kinds = [...new Set(events.map(({ event_type }) => labelOf(this.#host, event_type)))].join(', ');
    return html`${this.button(events, language.say(words.routine, { count: events.length }))}${
      this.isOpen(events) ? nothing : html`<span class="meta" part="meta">${kinds}</span>`
    }`;
  }

  /** The lines of a list, each drawn by `entry`; a fold is drawn by `fold`, with its lines after it while it is open. */
  rows(rows: (Line | Line[])[], entry: (line: Line) => unknown, fold: (lines: Line[]) => unknown): unknown[] {
    return rows.map((row) => {
      if (!Array.isArray(row)) return entry(row);
      return [fold(row), this.isOpen(row.map(({ event }) => event)) ? row.map(entry) : nothing];
    });
  }

  #toggle(events: LogEvent[]): boolean {
    const willOpen = !this.isOpen(events);
    if (willOpen) this.open(events);
    else for (const { id } of events) this.#open.delete(id);
    this.#host.requestUpdate();
    return willOpen;
  }
}
