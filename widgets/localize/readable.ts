import type { Json, Payload } from '../../worker/contract/event.ts';
import { amountText } from '../../worker/contract/money.ts';
import type { Voice } from './sentences.ts';

/** `ship_by` → `Ship by` */
const nameOf = (key: string): string => {
  const words = key.replace(/[_.-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Formats the payload's amount as money, in place of its amount and currency. */
const withMoney = ({ amount, currency, ...rest }: Payload, locale: string): Payload => {
  const money = amountText(amount, currency, locale);
  return money ? { amount: money, ...rest } : { amount: amount ?? null, currency: currency ?? null, ...rest };
};

/** The values of a payload, each with its name. A value inside a list or an object has the outer names too. */
export const readable = (voice: Voice, payload: Payload, leftOut: readonly string[]): [string, string][] => {
  const { languageTag, messages } = voice;
  const pairs: [string, string][] = [];
  const fields: Record<string, string> = messages.fields;
  /** A field inside a list or an object has no translated name. */
  const labelOf = (key: string, depth: number): string =>
    depth === 0 && Object.hasOwn(fields, key) ? fields[key]! : nameOf(key);
  const add = (names: string[], value: Json): void => {
    if (value === null || value === '') return;
    if (typeof value === 'object') for (const [key, one] of Object.entries(value)) add([...names, key], one);
    else
      pairs.push([
        names.map(labelOf).join(' › '),
        typeof value === 'boolean' ? messages[value ? 'yes' : 'no'] : `${value}`,
      ]);
  };
  for (const [key, value] of Object.entries(withMoney(payload, languageTag || 'en-GB')))
    if (!leftOut.includes(key)) add([key], value);
  return pairs;
};
