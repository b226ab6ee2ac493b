import { html, nothing, type TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import { typeLabel } from '../localize/sentences.ts';
import { chevron } from './icons.ts';
import type { ListView } from './view.ts';

/** A button that opens and closes the fold after it. */
export const foldButton = (
  view: ListView,
  events: LogEvent[],
  label: unknown,
  onOpen?: () => unknown,
): TemplateResult => {
  const isOpen = view.folds.isOpen(events);
  const toggle = () => {
    view.folds.toggle(events);
    if (!isOpen) onOpen?.();
  };
  return html`
    <button class="plain" part="button fold" aria-expanded=${isOpen} @click=${toggle}>
      ${label}${chevron}
    </button>
  `;
};

/** The part of a row that a fold uses. */
interface Row {
  event: LogEvent;
}

const eventsIn = (rows: Row[]) => rows.map(({ event }) => event);

/** Whether a fold of rows is open. */
const isFoldOpen = (view: ListView, rows: Row[]): boolean => view.folds.isOpen(eventsIn(rows));

/** `4 routine events`, and their types while the fold is closed. */
export const foldSummary = (view: ListView, lines: Row[]): TemplateResult => {
  const events = eventsIn(lines);
  const { language, messages } = view;
  const label = language.format(messages.routine, { count: events.length });
  const types = [...new Set(events.map(({ event_type }) => typeLabel(view, event_type)))].join(', ');
  return html`${foldButton(view, events, label)}${
    isFoldOpen(view, lines) ? nothing : html`<span class="meta" part="meta">${types}</span>`
  }`;
};

/** Renders each row of a list. An open fold is followed by its own lines. */
export const foldedRows = <One extends Row>(
  view: ListView,
  rows: (One | One[])[],
  renderLine: (line: One) => unknown,
  renderFold: (lines: One[]) => unknown,
): unknown[] =>
  rows.map((row) => {
    if (!Array.isArray(row)) return renderLine(row);
    return [renderFold(row), isFoldOpen(view, row) ? row.map(renderLine) : nothing];
  });
