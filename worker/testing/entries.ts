import { STEPS } from '../contract/steps.ts';
import { eventType } from '../contract/taxonomy.ts';
import type { Entry } from '../domain/entry.ts';
import { type Env, foldSettings } from '../env.ts';
import { type Appended, append as appendTo } from '../store/append.ts';
import type { Database } from '../store/database.ts';

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

/** A shop in which others print, as that of the Worker in tests is by its secrets. */
export const SHOP: Partial<Env> = { STEPS: STEPS.join(',') };
export const SETTINGS = foldSettings(SHOP as Env);

/** Appends as that shop does, at the time `now` in ms since 1970. */
export const append = (db: Database, entries: Entry[], now?: number): Promise<Appended> =>
  appendTo(db, entries, SETTINGS, now);
