import type { LogEvent, Payload } from '../../worker/contract/event.ts';
import { amountText } from '../../worker/contract/money.ts';
import { providerName } from '../../worker/contract/providers.ts';
import { readableCode } from '../../worker/contract/reasons.ts';
import { fillTemplate, type Word, wordOf } from '../../worker/contract/template.ts';
import type { Language } from './language.ts';
import type { SentenceWords } from './messages/sentence-words.ts';
import type { Voice } from './sentences.ts';
import type { Times } from './times.ts';

/** The language, the times and the payload of one sentence. */
interface Making {
  language: Language;
  words: SentenceWords;
  times: Times;
  /** The viewer's locale, with Latin digits, as in the order numbers of the same line. */
  locale: string;
  payload: Payload;
}

const entryOf = (table: Record<string, string>, name: Word): string | null =>
  Object.hasOwn(table, String(name)) ? table[String(name)]! : null;

const UNITS: Record<string, string> = { m: 'minute', h: 'hour', d: 'day' };

/** Translates `2h`, `3wd` or `26 hours`. Any other value stays as it is. */
const lasting = (value: Word, { language, words, locale }: Making): string => {
  const [, count, unit = ''] = /^(\d+) ?(wd|m|h|d|(?:minute|hour|day)(?=s?$))/.exec(String(value)) ?? [];
  if (count === undefined) return String(value);
  if (unit === 'wd') return language.format(words.counts.workingDays, { count });
  const long = { style: 'unit', unit: UNITS[unit] ?? unit, unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(locale, long).format(Number(count));
};

const DATE = /^\d{4}-\d\d-\d\d/;

/** Formats a date. A date without a time is the same day in every zone. */
const dated = (value: Word, { times, locale }: Making): string | null => {
  const text = String(value);
  if (!DATE.test(text) || Number.isNaN(Date.parse(text))) return null;
  if (text.includes('T')) return times.day(text, Date.now());
  return new Date(text).toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'UTC' });
};

const counted =
  (name: keyof SentenceWords['counts']) =>
  (value: Word, { language, words }: Making): string =>
    language.format(words.counts[name], { count: String(value) });

/** The formatters of the fields whose text differs from their value. */
const FIELDS: Record<string, (value: Word, making: Making) => string | null> = {
  amount: (value, { payload, locale }) => amountText(value, payload.currency, locale),
  provider: (value) => providerName(String(value)),
  channel: (value) => providerName(String(value)),
  kind: (value, { words }) => entryOf(words.kinds, value) ?? String(value),
  paid: (value, { words }) => (value === false ? words.unpaid : null),
  products: counted('products'),
  updated: counted('updated'),
  missed: counted('missed'),
  silence: lasting,
  usual: lasting,
  within: lasting,
  on_hold: lasting,
  ship_by: dated,
  until: dated,
  step: (value, { words }) => entryOf(words.late, value),
  after: (value, { words }) => entryOf(words.after, value),
  label: (value, { language }) => entryOf(language.messages.actions ?? {}, value) ?? String(value),
  outcome: (value, { words }) => entryOf(words.outcomes, value),
  reason: (value, { words }) => entryOf(words.reasons, value) ?? readableCode(String(value)),
};

const fieldText = (field: string, making: Making): string | null => {
  const value = wordOf(making.payload, field);
  if (value === null) return null;
  const read = FIELDS[field];
  if (read) return read(value, making);
  return typeof value === 'boolean' ? null : String(value);
};

/** Keeps an id or a name in Latin letters together within a line that runs from right to left. */
const isolated = (text: string): string => `\u2068${text}\u2069`;

/**
 * Makes the event's sentence in a language, from its type and payload; null if the language has none for it. The sentence
 * names the parcel and the test mode if the stored message names them.
 */
export const makeSentence = (
  { language, languageTag, times }: Omit<Voice, 'messages'>,
  event: LogEvent,
): string | null => {
  const { sentence, message, actor, payload } = event;
  const words = language.sentences;
  if (!words || !sentence || !Object.hasOwn(words.templates, sentence)) return null;
  const { baseName, language: base } = new Intl.Locale(languageTag);
  const making = { language, words, times, payload: { ...payload, actor }, locale: `${baseName}-u-nu-latn` };
  const isolate = base === 'ar' ? isolated : String;
  const isolatedField = (field: string): string | null => {
    const text = fieldText(field, making);
    return text && isolate(text);
  };
  const { text } = fillTemplate(words.templates[sentence]!, isolatedField);
  const { tracking } = payload;
  const isNamed = typeof tracking === 'string' && message.includes(tracking) && !text.includes(tracking);
  const named = isNamed ? `${text} — ${isolate(tracking)}` : text;
  const isTest = payload.test === true && message.startsWith('Test: ');
  return isTest ? language.format(words.test, { message: named }) : named;
};
