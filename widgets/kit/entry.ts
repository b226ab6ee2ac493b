import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { LogEvent } from '../../worker/contract/event.ts';
import { strings } from './strings.ts';
import type { Times } from './time.ts';

/** Whether it still needs somebody. */
export const isOpen = (event: LogEvent): boolean => event.level !== 'info' && event.resolved_at === null;

/** The level in words, for those who don't see the sign. */
export const levelWord = ({ level }: LogEvent): TemplateResult | typeof nothing =>
  level === 'info' ? nothing : html`<span class="unseen">${strings.levels[level]}: </span>`;

export const timeTag = (iso: string, shown: string, times: Times): TemplateResult =>
  html`<time part="time" datetime=${iso} title=${times.exact(iso)}>${shown}</time>`;

/** How it ended: `Resolved by Ana, 16 Feb`. */
export const resolution = ({ resolved_at, resolved_by }: LogEvent, times: Times, now: number): string | null => {
  if (!resolved_at) return null;
  const when = times.short(resolved_at, now);
  if (resolved_by === 'recovered') return strings.recovered(when);
  if (resolved_by === 'repeated') return strings.repeated(when);
  return strings.resolvedBy(resolved_by, when);
};

/** The same list with the event as it is now. */
export const withEvent = (events: LogEvent[], changed: LogEvent): LogEvent[] =>
  events.map((event) => (event.id === changed.id ? changed : event));
