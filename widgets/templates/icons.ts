import { html, type TemplateResult } from 'lit';
import type { Level, LogEvent } from '../../worker/contract/event.ts';
import { callCustom, custom } from '../localize/customize.ts';
import { isOpen } from '../model/event-state.ts';

/** A ring in a drawing of 16 by 16. */
export const CIRCLE = 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z';

/** Each level has a shape of its own: a ring with a tick, and, filled with a mark cut out, a triangle and an octagon. */
const SIGNS: Record<Level, string> = {
  info: `${CIRCLE}M5 8l2 2 4-4`,
  error: 'M5 1h6l4 4v6l-4 4H5l-4-4V5zM7 4v5h2V4zM7 10v2h2v-2z',
  warning: 'M7 2a1 1 0 0 1 2 0l6 11a1 1 0 0 1-1 2H2a1 1 0 0 1-1-2zM7 5v5h2V5zM7 11v2h2v-2z',
};

export const icon = (path: string, kind: 'line' | 'sign', level: string): TemplateResult =>
  html`<svg class="icon ${kind} ${level}" part="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${path} /></svg>`;

/** The arrow of a button that opens something. CSS turns it. */
export const chevron = html`<svg class="chevron line" viewBox="0 0 16 16" aria-hidden="true"><path d="M6 4l4 4-4 4" /></svg>`;

/** The sign of an event's level, known by its shape alone. It has its colour while the event is open. */
export const levelIcon = (event: LogEvent): TemplateResult => {
  const { level } = event;
  return icon(SIGNS[level], level === 'info' ? 'line' : 'sign', level === 'info' || isOpen(event) ? level : '');
};

/** The icon that the shop sets for the event's type. */
export const ownIcon = (event: LogEvent): TemplateResult | undefined => {
  const own = custom.types[event.event_type]?.icon;
  if (typeof own === 'string') return icon(own, 'line', isOpen(event) ? event.level : '');
  const element = callCustom(own, event);
  return element && html`<span class="icon" part="icon" aria-hidden="true">${element}</span>`;
};
