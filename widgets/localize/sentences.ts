import type { LogEvent } from '../../worker/contract/event.ts';
import { eventType } from '../../worker/contract/taxonomy.ts';
import { callCustom, custom } from './customize.ts';
import type { Language } from './language.ts';
import type { Messages } from './messages/index.ts';
import { isLate, moment, type Times } from './times.ts';

/** The language of an element, and its times. */
export interface Voice {
  readonly language: Language;
  readonly messages: Messages;
  readonly times: Times;
}

export const DOT = ' · ';

/** Joins the texts that are there with dots. */
export const dotted = (texts: (string | null)[]): string => texts.filter((text) => text !== null).join(DOT);

/** The name of a type. */
export const typeLabel = ({ language }: Voice, type: string): string =>
  custom.types[type]?.label ?? language.types?.[type] ?? eventType(type).label;

/** The name of a source: the provider's, or the shop's own program. */
export const sourceName = ({ messages }: Voice, source: string): string =>
  source === 'api' || source === 'standard' ? messages.yourShop : source.charAt(0).toUpperCase() + source.slice(1);

/** The label of an action: translated if it is one of ours, otherwise in the shop's own words. */
export const actionLabel = ({ messages }: { messages: Messages }, label = ''): string => {
  const translation = messages.actions?.[label];
  return typeof translation === 'string' ? translation : label;
};

/** The event's message, or the result of the shop's own function. */
export const messageOf = (event: LogEvent): string | Node =>
  callCustom(custom.types[event.event_type]?.render, event) ?? event.message;

/** The person who did it, unless the message starts with the name. */
export const actorOf = ({ language, messages }: Voice, { actor, message }: LogEvent): string | null =>
  actor && !message.startsWith(`${actor}: `) ? language.format(messages.by, { person: actor }) : null;

/** When the event was recorded, if that was long after it happened. */
export const recordedLater = ({ language, messages, times }: Voice, event: LogEvent): string | null => {
  const [then, now] = [Date.parse(event.occurred_at), Date.parse(event.inserted_at)];
  if (!isLate(now - then)) return null;
  return language.format(messages.recordedLater, {
    span: times.span(now - then),
    when: moment(times, event.inserted_at, then),
  });
};

/** A `resolved_by` that is no person. */
const AUTOMATIC = ['recovered', 'repeated'] as const;

/** Failures that are tried again until they succeed. Anything else that is over was settled by what came after it. */
const FIXES_ITSELF = /^(sync|source|alert)\.|(payment|submission|delivery)_failed$/;

/** Until when the event is snoozed, or how it ended: `Resolved by Ana, 16 Feb`. Also tells if it has come back. */
export const resolution = ({ language, messages, times }: Voice, event: LogEvent, now: number): string | null => {
  const { resolved_at, came_back, snoozed_until } = event;
  if (snoozed_until) return language.format(messages.snoozedUntil, { when: moment(times, snoozed_until, now) });
  const ended = resolved_at ? event : came_back;
  if (!ended) return null;
  const [person, when] = [ended.resolved_by ?? '', times.short(ended.resolved_at!, now)];
  const phrase = resolved_at
    ? (AUTOMATIC.find((name) => name === person) ?? (person ? 'resolvedBy' : 'resolved'))
    : 'cameBack';
  const isSettled = phrase === 'recovered' && !FIXES_ITSELF.test(event.event_type);
  return language.format(messages[isSettled ? 'settled' : phrase], { person, when });
};
