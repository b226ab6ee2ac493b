import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { DrawnElement } from './drawn.ts';
import { labelOf } from './entry.ts';
import { chevron } from './icons.ts';
import type { Line } from './lines.ts';

/** Whether a person opened what any of them is in. */
export const isUnfolded = ({ unfolded }: DrawnElement, events: LogEvent[]): boolean =>
  events.some(({ id }) => unfolded.has(id));

/** A button that says what it opens; whatever that is stands right after it. */
export const unfolder = (
  host: DrawnElement,
  events: LogEvent[],
  words: unknown,
  opened?: () => unknown,
): TemplateResult => {
  const isOpen = isUnfolded(host, events);
  const click = () => {
    for (const { id } of events) host.unfolded[isOpen ? 'delete' : 'add'](id);
    host.requestUpdate();
    if (!isOpen) opened?.();
  };
  return html`
    <button class="plain" part="button fold" aria-expanded=${isOpen} @click=${click}>
      ${words}${chevron}
    </button>
  `;
};

/** `4 routine events`, and of what kinds. */
export const foldOf = (host: DrawnElement, lines: Line[]): TemplateResult => {
  const events = lines.map(({ event }) => event);
  const { language, words } = host;
  const kinds = [...new Set(events.map(({ event_type }) => labelOf(host, event_type)))].join(', ');
  return html`${unfolder(host, events, language.say(words.routine, { count: events.length }))}${
    isUnfolded(host, events) ? nothing : html`<span class="meta" part="meta">${kinds}</span>`
  }`;
};

/** The lines of a list, each drawn by `entry`; a fold is drawn by `fold`, with its lines after it while it is open. */
export const unfoldedRows = (
  host: DrawnElement,
  rows: (Line | Line[])[],
  entry: (line: Line) => unknown,
  fold: (lines: Line[]) => unknown,
): unknown[] =>
  rows.map((row) => {
    if (!Array.isArray(row)) return entry(row);
    const isOpen = isUnfolded(
      host,
      row.map(({ event }) => event),
    );
    return [fold(row), isOpen ? row.map(entry) : nothing];
  });
