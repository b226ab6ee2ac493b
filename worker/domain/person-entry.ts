import type { EventAction, LogEvent } from '../contract/event.ts';
import type { Entry } from './entry.ts';
import { clip } from './message.ts';

/** An entry about what a person did here, just now. */
const by = (
  actor: string,
  now: number,
  fields: Pick<Entry, 'event_type' | 'order_id' | 'message' | 'payload'>,
): Entry => ({
  ...fields,
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

/** The outcome of an action that a person had the shop do about an event. `now` in ms since 1970. */
export const actionBy = (
  actor: string,
  event: Pick<LogEvent, 'id' | 'order_id'>,
  { name, label }: EventAction,
  { is, reason }: { is: string; reason?: string | undefined },
  now: number,
): Entry =>
  by(actor, now, {
    event_type: 'order.action',
    order_id: event.order_id,
    message: clip(`${actor}: ${label} — ${is}${reason ? `: ${reason}` : ''}`),
    payload: { action: name, label, outcome: is, event: event.id, ...(reason && { reason }) },
  });

/** A person's note about an order, which its customer may read where it is public. `now` in ms since 1970. */
export const noteBy = (actor: string, order_id: string, message: string, isPublic: boolean, now: number): Entry =>
  by(actor, now, { event_type: 'order.note', order_id, message, payload: isPublic ? { public: true } : {} });
