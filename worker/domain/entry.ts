import type { EventAction, Level, Payload } from '../contract/event.ts';
import { EXPECTED, type Expected, isPromise } from './deadlines.ts';
import { keyPart } from './event-id.ts';
import { meaningOf } from './meanings.ts';
import { oneLine } from './message.ts';
import { parseProblem } from './problem-name.ts';
import type { Effects, Status } from './story/event.ts';

/** An event on its way into the log: parsed, complete, and believed. */
export interface Entry {
  event_type: string;
  level: Level;
  order_id: string | null;
  /** A text that may be the order's number, where no known ref says otherwise. */
  hint?: string | null;
  message: string;
  payload: Payload;
  source: string;
  actor: string | null;
  /** The problem by the name that the sender gives it. */
  problem: string | null;
  fact: string | null;
  refs: string[];
  actions: EventAction[];
  /** ms since 1970. */
  occurred_at: number;
  /** Makes two deliveries the same event, within its source, at one moment. */
  key: string;
  /** Of a source that repeats itself: the state `is` of the thing `of`. */
  status: Status | null;
  /** The key names the event at whatever time it comes: the first delivery stands. */
  once?: boolean;
  /** The things that it is about, by the ids that its provider gives them; where they are missing the payload says them. */
  ids?: Partial<Record<Thing, string | null>>;
  /** The facts that it takes back, besides those of its type. */
  retracts?: string[];
  /** Of what is imported: when it was recorded, in ms since 1970. */
  history?: number;
  /** Of a provider's test mode: it is shown at its order, and means nothing. */
  test?: true;
}

/** A thing that a problem or a fact may be about: a parcel by its tracking number, a payment, a refund, a dispute. */
export type Thing = 'parcel' | 'payment' | 'refund' | 'dispute';

const NAME_LENGTH = 64;

/** A provider or a channel as a part of another name: one line, in small letters. */
const nameOf = (value: unknown): string =>
  typeof value === 'string' ? oneLine(value).slice(0, NAME_LENGTH).toLowerCase().toWellFormed() : '';

const idOf = (value: unknown): string => (typeof value === 'string' ? value : Number.isFinite(value) ? `${value}` : '');

/** The parcel of an entry: its tracking number, or the provider's own id of the shipment. */
const parcelOf = ({ ids, payload }: Entry): string => ids?.parcel ?? idOf(payload.tracking);

/** The text in the place of a `{field}`; empty where the entry has none. */
const fieldOf = (field: string, entry: Entry): string => {
  const { ids, payload } = entry;
  if (field === 'parcel') return parcelOf(entry);
  if (field === 'provider' || field === 'channel') return nameOf(payload[field]);
  return (Object.hasOwn(ids ?? {}, field) && ids?.[field as Thing]) || idOf(payload[field]);
};

/** Fills the `{field}` of a name; `missing` stands in its place where the entry does not say it. */
const filled = (name: string, entry: Entry, missing: string): string =>
  name.replace(/\{(\w+)\}/, (_, field: string) => fieldOf(field, entry) || missing);

/** `sync:{provider}` → `sync:printify`, or `sync` where the provider is not said. */
const problemNamed = (name: string, entry: Entry): string =>
  name.includes('{') ? filled(name, entry, '').replace(/:$/, '') : name;

/** The problem of an entry, by its name within the story. */
const problemOf = (entry: Entry): string | null => {
  const { event_type, level, order_id, problem: name } = entry;
  const { opens, settles } = meaningOf(event_type);
  if (name !== null) {
    const parsed = parseProblem(name);
    return parsed !== null && parsed.order_id === order_id ? parsed.problem : name;
  }
  return level === 'info' || opens === undefined || settles ? null : problemNamed(opens, entry);
};

/** The problems that an entry closes beyond those that its type always closes. */
const closedBy = (entry: Entry, problem: string | null): string[] => {
  const { closes = [], settles } = meaningOf(entry.event_type);
  const byFields = closes.filter((each) => each.includes('{'));
  const isNamed = problem !== null && (entry.level === 'info' || settles);
  // One that names no parcel means any; one that names it means also a problem that names none.
  const families = byFields.flatMap((each) => [filled(each, entry, '*'), each.replace(/:\{\w+\}$/, '')]);
  return [...new Set([...families, ...(isNamed ? [problem] : [])])];
};

/** The stream of an entry that has neither order nor ref; undefined where it stands for itself. */
const aloneIn = (
  entry: Entry,
  id: string,
  problem: string | null,
  closes: string[],
  fact: string | null,
): string | undefined => {
  const about = problem ?? closes[0];
  if (about !== undefined) return `problem:${about}`;
  if (entry.status) return `status:${entry.status.of}`;
  if (fact !== null) return `fact:${fact}`;
  return entry.once ? `once:${keyPart(id)}` : undefined;
};

/** The types whose amounts are weighed, and those that are of one parcel. */
const MONEY = ['order.created', 'order.paid', 'order.refunded'];
const PARCEL = [
  ...['order.shipped', 'order.shipment_cancelled', 'order.delivery_failed', 'order.delivered', 'order.returned'],
  'order.overdue',
];

/** The fact of an entry: the one that it says, or its type's where that can be filled. */
const factOf = (entry: Entry): string | null => {
  const { fact } = meaningOf(entry.event_type);
  if (entry.fact !== null || fact === undefined) return entry.fact;
  const named = filled(fact, entry, '');
  return named.endsWith(':') ? null : named;
};

/** The facts that an entry takes back. One whose thing it does not say takes back any of its kind. */
const retractedBy = (entry: Entry): string[] => [
  ...(meaningOf(entry.event_type).retracts ?? []).map((fact) => filled(fact, entry, '*')),
  ...(entry.retracts ?? []),
];

const countOf = (value: unknown): number | undefined =>
  Number.isInteger(value) && (value as number) > 0 ? (value as number) : undefined;

/** How many items a parcel holds, an order has, or a refund takes out. */
const itemsOf = ({ event_type, payload }: Entry): Pick<Effects, 'items' | 'of'> => {
  if (event_type === 'order.shipped') return without({ items: countOf(payload.items), of: countOf(payload.of) });
  if (event_type === 'order.created') return without({ of: countOf(payload.items) });
  return event_type === 'order.refunded' ? without({ items: countOf(payload.removed_items) }) : {};
};

const isExpected = (step: unknown): step is Expected => EXPECTED.includes(step as Expected);

/** Whether an order waits for money, or goes on without; nothing where it was paid as it was placed. */
const paidOf = ({ paid }: Payload): Effects['paid'] => (paid === false || paid === 'later' ? paid : undefined);

/** Whether anything of an order or a shipment is shipped, where that is said. */
const shipsOf = ({ requires_shipping: ships }: Payload): Effects['ships'] =>
  typeof ships === 'boolean' ? ships : undefined;

/** The types that say it. */
const SHIPPED = ['order.created', 'order.shipped'];

const without = <T extends object>(fields: { [Name in keyof T]: T[Name] | undefined }): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

/** An entry's effects, as the rules read them; `id` is that of its event. */
export const effectsOf = (entry: Entry, id: string): { problem: string | null; effects: Effects } => {
  const { event_type, order_id, hint, refs, status, once, payload } = entry;
  if (entry.test) return { problem: null, effects: without<Effects>({ order: order_id ?? undefined, test: true }) };
  const named = problemOf(entry);
  const closes = closedBy(entry, named);
  const problem = meaningOf(event_type).settles && entry.level !== 'info' ? null : named;
  const fact = factOf(entry);
  const retracts = retractedBy(entry);
  const { amount, currency } = payload;
  const isMoney = MONEY.includes(event_type);
  const effects = without<Effects>({
    order: order_id ?? undefined,
    hint: order_id === null ? (hint ?? undefined) : undefined,
    refs: refs.length > 0 ? [...new Set(refs)] : undefined,
    alone: order_id === null ? aloneIn(entry, id, problem, closes, fact) : undefined,
    closes: closes.length > 0 ? closes : undefined,
    fact: fact ?? undefined,
    retracts: retracts.length > 0 ? retracts : undefined,
    status: status ?? undefined,
    once: once ? true : undefined,
    amount: isMoney && typeof amount === 'number' ? amount : undefined,
    currency: isMoney && typeof currency === 'string' ? currency : undefined,
    pending: isMoney && payload.pending === true ? true : undefined,
    paid: event_type === 'order.created' ? paidOf(payload) : undefined,
    ships: SHIPPED.includes(event_type) ? shipsOf(payload) : undefined,
    ship_by: isPromise(payload.ship_by) ? payload.ship_by : undefined,
    history: entry.history,
    parcel: PARCEL.includes(event_type) ? parcelOf(entry) || undefined : undefined,
    ...itemsOf(entry),
    step: event_type === 'order.overdue' && isExpected(payload.step) ? payload.step : undefined,
  });
  return { problem, effects };
};

/** Whether an entry can change nothing but itself, so that it needs no other event to be stored. */
export const isQuiet = (
  entry: Entry,
  problem: string | null,
  { order: _, history: __, ...effects }: Effects,
): boolean => {
  if (entry.test) return true;
  const { place: ___, ...meaning } = meaningOf(entry.event_type);
  return (
    problem === null &&
    Object.keys(effects).length === 0 &&
    Object.keys(meaning).length === 0 &&
    !MONEY.includes(entry.event_type)
  );
};
