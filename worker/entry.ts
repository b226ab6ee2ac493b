import type { Outcome } from './actions/call-shop.ts';
import type { FieldError } from './contract/api.ts';
import type { EventAction, Level, LogEvent, NewEvent } from './contract/event.ts';
import { eventType } from './contract/taxonomy.ts';
import { clip, describe } from './domain/message.ts';
import type { SourceEvent } from './sources/source.ts';
import type { Entry } from './store/append.ts';
import { orderOf } from './store/problems.ts';

/** Only what is fine may be told twice in one line; two failures are two. */
const factOf = (level: Level, fact: string | null | undefined): string | null =>
  level === 'info' ? (fact ?? null) : null;

/** What a sentence needs where that is more than a field. */
const NEEDS: Record<string, string> = { amount: 'amount in whole minor units with its currency' };

const messageOf = ({ event_type, message, payload = {} }: NewEvent, locale: string): string | FieldError => {
  if (message !== undefined) return message;
  const told = describe(event_type, payload, locale);
  if (!told) return { path: 'message', message: 'is required for this event_type' };
  if (told.missing.length === 0) return told.message;
  return {
    path: 'message',
    message: `is required, since payload has no ${told.missing.map((field) => NEEDS[field] ?? field).join(', no ')} to make it from`,
  };
};

/** What the API was sent, ready for the log; or why it is not. Times in ms. */
export const fromApi = (event: NewEvent, now: number, locale: string): { entry: Entry } | { errors: FieldError[] } => {
  const level = event.level ?? eventType(event.event_type).level;
  const message = messageOf(event, locale);
  if (typeof message !== 'string') return { errors: [message] };
  const order = orderOf(event.problem ?? null);
  if (order !== null && event.order_id != null && event.order_id !== order) {
    return { errors: [{ path: 'problem', message: 'is of another order than order_id' }] };
  }
  if (event.fact !== undefined && level !== 'info')
    return { errors: [{ path: 'fact', message: 'is for info events only' }] };
  return {
    entry: {
      event_type: event.event_type,
      level,
      order_id: event.order_id ?? order,
      message,
      payload: event.payload ?? {},
      source: 'api',
      actor: event.actor ?? null,
      problem: event.problem ?? null,
      fact: factOf(level, event.fact),
      refs: event.refs ?? [],
      actions: event.actions ?? [],
      occurred_at: event.occurred_at === undefined ? now : Date.parse(event.occurred_at),
      key: event.idempotency_key ?? crypto.randomUUID(),
      status: null,
    },
  };
};

const DAY = 24 * 60 * 60 * 1000;

/**
 * When a provider says that it happened, in ms; null where it does not, or says what cannot be: an event of next year
 * would stand above all others until then. A day is for carriers that leave out their zone.
 */
const toldAt = ({ occurred_at }: SourceEvent, received_at: number): number | null =>
  occurred_at !== null && occurred_at <= received_at + DAY ? occurred_at : null;

/** What a provider told, ready for the log: with as much of its sentence as is known. */
export const fromSource = (source: string, event: SourceEvent, received_at: number, locale: string): Entry => {
  const { event_type, payload = {} } = event;
  const level = event.level ?? eventType(event_type).level;
  const occurred_at = toldAt(event, received_at);
  return {
    event_type,
    level,
    order_id: event.order_id ?? orderOf(event.problem ?? null),
    message:
      clip(event.message ?? '') ||
      (describe(event_type, payload, locale, event.template)?.message ?? eventType(event_type).label),
    payload,
    source,
    actor: event.actor ?? null,
    problem: event.problem ?? null,
    fact: factOf(level, event.fact),
    refs: event.refs ?? [],
    actions: event.actions ?? [],
    occurred_at: occurred_at ?? received_at,
    key: event.key,
    // Without a time of its own an event gets a new id with each delivery: the first one's stands.
    status: event.status ?? (occurred_at === null ? { of: `${source}:${event.key}`, is: 'told' } : null),
  };
};

/** What a person did here, just now. */
const by = (
  actor: string,
  now: number,
  told: Pick<Entry, 'event_type' | 'order_id' | 'message' | 'payload'>,
): Entry => ({
  ...told,
  level: 'info',
  source: 'flagpost',
  actor,
  problem: null,
  fact: null,
  refs: [],
  actions: [],
  occurred_at: now,
  key: crypto.randomUUID(),
  status: null,
});

/** How it went that a person had the shop do something about an event. */
export const actionBy = (
  actor: string,
  event: Pick<LogEvent, 'id' | 'order_id'>,
  { name, label }: EventAction,
  { is, reason }: Outcome,
  now: number,
): Entry =>
  by(actor, now, {
    event_type: 'order.action',
    order_id: event.order_id,
    message: clip(`${actor}: ${label} — ${is}${reason ? `: ${reason}` : ''}`),
    payload: { action: name, label, outcome: is, event: event.id, ...(reason && { reason }) },
  });

/** What a person wrote about an order. */
export const noteBy = (actor: string, order_id: string, message: string, now: number): Entry =>
  by(actor, now, { event_type: 'order.note', order_id, message, payload: {} });
