import type { Payload } from '../contract/event.ts';
import { EXPECTED, type Expected, isPromise } from './deadlines.ts';
import type { Entry } from './entry.ts';
import { closedBy, factOf, parcelOf, problemOf, retractedBy } from './entry-names.ts';
import { keyPart } from './event-id.ts';
import { meaningOf } from './meanings.ts';
import type { Effects } from './story/event.ts';

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

/** The types whose amounts the rules add up, and the types that are about one parcel. */
const MONEY = ['order.created', 'order.paid', 'order.refunded'];
const PARCEL = [
  ...['order.shipped', 'order.shipment_cancelled', 'order.delivery_failed', 'order.delivered', 'order.returned'],
  'order.overdue',
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

/** Whether an order or a shipment has anything to ship; undefined where the entry does not say. */
const shipsOf = ({ requires_shipping: ships }: Payload): Effects['ships'] =>
  typeof ships === 'boolean' ? ships : undefined;

/** The types that say whether they are shipped. */
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
