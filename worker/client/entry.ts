import type { NewEvent } from '../contract/event.ts';
import type { EntryOptions } from './options.ts';

const MESSAGE_LIMIT = 500;

/** The entry as JSON, its key and time fixed before the first try, so that all tries are one event. Throws on what is no plain data. */
export const compose = (type: string, message: unknown, options: EntryOptions): string => {
  const { order_id, level, payload, actor, refs, problem, fact, actions } = options;
  const entry: NewEvent = {
    event_type: type,
    message: message == null ? undefined : cut(String(message)),
    occurred_at: new Date(options.occurred_at ?? Date.now()).toISOString(),
    idempotency_key: options.idempotency_key ?? crypto.randomUUID(),
    ...{ order_id, level, payload, actor, refs, problem, fact, actions },
  };
  return JSON.stringify(entry, (_, value) => (typeof value === 'bigint' ? String(value) : value));
};

/** At most 500 characters, and never half of a surrogate pair. */
const cut = (message: string) =>
  message.length > MESSAGE_LIMIT ? `${message.slice(0, MESSAGE_LIMIT - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : message;
