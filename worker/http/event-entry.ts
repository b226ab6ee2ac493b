import * as v from 'valibot';
import type { FieldError } from '../contract/api.ts';
import type { NewEvent } from '../contract/event.ts';
import { isMinorUnits } from '../contract/money.ts';
import { sentenceOf } from '../contract/sentences.ts';
import { eventType } from '../contract/taxonomy.ts';
import type { Entry } from '../domain/entry.ts';
import { describe } from '../domain/message.ts';
import { parseProblem } from '../domain/problem-name.ts';
import { orderNumber, ref } from './parse-event.ts';

/** The error of an amount that cannot be written in the event's sentence. The sentence must not leave it out in silence. */
const amountError = ({ event_type, payload = {} }: NewEvent): FieldError | undefined => {
  const { amount, currency } = payload;
  if (amount == null || !sentenceOf(event_type)?.includes('{amount}')) return undefined;
  if (!isMinorUnits(amount))
    return { path: 'payload.amount', message: 'must be a whole number of minor units, such as 4300 for £43.00' };
  if (typeof currency === 'string' && currency !== '') return undefined;
  return { path: 'payload.currency', message: 'is required with an amount, such as "GBP"' };
};

const messageOf = (event: NewEvent, locale: string): string | FieldError => {
  const { event_type, message, payload = {} } = event;
  if (message !== undefined) return message;
  const told = describe(event_type, payload, locale);
  if (!told) return { path: 'message', message: 'is required for this event_type' };
  const missing = told.missing.join(', no ');
  if (missing) return { path: 'message', message: `is required, since payload has no ${missing} to make it from` };
  return amountError(event) ?? told.message;
};

/** The tracking number in the payload, as a ref by which a carrier's events find the order. */
const trackingRef = ({ event_type, payload }: NewEvent): string[] => {
  const tracking = event_type.startsWith('order.') && payload?.tracking;
  const led = `tracking:${tracking}`;
  return typeof tracking === 'string' && tracking !== '' && v.is(ref, led) ? [led] : [];
};

/** The entry in the log of an event of the API; or its wrong fields. `now` in ms since 1970. */
export const entryFromApi = (
  event: NewEvent,
  now: number,
  locale: string,
): { entry: Entry } | { errors: FieldError[] } => {
  const message = messageOf(event, locale);
  if (typeof message !== 'string') return { errors: [message] };
  const order = event.problem === undefined ? null : (parseProblem(event.problem)?.order_id ?? null);
  const wrong = order === null ? undefined : v.safeParse(orderNumber, order).issues?.[0];
  if (wrong) return { errors: [{ path: 'problem', message: `names an order_id that ${wrong.message}` }] };
  if (order !== null && event.order_id != null && event.order_id !== order) {
    return { errors: [{ path: 'problem', message: 'is of another order than order_id' }] };
  }
  return {
    entry: {
      event_type: event.event_type,
      level: event.level ?? eventType(event.event_type).level,
      order_id: event.order_id ?? order,
      message,
      payload: event.payload ?? {},
      source: 'api',
      actor: event.actor ?? null,
      problem: event.problem ?? null,
      fact: event.fact ?? null,
      retracts: event.retracts === undefined ? [] : [event.retracts],
      refs: [...new Set([...(event.refs ?? []), ...trackingRef(event)])],
      ...(event.history && { history: now }),
      actions: event.actions ?? [],
      occurred_at: event.occurred_at === undefined ? now : Date.parse(event.occurred_at),
      key: event.idempotency_key ?? crypto.randomUUID(),
      status: null,
    },
  };
};
