import { eventType } from '../contract/taxonomy.ts';
import type { Entry } from './entry.ts';
import { describe } from './message.ts';

/** One line for all that a source never delivered, and that was fetched; `up_to` in ms since 1970 makes it one event. */
export const caughtUp = (source: string, missed: number, up_to: number, locale: string): Entry => {
  const payload = { provider: source, missed };
  return {
    event_type: 'source.caught_up',
    level: eventType('source.caught_up').level,
    order_id: null,
    message: describe('source.caught_up', payload, locale)!.message,
    payload,
    source: 'flagpost',
    actor: null,
    problem: null,
    fact: null,
    refs: [],
    actions: [],
    occurred_at: up_to,
    key: `${source}:${up_to}`,
    status: null,
  };
};
