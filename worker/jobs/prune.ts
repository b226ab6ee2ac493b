import { and, asc, gte, lt, type SQL, sql } from 'drizzle-orm';
import { type Env, retention } from '../env.ts';
import { type Database, database } from '../store/database.ts';
import { idFloor } from '../store/event-id.ts';
import { isOpen } from '../store/open.ts';
import { activityLog } from '../store/schema.ts';
import { ran } from './ran.ts';

/** Events that one statement looks at: D1 ends a statement that takes too long. */
const PIECE = 1000;
/** An earlier failure of a problem that is open now: what is shown of it says how often it failed. */
const isOfOpenRun = sql`resolved_by = 'repeated' AND (
  SELECT n.resolved_at IS NULL FROM activity_log n INDEXED BY by_subject
  WHERE n.subject = activity_log.subject AND n.opens = activity_log.opens AND n.id > activity_log.id
    AND n.resolved_by IS NOT 'repeated' ORDER BY n.id LIMIT 1) IS 1`;

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
  const end = idFloor(cutoff + SKEW);
  let removed = 0;
  for (let start: string | null = idFloor(0); start !== null; ) {
    const next: string | null = await startOfNextPiece(db, start, end);
    removed += await removePiece(db, and(gte(activityLog.id, start), lt(activityLog.id, next ?? end)), cutoff);
    start = next;
  }
  await ran(db, 'prune', now, removed);
  return removed;
};

const startOfNextPiece = async (db: Database, start: string, end: string): Promise<string | null> => {
  const ids = db.select({ id: activityLog.id }).from(activityLog);
  const rest = ids.where(and(gte(activityLog.id, start), lt(activityLog.id, end))).orderBy(asc(activityLog.id));
  return (await rest.limit(1).offset(PIECE))[0]?.id ?? null;
};

const removePiece = async (db: Database, range: SQL | undefined, cutoff: number): Promise<number> => {
  const [, [gone]] = await db.batch([
    db
      .delete(activityLog)
      .where(and(range, lt(activityLog.inserted_at, cutoff), sql`NOT (${isOpen})`, sql`(${isOfOpenRun}) IS NOT 1`)),
    // Not `meta.changes`, which counts what triggers removed as well; not `RETURNING`, which reads a row more of each.
    db.all<{ removed: number }>(sql`SELECT changes() AS removed`),
  ]);
  return gone!.removed;
};
