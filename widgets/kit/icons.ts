import { html, type TemplateResult } from 'lit/html.js';
import type { Level, LogEvent } from '../../worker/contract/event.ts';
import { eventType, type Icon } from '../../worker/contract/taxonomy.ts';
import { own, ownly } from './customize.ts';
import { isOpen } from './entry.ts';

const CIRCLE = 'M8 1.75a6.25 6.25 0 1 0 0 12.5 6.25 6.25 0 0 0 0-12.5z';

/** Sixteen by sixteen, drawn with one line. */
const LINES: Record<Exclude<Icon, 'alert'>, string> = {
  bag: 'M3.5 5.5h9l.75 8.75H2.75zM5.5 7.5V4.25a2.5 2.5 0 0 1 5 0V7.5',
  ban: `${CIRCLE}M3.6 3.6l8.8 8.8`,
  cart: 'M1.5 2.25h2l1.75 8h6.9l1.6-5.75H4M6 13.25v.01M11.5 13.25v.01',
  check: `${CIRCLE}M5.25 8.25l2 2 3.5-4.25`,
  clock: `${CIRCLE}M8 4.5V8l2.5 1.5`,
  cog: 'M8 3.75a4.25 4.25 0 1 0 0 8.5 4.25 4.25 0 0 0 0-8.5zM8 7v2M8 1.5v2.25M8 12.25v2.25M1.5 8h2.25M12.25 8h2.25M3.4 3.4 5 5M11 11l1.6 1.6M12.6 3.4 11 5M5 11l-1.6 1.6',
  dot: 'M8 7a1 1 0 1 0 0 2 1 1 0 0 0 0-2z',
  mail: 'M1.75 3.25h12.5v9.5H1.75zM2 3.75l6 5 6-5',
  'mail-alert': 'M9.5 12.75H1.75v-9.5h12.5v3.5M2 3.75l6 5 6-5M13 9.25v2.5M13 14v.01',
  note: 'M2.75 1.75h10.5v8.5l-4 4h-6.5zM9.25 14v-3.75H13M5.5 5h5M5.5 7.75h2.5',
  play: 'M4.5 2.5v11l8.5-5.5z',
  refund: 'M5.5 2.75 2.25 6l3.25 3.25M2.5 6h7a3.75 3.75 0 0 1 0 7.5H5',
  retry: 'M13.5 8a5.5 5.5 0 1 1-1.75-4l1.5 1.25M13.5 2v3.5H10',
  send: 'M14.25 1.75 7 9M14.25 1.75 9.75 14.25 7 9 1.75 6.25z',
  sync: 'M2.25 7.25a5.75 5.75 0 0 1 10.25-3l1.25 1.5M13.75 2.25v3.5h-3.5M13.75 8.75a5.75 5.75 0 0 1-10.25 3l-1.25-1.5M2.25 13.75v-3.5h3.5',
  truck:
    'M3 11.25H1.25v-8h8.5v8h-4M9.75 6h2.75l2.25 2.5v2.75h-1M9.75 11.25h1M4.4 10.25a1.35 1.35 0 1 0 0 2.7 1.35 1.35 0 0 0 0-2.7zM12.25 10.25a1.35 1.35 0 1 0 0 2.7 1.35 1.35 0 0 0 0-2.7z',
};

/** Filled, with a mark cut out: an octagon stops, a triangle warns. */
const SIGNS: Record<Exclude<Level, 'info'>, string> = {
  error:
    'M5.1.75h5.8l4.35 4.35v5.8l-4.35 4.35H5.1L.75 10.9V5.1zM7.2 3.75v5.5h1.6v-5.5zM8 10.5a1 1 0 1 0 0 2 1 1 0 0 0 0-2z',
  warning:
    'M6.9 1.5a1.25 1.25 0 0 1 2.2 0l6.25 11.35a1.25 1.25 0 0 1-1.1 1.9H1.75a1.25 1.25 0 0 1-1.1-1.9zM7.2 5.25v4.5h1.6v-4.5zM8 11a.95.95 0 1 0 0 1.9.95.95 0 0 0 0-1.9z',
};

const drawn = (path: string, kind: 'line' | 'sign', level: Level): TemplateResult =>
  html`<svg class="icon ${kind} ${level}" part="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${path} /></svg>`;

/** Beside what opens; its style turns it. */
export const chevron = html`<svg class="chevron line" viewBox="0 0 16 16" aria-hidden="true"><path d="M6 4l4 4-4 4" /></svg>`;

/** What is wrong, by its shape. */
export const levelSign = (level: Exclude<Level, 'info'>): TemplateResult => drawn(SIGNS[level], 'sign', level);

/**
 * What kind of event it is, coloured while it is open. What is broken is always the octagon; a warning of a type that is
 * none by itself gets the triangle.
 */
export const typeIcon = (event: LogEvent): TemplateResult => {
  const { icon, level: usual } = eventType(event.event_type);
  const level = isOpen(event) ? event.level : 'info';
  const mine = own.types[event.event_type]?.icon;
  const made = typeof mine === 'function' && ownly(mine, event);
  if (made) return html`<span class="icon" part="icon" aria-hidden="true">${made}</span>`;
  if (event.level === 'error') return drawn(SIGNS.error, 'sign', level);
  if (icon === 'alert' || (event.level === 'warning' && usual === 'info')) return drawn(SIGNS.warning, 'sign', level);
  return drawn(typeof mine === 'string' ? mine : LINES[icon], 'line', level);
};
