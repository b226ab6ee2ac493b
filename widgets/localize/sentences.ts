import type { LogEvent } from '../../worker/contract/event.ts';
import { providerName } from '../../worker/contract/providers.ts';
import { eventType } from '../../worker/contract/taxonomy.ts';
import { callCustom, custom } from './customize.ts';
import { dotted } from './dotted.ts';
import type { Language } from './language.ts';
import type { Messages } from './messages/index.ts';
import { INTL, moment, type Times } from './times.ts';

/** The language of an element, and its times. */
export interface Voice {
  readonly language: Language;
  /** The tag of the language. Empty for plain English. */
  readonly languageTag: string;
  readonly messages: Messages;
  readonly times: Times;
}

/** The name of a type. */
export const typeLabel = ({ language }: Voice, type: string): string =>
  custom.types[type]?.label ?? language.types?.[type] ?? eventType(type).label;

/** The label of an action: translated if it is one of ours, otherwise in the shop's own words. */
export const actionLabel = ({ messages }: { messages: Messages }, label = ''): string => {
  const translation = messages.actions?.[label];
  return typeof translation === 'string' ? translation : label;
};

/** The event's message in the viewer's language: made from the payload, unless it is in the shop's own words. */
export const sentenceOf = (voice: Voice, event: LogEvent): string =>
  INTL.module?.makeSentence(voice, event) ?? event.message;

/** The sentence, or the result of the shop's own function. */
export const messageOf = (voice: Voice, event: LogEvent): string | Node =>
  callCustom(custom.types[event.event_type]?.render, event) ?? sentenceOf(voice, event);

/**
 * The display name of a source. Events of the shop's own programs have the shop's name. A person's click has no source,
 * since the row names the person.
 */
export const sourceName = (
  { messages }: Voice,
  { actor, source, event_type }: Pick<LogEvent, 'actor' | 'source' | 'event_type'>,
): string | null => {
  if (actor && source === 'flagpost') return null;
  if (!/^(api|standard)$/.test(source)) return providerName(source);
  return event_type.startsWith('sync.') ? messages.productSync : messages.yourShop;
};

/**
 * The type, the source and the person of a row, as two texts: first the parts that its message contains, which only
 * screen readers need, then the others.
 */
export const metaOf = (voice: Voice, event: LogEvent, message: string | Node): string[] => {
  const parts = [typeLabel(voice, event.event_type), sourceName(voice, event)];
  const isInMessage = (part: string | null) => String(message).includes(part!);
  const others = parts.filter((part) => !isInMessage(part));
  return [parts.filter(isInMessage), [...others, actorOf(voice, event)]].map((each) => dotted([...each, '']));
};

/** The person who did it, unless the message starts with the name. */
export const actorOf = ({ language, messages }: Voice, { actor, message }: LogEvent): string | null =>
  actor && !message.startsWith(`${actor}: `) ? language.format(messages.by, { person: actor }) : null;

/** A `resolved_by` that is no person. */
const AUTOMATIC = ['recovered', 'repeated'] as const;

/** Failures that are tried again until they succeed. Any other problem that ended by itself was settled by a later event. */
const FIXES_ITSELF = /^(sync|source|alert)\.|(payment|submission|delivery)_failed$/;

/** Until when the event is snoozed, how it ended, or that it came back: `Resolved by Ana, 16 Feb`. */
export const resolution = ({ language, messages, times }: Voice, event: LogEvent, now: number): string | null => {
  const { resolved_at, came_back, snoozed_until } = event;
  if (snoozed_until) return language.format(messages.snoozedUntil, { when: moment(times, snoozed_until, now) });
  const ended = resolved_at ? event : came_back;
  if (!ended) return null;
  const [person, at] = [ended.resolved_by ?? '', ended.resolved_at!];
  const phrase = AUTOMATIC.find((name) => name === person) ?? (person ? 'resolvedBy' : 'resolved');
  if (!resolved_at) return language.format(messages.cameBack, { person, when: moment(times, at, now) });
  const isSettled = phrase === 'recovered' && !FIXES_ITSELF.test(event.event_type);
  return language.format(messages[isSettled ? 'settled' : phrase], { person, when: times.short(at, now) });
};
