import * as v from 'valibot';
import type { FieldError } from '../contract/api.ts';
import type { NewEvent } from '../contract/event.ts';
import { eventType } from '../contract/taxonomy.ts';
import type { Entry } from '../domain/entry.ts';
import { lookup } from '../domain/lookup.ts';
import { describe } from '../domain/message.ts';
import { parseProblem } from '../domain/problem-name.ts';
import { orderNumber } from './parse-event.ts';

/** What a sentence needs where that is more than a field. */
const NEEDS: Record<string, string> = { amount: 'amount in whole minor units with its currency' };

const messageOf = ({ event_type, message, payload = {} }: NewEvent, locale: string): string | FieldError => {
  if (message !== undefined) return message;
  const told = describe(event_type, payload, locale);
  if (!told) return { path: 'message', message: 'is required for this event_type' };
  if (told.missing.length === 0) return told.message;
  return {
    path: 'message',
    message: `is required, since payload has no ${told.missing.map((field) => lookup(NEEDS, field) ?? field).join(', no ')} to make it from`,
  };
};

/** An event of the API, ready for the log; or which of its fields are wrong. `now` in ms since 1970. */
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
      refs: event.refs ?? [],
      actions: event.actions ?? [],
      occurred_at: event.occurred_at === undefined ? now : Date.parse(event.occurred_at),
      key: event.idempotency_key ?? crypto.randomUUID(),
      status: null,
    },
  };
};
