import type { Json } from '../contract/event.ts';
import type { Extra, Needed, PayloadFields } from '../contract/payload.ts';
import { SENTENCES, type Told } from '../contract/sentences.ts';
import type { LogOptions, LogResult } from './options.ts';

type Dotted<Name> = Name extends `${infer Head}_${infer Tail}` ? `${Head}.${Dotted<Tail>}` : Name;
type Joined<Name> = Name extends `${infer Head}.${infer Tail}` ? `${Head}${Capitalize<Joined<Tail>>}` : Name;
/** `order.email.confirmation_sent` → `orderEmailConfirmationSent` */
type Camel<Name extends string> = Joined<Dotted<Name>> & string;

/** A helper whose event belongs to an order takes that order's id. */
type OfOrder<Type extends Told> = Type extends `order.${string}` ? { order_id: string } : unknown;

/**
 * The fields of a type's helper: all those of its sentence, so that it is complete; or a message of your own, and as many of
 * them as you know.
 */
export type Telling<Type extends Told> = Omit<LogOptions, keyof Needed<Type>> &
  OfOrder<Type> &
  Extra<Type> &
  ((Needed<Type> & { message?: undefined }) | (Partial<Needed<Type>> & { message: string }));

/** A function for each type that has a sentence of its own. */
export type Helpers = { [Type in Told as Camel<Type>]: (telling: Telling<Type>) => Promise<LogResult> };

type Log = (type: string, message: string | null | undefined, options: LogOptions) => Promise<LogResult>;

const camel = (type: string) => type.replace(/[._](\w)/g, (_, letter: string) => letter.toUpperCase());

const FIELDS = {
  amount: true,
  currency: true,
  provider: true,
  reference: true,
  reason: true,
  attempt: true,
  max: true,
  carrier: true,
  tracking: true,
  tracking_url: true,
  email: true,
  kind: true,
  products: true,
  updated: true,
  paid: true,
  requires_shipping: true,
  ship_by: true,
  step: true,
  within: true,
  after: true,
  on_hold: true,
  items: true,
  removed_items: true,
  of: true,
  silence: true,
  usual: true,
  missed: true,
  channel: true,
  order_id: true,
} as const satisfies Record<keyof PayloadFields, true>;

/** Splits the fields into payload and options: the order's number is in the payload only where the sentence names it. */
const split = (template: string, telling: Record<string, unknown>) => {
  const isField = (name: string) =>
    name === 'order_id' ? template.includes('{order_id}') : Object.hasOwn(FIELDS, name);
  const [payload, options]: [Record<string, Json>, Record<string, unknown>] = [{}, {}];
  for (const [name, value] of Object.entries(telling)) {
    if (isField(name)) payload[name] = value as Json;
    else options[name] = value;
  }
  const { message, ...rest } = options as LogOptions & { message?: string };
  return { message, options: { ...rest, payload: { ...rest.payload, ...payload } } };
};

/** The helpers, each of which logs by `log`, and never throws either. */
export const helpersOf = (log: Log): Helpers => {
  const helperOf = (type: string, template: string) => async (telling: Record<string, unknown>) => {
    try {
      if (typeof telling !== 'object') throw new TypeError('no entry');
      const { message, options } = split(template, telling);
      return await log(type, message, options);
    } catch {
      return { ok: false, error: 'The entry is not plain data' };
    }
  };
  return Object.fromEntries(
    Object.entries(SENTENCES).map(([type, template]) => [camel(type), helperOf(type, template)]),
  ) as unknown as Helpers;
};
