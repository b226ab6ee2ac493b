import { html, type TemplateResult } from 'lit';
import type { Level, LogEvent } from '../../worker/contract/event.ts';
import { eventType, type Icon } from '../../worker/contract/taxonomy.ts';
import { callCustom, custom } from '../localize/customize.ts';
import { isOpen } from '../model/event-state.ts';

const CIRCLE = 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z';
const ENVELOPE = 'M2 4l6 5 6-5';

/** Line drawings of 16 by 16, on whole points: every page loads each digit. */
const LINES: Record<Exclude<Icon, 'alert'>, string> = {
  bag: 'M3 5h10l1 9H2zM6 7V4a2 2 0 0 1 4 0v3',
  ban: `${CIRCLE}M4 4l8 8`,
  box: 'M2 5l6-3 6 3v6l-6 3-6-3zM2 5l6 3 6-3M8 8v6',
  cart: 'M1 2h2l2 8h7l2-6H4M6 13h0M11 13h0',
  check: `${CIRCLE}M5 8l2 2 4-4`,
  clock: `${CIRCLE}M8 4v4l3 2`,
  dot: 'M7 8a1 1 0 0 0 2 0 1 1 0 0 0-2 0z',
  mail: `M2 3h12v10H2z${ENVELOPE}`,
  'mail-alert': `M9 13H2V3h12v3${ENVELOPE}M13 9v2M13 14h0`,
  note: 'M3 2h10v12H3zM6 5h4M6 8h4',
  play: 'M5 3v10l8-5z',
  refund: 'M5 3 2 6l3 3M2 6h8a4 4 0 0 1 0 8H5',
  send: 'M14 2 7 9M14 2l-4 12-3-5-5-3z',
  sync: 'M3 7a5 5 0 0 1 9-2l2 1M14 2v4h-4M13 9a5 5 0 0 1-9 2l-2-1M2 14v-4h4',
  truck: 'M1 3h9v8H1zM10 6h3l2 3v2h-5M4 13h0M12 13h0',
};

/** Filled shapes with a mark cut out: an octagon for errors, a triangle for warnings. */
const SIGNS: Record<Exclude<Level, 'info'>, string> = {
  error: 'M5 1h6l4 4v6l-4 4H5l-4-4V5zM7 4v5h2V4zM7 10v2h2v-2z',
  warning: 'M7 2a1 1 0 0 1 2 0l6 11a1 1 0 0 1-1 2H2a1 1 0 0 1-1-2zM7 5v5h2V5zM7 11v2h2v-2z',
};

const icon = (path: string, kind: 'line' | 'sign', level: Level): TemplateResult =>
  html`<svg class="icon ${kind} ${level}" part="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${path} /></svg>`;

/** The arrow of a button that opens something. CSS turns it. */
export const chevron = html`<svg class="chevron line" viewBox="0 0 16 16" aria-hidden="true"><path d="M6 4l4 4-4 4" /></svg>`;

/** Two sheets, on a button that copies. */
export const copyIcon = html`<svg class="line" viewBox="0 0 16 16" aria-hidden="true"><path d="M6 6h7v7H6zM10 6V3H3v7h3" /></svg>`;

/** The sign of a level, which is known by its shape alone. */
export const levelSign = (level: Exclude<Level, 'info'>): TemplateResult => icon(SIGNS[level], 'sign', level);

/**
 * The icon of an event's type, coloured while the event is open. An error is always the octagon. A warning whose type is
 * usually no warning gets the triangle.
 */
export const typeIcon = (event: LogEvent): TemplateResult => {
  const { icon: name, level: usual } = eventType(event.event_type);
  const level = isOpen(event) ? event.level : 'info';
  const own = custom.types[event.event_type]?.icon;
  const element = typeof own === 'function' && callCustom(own, event);
  if (element) return html`<span class="icon" part="icon" aria-hidden="true">${element}</span>`;
  if (event.level === 'error') return icon(SIGNS.error, 'sign', level);
  if (name === 'alert' || (event.level === 'warning' && usual !== 'warning')) return icon(SIGNS.warning, 'sign', level);
  return icon(typeof own === 'string' ? own : LINES[name], 'line', level);
};
