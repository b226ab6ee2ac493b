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

/** What is there, with dots between. */
export const dotted = (parts: unknown[]): unknown[] =>
  parts.filter((part) => part !== null).map((part, at) => [at > 0 ? ' · ' : '', part]);

/** Who did it, where the message does not begin with that. */
export const doneBy = ({ actor, message }: LogEvent): string | null =>
  actor && !message.startsWith(`${actor}: `) ? strings.by(actor) : null;

/** How it ended, `Resolved by Ana, 16 Feb`, or that it had ended before. */
export const resolution = (event: LogEvent, times: Times, now: number): string | null => {
  const { resolved_at, resolved_by, came_back } = event;
  if (!resolved_at) return came_back && strings.cameBack(came_back.resolved_by, times.on(came_back.resolved_at, now));
  const when = times.short(resolved_at, now);
  if (resolved_by === 'recovered') return strings.recovered(when);
  if (resolved_by === 'repeated') return strings.repeated(when);
  return strings.resolvedBy(resolved_by, when);
};
