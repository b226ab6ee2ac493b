import type { LogEvent } from '../contract/event.ts';
import type { Database } from './database.ts';
import { problemName } from './problems.ts';
import { type Run, runsOf, SINGLE } from './runs.ts';
import type { Row } from './schema.ts';

const iso = (ms: number) => new Date(ms).toISOString();

/** The one place that knows both the row and the wire. */
export const toWire = (row: Row, { repeats, came_back }: Run = SINGLE): LogEvent => ({
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
  resolved_at: row.resolved_at === null ? null : iso(row.resolved_at),
  resolved_by: row.resolved_by,
  problem: problemName(row),
  repeats,
  came_back: came_back && row.resolved_at === null ? { ...came_back, resolved_at: iso(came_back.resolved_at) } : null,
});

/** Rows of any orders, each failure with the run that it is the newest of. */
export const onWire = async (db: Database, rows: Row[]): Promise<LogEvent[]> => {
  const runs = await runsOf(db, rows);
  return rows.map((row) => toWire(row, runs.get(row.id)));
};
