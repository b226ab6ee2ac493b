import { offered } from '../actions/offered.ts';
import type { LogEvent } from '../contract/event.ts';
import { hexOf } from '../domain/event-id.ts';
import type { Env } from '../env.ts';
import type { Database } from './database.ts';
import { snoozedUntil } from './open.ts';
import { problemName } from './problems.ts';
import type { Row } from './schema.ts';

/** Who took a failure, and when (ms). */
type Taken = Pick<Row, 'resolved_by' | 'resolved_at'>;

const iso = (ms: number) => new Date(ms).toISOString();
const isoOrNull = (ms: number | null) => (ms === null ? null : iso(ms));

/** A failure that a newer one repeated is told by that one; one without a subject shares its problem with none. */
const isNewest = ({ subject, resolved_by }: Row): boolean => subject !== null && resolved_by !== 'repeated';

/** The failure that a person took before this one, which is open, came back. */
const cameBack = (row: Row): string | null => (row.resolved_at === null && isNewest(row) ? row.came_back : null);

/** The one place that knows both the row and the wire. */
export const toWire = (row: Row, settings: Pick<Env, 'ACTIONS'>, taken?: Taken): LogEvent => ({
  id: row.id,
  event_type: row.event_type,
  level: row.level,
  order_id: row.order_id,
  message: row.message,
  payload: row.payload,
  source: row.source,
  actor: row.actor,
  occurred_at: iso(row.occurred_at),
  inserted_at: iso(row.inserted_at),
  resolved_at: isoOrNull(row.resolved_at),
  resolved_by: row.resolved_by,
  problem: problemName(row),
  repeats: isNewest(row) ? (row.repeats ?? 1) : 1,
  snoozed_until: isoOrNull(snoozedUntil(row, Date.now())),
  actions: offered(row, settings),
  came_back: taken ? { resolved_by: taken.resolved_by!, resolved_at: iso(taken.resolved_at!) } : null,
});

const TAKEN = `
  SELECT j.value AS hex, p.resolved_by, p.resolved_at FROM json_each(?) j CROSS JOIN activity_log p ON p.id = unhex(j.value)`;

/** Who took these failures; of those that are pruned nobody knows. */
const takers = async (db: Database, ids: string[]): Promise<[id: string, taken: Taken][]> => {
  if (ids.length === 0) return [];
  const asked = db.$client.prepare(TAKEN).bind(JSON.stringify(ids.map(hexOf)));
  const { results } = await asked.all<Taken & { hex: string }>();
  return ids.flatMap((id) => {
    const found = results.find(({ hex }) => hex === hexOf(id));
    return found ? [[id, found]] : [];
  });
};

/** Rows with what a person took before they came back, which mostly is among them, or reads two rows for each that did. */
export const onWire = async (db: Database, rows: Row[], settings: Pick<Env, 'ACTIONS'>): Promise<LogEvent[]> => {
  const known = new Map<string, Taken>(rows.map((row) => [row.id, row]));
  const wanted = rows.map(cameBack).filter((id) => id !== null);
  for (const [id, taken] of await takers(
    db,
    [...new Set(wanted)].filter((id) => !known.has(id)),
  ))
    known.set(id, taken);
  return rows.map((row) => toWire(row, settings, known.get(cameBack(row) ?? '')));
};
