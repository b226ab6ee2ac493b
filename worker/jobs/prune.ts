import { and, asc, gt, lt } from 'drizzle-orm';
import { hexOf, idFloor } from '../domain/event-id.ts';
import { type Env, retention } from '../env.ts';
import { type Database, database } from '../store/database.ts';
import { activityLog, type Row } from '../store/schema.ts';
import { forget } from './forget.ts';
import { ran } from './ran.ts';

/** Events that one statement looks at: D1 ends a statement that takes too long. */
const PIECE = 1000;

/** `occurred_at` may be that far ahead of `inserted_at`, so that much younger ids are looked at too. */
const SKEW = 5 * 60 * 1000;

/**
 * Removes what was recorded more than `RETENTION_DAYS` ago, walking the key in pieces; what still needs attention
 * stays. An event that occurred long ago but came late stays its full time.
 * Returns the number of events removed.
 */
export const prune = async (env: Env, now = Date.now()): Promise<number> => {
  const db = database(env.DB);
  const cutoff = now - retention(env);
  let removed = 0;
  for (let after: string | null = idFloor(0); after !== null; ) {
    const piece: Old[] = await readPiece(db, after, idFloor(cutoff + SKEW));
    const old = piece.filter((row) => row.inserted_at < cutoff);
    removed += await removePiece(db, old, cutoff);
    after = piece.length === PIECE ? piece.at(-1)!.id : null;
  }
  await ran(db, 'prune', now, removed);
  return removed;
};

const { id, level, subject, opens, order_id, refs, source_key, resolved_at, resolved_by, inserted_at } = activityLog;
/** What is to know of an event before it goes: what it brought, and what may keep it. */
const KNOWN = { id, level, subject, opens, order_id, refs, source_key, resolved_at, resolved_by, inserted_at };
type Old = Pick<Row, keyof typeof KNOWN>;

const isStillOpen = ({ level, resolved_at }: Old): boolean => level !== 'info' && resolved_at === null;

const readPiece = (db: Database, after: string, end: string): Promise<Old[]> =>
  db
    .select(KNOWN)
    .from(activityLog)
    .where(and(gt(id, after), lt(id, end)))
    .orderBy(asc(id))
    .limit(PIECE);

/** Of these failures those whose run is that of a problem which is open now. The newest is asked first: most are fine. */
const OF_OPEN_RUN = `
  SELECT j.value AS hex FROM json_each(?) j CROSS JOIN activity_log f ON f.id = unhex(j.value)
  WHERE (SELECT n.resolved_at IS NULL FROM activity_log n INDEXED BY by_subject
      WHERE n.subject = f.subject AND n.opens = f.opens ORDER BY n.id DESC LIMIT 1)
    AND (SELECT n.resolved_at IS NULL FROM activity_log n INDEXED BY by_subject
      WHERE n.subject = f.subject AND n.opens = f.opens AND n.id > f.id AND n.resolved_by IS NOT 'repeated'
      ORDER BY n.id LIMIT 1)`;

/** Earlier failures of a problem that is open now: what is shown of it says how often it failed. */
const ofOpenRun = async (db: Database, rows: Old[]): Promise<string[]> => {
  const kept: string[] = [];
  // Where a run ends among these rows, its end need not be looked up; the others of a problem share one.
  const ends = new Map<string, boolean>();
  const endless = new Map<string, string[]>();
  for (const row of rows.toReversed()) {
    const problem = JSON.stringify([row.subject, row.opens]);
    if (row.resolved_by !== 'repeated') ends.set(problem, isStillOpen(row));
    else if (ends.get(problem)) kept.push(hexOf(row.id));
    else if (!ends.has(problem)) {
      const run = endless.get(problem) ?? [];
      run.push(hexOf(row.id));
      endless.set(problem, run);
    }
  }
  if (endless.size === 0) return kept;
  const runs = [...endless.values()];
  const asked = db.$client.prepare(OF_OPEN_RUN).bind(JSON.stringify(runs.map(([newest]) => newest)));
  const open = new Set((await asked.all<{ hex: string }>()).results.map(({ hex }) => hex));
  return [...kept, ...runs.filter(([newest]) => open.has(newest!)).flat()];
};

/**
 * One range of the key; what is open by now stays even so. What an event brought goes with it, by its own key. No trigger
 * does that, and no statement looks anything up: either would have SQLite read rows once more to remove them.
 */
const REMOVE = `
  DELETE FROM activity_log WHERE id BETWEEN unhex(?1) AND unhex(?2) AND inserted_at < ?3
    AND NOT (level <> 'info' AND resolved_at IS NULL) AND instr(?4, lower(hex(id))) = 0`;

const removePiece = async (db: Database, old: Old[], cutoff: number): Promise<number> => {
  const [first, last] = [old[0], old.at(-1)];
  if (!first || !last) return 0;
  const kept = await ofOpenRun(db, old);
  const gone = old.filter((row) => !isStillOpen(row) && !kept.includes(hexOf(row.id)));
  const remove = db.$client.prepare(REMOVE).bind(hexOf(first.id), hexOf(last.id), cutoff, kept.join());
  const [removed] = await db.$client.batch([remove, ...forget(db, gone)]);
  return removed!.meta.changes;
};
