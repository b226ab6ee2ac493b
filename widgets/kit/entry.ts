import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { LogEvent } from '../../worker/contract/event.ts';
import { eventType } from '../../worker/contract/taxonomy.ts';
import { own, ownly } from './customize.ts';
import type { DrawnElement } from './drawn.ts';
import type { Language } from './language.ts';
import { isLate, moment } from './times.ts';

/** Whether it still needs somebody. */
export const isOpen = (event: LogEvent): boolean => event.level !== 'info' && event.resolved_at === null;

/** What a type is called. */
export const labelOf = ({ language }: DrawnElement, type: string): string =>
  own.types[type]?.label ?? language.types?.[type] ?? eventType(type).label;

/** What an action is called: one of ours in the viewer's language, the shop's own as the shop calls it. */
export const actionLabel = ({ words }: Language, label = ''): string => {
  const told = words.actions?.[label];
  return typeof told === 'string' ? told : label;
};

/** What it says, or what the shop's own function makes of it. */
export const messageOf = (event: LogEvent): string | Node =>
  ownly(own.types[event.event_type]?.render, event) ?? event.message;

/** The level in words, for those who don't see the sign. */
export const levelWord = ({ words }: DrawnElement, { level }: LogEvent): TemplateResult | typeof nothing =>
  level === 'info' ? nothing : html`<span class="unseen">${words[level]}: </span>`;

/** A time as it is shown. The exact one comes to who points at it. */
export const timeTag = (iso: string, shown: string): TemplateResult =>
  html`<time part="time" datetime=${iso} .textContent=${shown}></time>`;

/** What is there of some words, with dots between. */
export const dotted = (words: (string | null)[]): string => words.filter((word) => word !== null).join(DOT);

export const DOT = ' · ';

/** Who did it, where the message does not begin with that. */
export const doneBy = ({ language, words }: DrawnElement, { actor, message }: LogEvent): string | null =>
  actor && !message.startsWith(`${actor}: `) ? language.say(words.by, { person: actor }) : null;

/** That it came to the log long after it happened. */
export const recorded = ({ language, words, times }: DrawnElement, event: LogEvent): string | null => {
  const [then, now] = [Date.parse(event.occurred_at), Date.parse(event.inserted_at)];
  if (!isLate(now - then)) return null;
  return language.say(words.recordedLater, {
    span: times.span(now - then),
    when: moment(times, event.inserted_at, then),
  });
};

/** Until when it sleeps, or how it ended, `Resolved by Ana, 16 Feb`, or that it had ended before. */
export const resolution = ({ language, words, times }: DrawnElement, event: LogEvent, now: number): string | null => {
  const { resolved_at, came_back, snoozed_until } = event;
  if (snoozed_until) return language.say(words.snoozedUntil, { when: moment(times, snoozed_until, now) });
  const ended = resolved_at ? event : came_back;
  if (!ended) return null;
  const [person, when] = [ended.resolved_by ?? '', times.short(ended.resolved_at!, now)];
  const phrase = resolved_at
    ? (PASSED.find((passed) => passed === person) ?? (person ? 'resolvedBy' : 'resolved'))
    : 'cameBack';
  return language.say(words[phrase], { person, when });
};

/** What no person did. */
const PASSED = ['recovered', 'repeated'] as const;
