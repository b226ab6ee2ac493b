import type { Database } from './database.ts';
import { hexOf } from './event-id.ts';
import type { Row } from './schema.ts';

/** The run of failures that a failure is the newest of. */
export interface Run {
  /** How often it failed since it was last fine or somebody took it, counted to 1,000. */
  repeats: number;
  /** Who had taken it before it came back, if a person had, and when (ms). */
  came_back: { resolved_by: string; resolved_at: number } | null;
}

/** What is no failure, or one that a newer one replaced. */
export const SINGLE: Run = { repeats: 1, came_back: null };

const isNewest = ({ opens, subject, resolved_by }: Row): boolean =>
  opens !== null && subject !== null && resolved_by !== 'repeated';

/** What ends the run before it: that it was fine, or that a person took it. */
const endOf = (resolved_by: string | null, resolved_at: number | null): Run['came_back'] =>
  resolved_by === null || resolved_by === 'recovered' ? null : { resolved_by, resolved_at: resolved_at! };

interface Found {
  id: string;
  repeats: number;
  resolved_by: string | null;
  resolved_at: number | null;
}

/** An earlier failure of the same problem. */
const EARLIER = `
  FROM activity_log b INDEXED BY by_subject
  WHERE b.subject = f.value ->> 'subject' AND b.opens = f.value ->> 'opens' AND b.id < unhex(f.value ->> 'hex')`;

const GOES_ON = `SELECT f.value ->> 'id' AS id FROM json_each(?) f WHERE EXISTS (SELECT 1 ${EARLIER})`;
/** Failures that a run is counted back to: one that fails every quarter of an hour must not cost its whole history. */
const MOST = 1000;
const BEFORE = `SELECT b.id, b.resolved_by ${EARLIER} ORDER BY b.id DESC LIMIT ${MOST - 1}`;

const RUNS = `
  SELECT f.value ->> 'id' AS id, p.resolved_by, p.resolved_at,
    (SELECT 1 + count(*) FROM (${BEFORE}) WHERE id > coalesce(p.id, x'')) AS repeats
  FROM json_each(?) f LEFT JOIN activity_log p ON p.id = (
    SELECT id FROM (${BEFORE}) WHERE resolved_by <> 'repeated' LIMIT 1)`;

const ask = async <T>(db: Database, query: string, failures: Row[]): Promise<T[]> => {
  if (failures.length === 0) return [];
  const asked = failures.map(({ id, subject, opens }) => ({ id, hex: hexOf(id), subject, opens }));
  return (await db.$client.prepare(query).bind(JSON.stringify(asked)).all<T>()).results;
};

/**
 * The runs of more than one failure that end with these rows, by id. Most problems failed once, which reads two rows
 * to know; a longer run reads a few for each failure.
 */
export const runsOf = async (db: Database, rows: Row[]): Promise<Map<string, Run>> => {
  const goOn = new Set((await ask<Found>(db, GOES_ON, rows.filter(isNewest))).map(({ id }) => id));
  const found = await ask<Found>(
    db,
    RUNS,
    rows.filter(({ id }) => goOn.has(id)),
  );
  return new Map(
    found.map(({ id, repeats, resolved_by, resolved_at }) => [
      id,
      { repeats, came_back: endOf(resolved_by, resolved_at) },
    ]),
  );
};

/** The same for all the rows of an order, oldest first, which need not be read again. */
export const runsIn = (rows: Row[]): Map<string, Run> => {
  const runs = new Map<string, Run>();
  const open = new Map<Row['opens'], Run>();
  for (const { id, opens, resolved_by, resolved_at } of rows) {
    if (opens === null) continue;
    const run = open.get(opens) ?? { repeats: 0, came_back: null };
    run.repeats = Math.min(run.repeats + 1, MOST);
    if (resolved_by === 'repeated') open.set(opens, run);
    else {
      if (run.repeats > 1 || run.came_back) runs.set(id, run);
      open.set(opens, { repeats: 0, came_back: endOf(resolved_by, resolved_at) });
    }
  }
  return runs;
};
