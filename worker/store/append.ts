import { sql } from 'drizzle-orm';
import type { EventAction, Level, Payload } from '../contract/event.ts';
import type { Database } from './database.ts';
import { eventId, hexOf } from './event-id.ts';

/** An event on its way into the log: parsed, complete, and believed. */
export interface Entry {
  event_type: string;
  level: Level;
  order_id: string | null;
  message: string;
  payload: Payload;
  source: string;
  actor: string | null;
  problem: string | null;
  fact: string | null;
  refs: string[];
  actions: EventAction[];
  /** ms since 1970. */
  occurred_at: number;
  /** What makes two deliveries the same event, within its source. */
  key: string;
  /** Where `key` and `occurred_at` cannot tell a repeat: stored only if `is` differs from the last known state of `of`. */
  status: { of: string; is: string } | null;
}

export interface Appended {
  /** The ids in the order of the entries, new or not. */
  ids: string[];
  /** Those that were not there before. */
  added: Set<string>;
}

const COLUMNS =
  'event_type, level, message, payload, source, actor, problem, fact, refs, actions, source_key, state, occurred_at';

/**
 * One statement with one parameter, however many events: D1 takes 100 parameters a statement, and one statement
 * is one transaction. What a new event means for others (its order, its fact) the triggers do.
 */
const INSERT = `
  INSERT INTO activity_log (id, order_id, inserted_at, ${COLUMNS})
  SELECT
    unhex(e.value ->> 'id'),
    coalesce(e.value ->> 'order_id', (
      SELECT o.order_id FROM json_each(e.value, '$.refs') r CROSS JOIN order_ref o ON o.ref = r.value ORDER BY r.key LIMIT 1)),
    e.value ->> 'inserted_at',
    ${COLUMNS.split(', ').map((column) => `e.value ->> '${column}'`)}
  FROM json_each(?) e
  WHERE NOT EXISTS (
    SELECT 1 FROM seen s
    WHERE s.source_key = e.value ->> 'source_key' AND s.state = e.value ->> 'state' AND s.id <> unhex(e.value ->> 'id'))
  ON CONFLICT DO NOTHING
  RETURNING lower(hex(id)) AS hex`;

const [BEFORE, AFTER] = INSERT.split('?') as [string, string];

/**
 * Records events, each once: one that is there already is left as it is and writes nothing.
 * Throws only where storage does; then none of them is recorded.
 */
export const append = async (db: Database, entries: Entry[], now = Date.now()): Promise<Appended> => {
  const ids = await Promise.all(entries.map(eventId));
  if (entries.length === 0) return { ids, added: new Set() };
  const rows = entries.map(({ key, status, refs, actions, ...entry }, i) => ({
    ...entry,
    id: hexOf(ids[i]!),
    refs: refs.length > 0 ? refs : null,
    actions: actions.length > 0 ? actions : null,
    source_key: status?.of,
    state: status?.is,
    inserted_at: now,
  }));
  const inserted = await db.all<{ hex: string }>(sql`${sql.raw(BEFORE)}${JSON.stringify(rows)}${sql.raw(AFTER)}`);
  const added = new Set(inserted.map(({ hex }) => hex));
  return { ids, added: new Set(ids.filter((id) => added.has(hexOf(id)))) };
};
