import { eventType } from '../contract/taxonomy.ts';
import type { Entry } from '../store/append.ts';

let count = 0;

/** A complete entry, of which a test says only what matters to it. */
export const entry = (event_type: string, told: Partial<Entry> = {}): Entry => ({
  event_type,
  level: eventType(event_type).level,
  order_id: null,
  message: event_type,
  payload: {},
  source: 'api',
  actor: null,
  problem: null,
  fact: null,
  refs: [],
  actions: [],
  occurred_at: Date.now(),
  key: `key-${++count}`,
  status: null,
  ...told,
});
