import type { LogEvent, Payload } from '../contract/event.ts';
import { MADE, SENTENCES, type SentenceName, VARIANTS } from '../contract/sentences.ts';
import { fillTemplate } from '../contract/template.ts';
import { clip, fieldText } from './message.ts';

/** The beginning of each message of a provider's test mode. */
export const TEST = 'Test: ';

/** The sentences of each type, its own first. */
const TEMPLATES = Map.groupBy(
  Object.entries({ ...SENTENCES, ...VARIANTS }) as [SentenceName, string][],
  ([name]) => name.split(':')[0]!,
);

/** Cutting costs more than filling, and few messages are so long. */
const isFilled = (message: string, template: string, payload: Payload, locale: string): boolean => {
  const { text } = fillTemplate(template, (field) => fieldText(field, payload, locale));
  return text === message || clip(text) === message;
};

/**
 * The sentence of the taxonomy that a message is, so that it can be told in another language; null where it is in the
 * shop's own words. A message is a sentence where it reads as one that is filled from the payload, by whatever way it came.
 */
export const sentenceIn = (
  { event_type, message, payload, source }: Pick<LogEvent, 'event_type' | 'message' | 'payload' | 'source'>,
  locale: string,
): SentenceName | null => {
  const made = source === 'flagpost' && MADE.find((type) => type === event_type);
  if (made) return made;
  const isTest = payload.test === true && message.startsWith(TEST);
  const told = isTest ? message.slice(TEST.length) : message;
  const isTold = ([, template]: [string, string]) =>
    told.startsWith(/^[^[{]*/.exec(template)![0]) && isFilled(told, template, payload, locale);
  return TEMPLATES.get(event_type)?.find(isTold)?.[0] ?? null;
};
