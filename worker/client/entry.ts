import type { FieldError } from '../contract/api.ts';
import type { NewEvent } from '../contract/event.ts';
import type { EntryOptions } from './options.ts';

const MESSAGE_LIMIT = 500;

/** Why an entry cannot be written, whatever was thrown at that. */
export const flawOf = (error: unknown): FieldError =>
  error instanceof NoTime ? { path: 'occurred_at', message: 'is no time' } : { path: '', message: 'is not plain data' };

/** The entry as JSON, its key and time fixed before the first try, so that all tries are one event. Throws what `flawOf` explains. */
export const compose = (type: string, message: unknown, options: EntryOptions): string => {
  const { order_id, level, payload, actor, refs, problem, fact, retracts, history, actions } = options;
  const entry: NewEvent = {
    event_type: type,
    message: message == null ? undefined : cut(String(message)),
    occurred_at: iso(options.occurred_at ?? Date.now()),
    idempotency_key: options.idempotency_key ?? crypto.randomUUID(),
    ...{ order_id, level, payload, actor, refs, problem, fact, retracts, history, actions },
  };
  return JSON.stringify(entry, (_, value) => (typeof value === 'bigint' ? String(value) : value));
};

class NoTime extends Error {}

const iso = (time: Date | string | number): string => {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) throw new NoTime();
  return date.toISOString();
};

/** At most 500 characters, and never half of a surrogate pair. */
const cut = (message: string) =>
  message.length > MESSAGE_LIMIT ? `${message.slice(0, MESSAGE_LIMIT - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : message;
