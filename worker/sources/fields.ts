import type { Json, Payload } from '../contract/event.ts';
import { decimalsOf } from '../contract/money.ts';
import { UNREACHABLE } from '../contract/order-id.ts';
import { clip } from '../domain/message.ts';
import { withoutNumbers } from '../domain/private.ts';

/**
 * How sources read what others wrote: whatever is missing, null, or of another type than its provider promises
 * comes out as empty or null, and nothing throws.
 */
export type Fields = Record<string, unknown>;

export const record = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** One line, cut where it is too long to read. Providers send numbers where they promise strings. */
export const text = (value: unknown): string | null => {
  if (Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' ? clip(value) || null : null;
};

/**
 * An id is whole or none: one that was cut, or lost what nobody sees or what was no UTF-8, might be somebody else's.
 */
const short = (length: number) => (value: unknown) => {
  const id = text(value);
  const isWhole = typeof value !== 'string' || value.trim() === id;
  return id && isWhole && id.length <= length && !id.includes('\ufffd') ? id : null;
};
export const identifier = short(200);

/** The number of an order; null for one that no URL can name: its event is stored without its order. */
export const orderId = (value: unknown): string | null => {
  const id = short(128)(value);
  return id !== null && UNREACHABLE.includes(id) ? null : id;
};

/** A line in somebody's own words, without the numbers of cards and telephones that have no business in a log. */
export const said = (value: unknown): string | null => {
  const line = text(value);
  return line && withoutNumbers(line);
};

/** ISO 4217: three letters, or nothing. */
export const currencyOf = (value: unknown): string | null => {
  const code = text(value)?.toUpperCase() ?? '';
  return /^[A-Z]{3}$/.test(code) ? code : null;
};

/** Related objects come as their id, or whole where the sender expands them. */
export const idOf = (value: unknown): string | null => identifier(value) ?? identifier(record(value).id);

/** `shop@example.com` out of itself or out of `The Shop <shop@example.com>`. */
export const address = (value: unknown): string | null => {
  const [bare] = /[^\s<>]+@[^\s<>]+/.exec(text(value) ?? '') ?? [];
  return bare ?? null;
};

/** A page that a person may be sent to. */
export const link = (value: unknown): string | null => {
  const url = typeof value === 'string' && value.length <= 2048 ? URL.parse(value) : null;
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : null;
};

/** An amount as Stripe counts it: pence for pounds, whole yen. */
export const minorUnits = (value: unknown): number | null =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;

/** Stripe's money, as payloads hold it. */
export const money = (amount: unknown, { currency }: Fields) => ({
  amount: minorUnits(amount),
  currency: currencyOf(currency),
});

/** An amount as shops write it, `"404.95"`, in minor units; digits finer than those are rounded. */
export const decimalAmount = (value: unknown, currency: unknown): number | null => {
  const [, whole, fraction = ''] = /^(\d{1,12})(?:\.(\d{1,12}))?$/.exec(text(value) ?? '') ?? [];
  const decimals = decimalsOf(text(currency) ?? '');
  // Not a product of floating point: 4.35 * 100 is 434.99….
  return whole ? Math.round(Number(`${whole}.${fraction}e${decimals}`)) : null;
};

const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d:?\d\d)?$/i;
const EARLIEST = Date.UTC(2000);
const LATEST = Date.UTC(10_000) - 1;

/** Seconds since 1970, or ISO 8601 with `T` or a space; UTC where no zone is given. In ms; null where it is no time. */
export const instant = (value: unknown): number | null => {
  const [, day, time, zone = 'Z'] = (typeof value === 'string' && ISO.exec(value.trim())) || [];
  const ms = typeof value === 'number' ? Math.floor(value * 1000) : Date.parse(`${day}T${time}${zone}`);
  return ms >= EARLIEST && ms <= LATEST ? ms : null;
};

/** Other systems' ids of an order: `refs('stripe', 'pi_3…')` is `['stripe:pi_3…']`. */
export const refs = (system: string, ...ids: unknown[]): string[] => {
  const known = ids.map(identifier).filter((id) => id !== null);
  return [...new Set(known)].map((id) => `${system}:${id}`);
};

/** A payload of what is known. */
export const known = (fields: Record<string, Json | undefined>): Payload =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as Payload;

/** The field in which most providers name an item's kind. */
export const typeOf = (item: unknown): string => identifier(record(item).type) ?? 'unknown';
