import type { Payload } from '../contract/event.ts';
import { amountText } from '../contract/money.ts';
import { providerName } from '../contract/providers.ts';
import { readableCode } from '../contract/reasons.ts';
import { sentenceOf } from '../contract/sentences.ts';
import { fillTemplate, type Word, wordOf } from '../contract/template.ts';
import { lookup } from './lookup.ts';

export const MESSAGE_LENGTH = 500;

/** The names of a shop's mails, by the `kind` that it tags them with. */
const KINDS: Record<string, string> = {
  confirmation: 'order confirmation',
  shipping: 'shipping notification',
  abandoned_cart: 'recovery email',
};

/** The words for a late step, and for the event that its limit counts from. */
const LATE: Record<string, string> = {
  submitted: 'Not sent to the printer',
  production: 'Not in production',
  shipped: 'Not shipped',
  delivered: 'Not delivered',
  hold: 'On hold',
};
const AFTER: Record<string, string> = {
  placed: 'the order',
  paid: 'payment',
  submitted: 'it was sent to the printer',
  production: 'production began',
  shipped: 'shipping',
  reinstated: 'it was reinstated',
  shipment_cancelled: 'its shipment was cancelled',
};
const UNITS: Record<string, string> = { m: 'minute', h: 'hour', d: 'day', wd: 'working day' };

/** `2h` → `2 hours`; null for what is no length of time. */
const lasting = (value: unknown): string | null => {
  const [, count, unit] = /^(\d+)(m|h|d|wd)$/.exec(String(value)) ?? [];
  return unit === undefined ? null : `${count} ${UNITS[unit]}${count === '1' ? '' : 's'}`;
};

/** `2026-12-24` → `24 December 2026`; null for what begins with no date. */
const dated = (value: unknown): string | null => {
  const date = new Date(String(value).slice(0, 10));
  if (Number.isNaN(date.getTime())) return null;
  return date.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
};

/** How a field of the payload reads in a sentence, where that is more than its value. */
const WORDS: Record<string, (value: Word, payload: Payload, locale: string) => string | null> = {
  amount: (value, { currency }, locale) => amountText(value, currency, locale),
  provider: (value) => providerName(String(value)),
  kind: (value) => lookup(KINDS, value) ?? String(value),
  paid: (value) => (value === false ? 'payment pending' : null),
  reason: (value) => readableCode(String(value)),
  step: (value) => lookup(LATE, value) ?? null,
  after: (value) => lookup(AFTER, value) ?? null,
  within: (value) => lasting(value),
  on_hold: (value) => lasting(value),
  ship_by: (value) => dated(value),
  missed: (value) => `${value} event${Number(value) === 1 ? '' : 's'}`,
  channel: (value) => providerName(String(value)),
  products: (value) => `${value} product${Number(value) === 1 ? '' : 's'}`,
};

/** The text of a field in English, but for money, which is in the locale's own way. */
export const fieldText = (field: string, payload: Payload, locale: string): string | null => {
  const value = wordOf(payload, field);
  if (value === null) return null;
  const read = lookup(WORDS, field);
  if (read) return read(value, payload, locale);
  return typeof value === 'boolean' ? null : String(value);
};

/**
 * The type's sentence, filled from the payload. A field that is missing outside of a `[part]` is named in `missing`. Null
 * for a type without a template, where none is given.
 */
export const describe = (
  type: string,
  payload: Payload,
  locale: string,
  template = sentenceOf(type),
): { message: string; missing: string[] } | null => {
  if (template === undefined) return null;
  const { text, missing } = fillTemplate(template, (field) => fieldText(field, payload, locale));
  return { message: clip(text), missing };
};

/**
 * Invisible characters that make a text read otherwise than it is written: overrides of direction, spaces without width,
 * annotations, tags. Joiners stay, which letters and emoji need, and so do the tags of a flag, such as Wales's.
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
const UNSEEN =
  /(\u{1F3F4}[\u{E0020}-\u{E007F}]+)|[\u180E\u200B\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu;
const VISIBLE = /[^\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** Whether a text is no other than it looks. */
export const isPlain = (text: string): boolean => text.isWellFormed() && !/\p{Cc}/u.test(text) && seen(text) === text;

const seen = (text: string): string => text.replace(UNSEEN, '$1');

/** One line of plain text: no control characters, no half characters, none that misleads. Empty where nothing is to be seen. */
export const oneLine = (text: string): string => {
  const line = seen(text.toWellFormed())
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return VISIBLE.test(line) ? line : '';
};

/** One line of at most so many characters, the last an ellipsis where there were more. */
export const clip = (text: string, length = MESSAGE_LENGTH): string => {
  const characters = Array.from(oneLine(text));
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : characters.join('');
};
