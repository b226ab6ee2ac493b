import type { Json, Payload } from '../contract/event.ts';
import { sentenceOf } from '../contract/sentences.ts';
import { lookup } from './lookup.ts';
import { money } from './money.ts';

export const MESSAGE_LENGTH = 500;

/** How providers write their own names, where that is not just a capital. */
const PROVIDERS: Record<string, string> = { easypost: 'EasyPost', aftership: 'AfterShip', woocommerce: 'WooCommerce' };
/** What the mails of a shop are called, by the `kind` that it tags them with. */
const KINDS: Record<string, string> = {
  confirmation: 'order confirmation',
  shipping: 'shipping notification',
  abandoned_cart: 'recovery email',
};

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A provider, or a channel, as it writes itself. */
export const properName = (name: string): string => lookup(PROVIDERS, name) ?? capital(name);

/** 43.5 is somebody's pounds, not pence; 1998.9999999999998 is what 19.99 * 100 comes to. */
export const isMinorUnits = (value: unknown): value is number =>
  typeof value === 'number' && Math.abs(value - Math.round(value)) < 1e-6 && Math.abs(value) <= Number.MAX_SAFE_INTEGER;

/** How a field of the payload reads in a sentence, where that is more than its value. */
const WORDS: Record<string, (value: string | number | boolean, payload: Payload, locale: string) => string | null> = {
  amount: (value, { currency }, locale) =>
    isMinorUnits(value) && typeof currency === 'string' && currency !== '' ? money(value, currency, locale) : null,
  provider: (value) => properName(String(value)),
  kind: (value) => lookup(KINDS, value) ?? String(value),
  paid: (value) => (value === false ? 'payment pending' : null),
  missed: (value) => `${value} event${Number(value) === 1 ? '' : 's'}`,
  channel: (value) => properName(String(value)),
  products: (value) => `${value} product${Number(value) === 1 ? '' : 's'}`,
};

const isWord = (value: Json | undefined): value is string | number | boolean =>
  (typeof value === 'string' && value !== '') || typeof value === 'boolean' || Number.isFinite(value);

const word = (field: string, payload: Payload, locale: string): string | null => {
  const value = lookup(payload, field);
  if (!isWord(value)) return null;
  const read = lookup(WORDS, field);
  if (read) return read(value, payload, locale);
  return typeof value === 'boolean' ? null : String(value);
};

/** A text with each `{field}` of it filled; those that the payload does not fill are named in `missing`. */
const fill = (text: string, payload: Payload, locale: string): { filled: string; missing: string[] } => {
  const missing: string[] = [];
  const filled = text.replace(/\{(\w+)\}/g, (_, field: string) => {
    const value = word(field, payload, locale);
    if (value === null) missing.push(field);
    return value ?? '';
  });
  return { filled, missing };
};

/**
 * The type's sentence, filled from the payload. A `[part]` of which a field is missing is left out, or gives way to the
 * other one of a `[part|other]`; a field that is missing elsewhere is named in `missing`. Null for a type without a
 * template, where none is given.
 */
export const describe = (
  type: string,
  payload: Payload,
  locale: string,
  template = sentenceOf(type),
): { message: string; missing: string[] } | null => {
  if (template === undefined) return null;
  const required: string[] = [];
  const message = template.replace(/\[(.*?)(?:\|(.*?))?\]|[^[]+/g, (text, part?: string, other = '') => {
    const { filled, missing } = fill(part ?? text, payload, locale);
    if (part === undefined) required.push(...missing);
    return part !== undefined && missing.length > 0 ? other : filled;
  });
  return { message: clip(message), missing: required };
};

/**
 * What nobody sees, but what makes others read otherwise than it says: overrides of direction, widths of nothing, notes
 * between lines, tags. Joiners stay, which letters and emoji need, and so do the tags of a flag, such as Wales's.
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
