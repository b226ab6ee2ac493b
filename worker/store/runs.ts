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

const MOST = 1000;

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

const RUNS = `
  SELECT f.id, f.resolved_by, f.resolved_at, (
    SELECT count(*) FROM (
      SELECT 1 FROM activity_log r INDEXED BY by_subject
      WHERE r.subject = f.subject AND r.opens = f.opens AND r.id <= unhex(f.hex) AND r.id > coalesce(f.ended, x'')
      LIMIT ${MOST})) AS repeats
  FROM (
    SELECT e.*, p.id AS ended, p.resolved_by, p.resolved_at
    FROM (SELECT value ->> 'id' AS id, value ->> 'hex' AS hex, value ->> 'subject' AS subject, value ->> 'opens' AS opens
      FROM json_each(?)) e
    LEFT JOIN activity_log p ON p.id = (
      SELECT b.id FROM activity_log b INDEXED BY by_subject
      WHERE b.subject = e.subject AND b.opens = e.opens AND b.id < unhex(e.hex) AND b.resolved_by <> 'repeated'
      ORDER BY b.id DESC LIMIT 1)) f`;

/** The runs that end with these rows, by id. Reads a row for each failure of a run, and one more where it goes on. */
export const runsOf = async (db: Database, rows: Row[]): Promise<Map<string, Run>> => {
  const newest = rows.filter(isNewest).map(({ id, subject, opens }) => ({ id, hex: hexOf(id), subject, opens }));
  if (newest.length === 0) return new Map();
  const { results } = await db.$client.prepare(RUNS).bind(JSON.stringify(newest)).all<Found>();
  return new Map(
    results.map(({ id, repeats, resolved_by, resolved_at }) => [
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
      runs.set(id, run);
      open.set(opens, { repeats: 0, came_back: endOf(resolved_by, resolved_at) });
    }
  }
  return runs;
};
