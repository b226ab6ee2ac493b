import { and, eq, gte, inArray, lt } from 'drizzle-orm';
import { type Deadline, deadlines } from '../domain/deadlines.ts';
import { idFloor } from '../domain/event-id.ts';
import type { Env } from '../env.ts';
import { type Database, database } from '../store/database.ts';
import { anyOf } from '../store/open.ts';
import { type Awaiting, raising, type Warning, warningsFor } from '../store/raise.ts';
import { activityLog, jobRun, unexamined } from '../store/schema.ts';
import { ran } from './ran.ts';

/** Warnings in one statement. */
const PIECE = 500;

/**
 * Raises `order.overdue` where an awaited step did not come in time. Looks only at the slice of events that became too
 * old since the last run, so each is examined once per expectation, and missed runs are caught up; the first run starts
 * at the oldest event. Events that have joined their order since are looked at again.
 * Returns the number of warnings raised.
 */
export const overdue = async (env: Env, now = Date.now()): Promise<number> => {
  const db = database(env.DB);
  const expected = deadlines(env);
  const last = await db.select().from(jobRun).where(eq(jobRun.job, 'overdue')).get();
  const joined = await db
    .select(AWAITING)
    .from(activityLog)
    .where(inArray(activityLog.id, db.select().from(unexamined)));
  let raised = await raiseAll(db, warningsFor(joined, expected), now);
  for (const deadline of expected) {
    const slice = await tooOld(db, deadline, last?.watermark ?? 0, now);
    raised += await raiseAll(db, warningsFor(slice, [deadline]), now);
  }
  await ran(db, 'overdue', now, raised, now);
  if (joined.length > 0)
    await db.delete(unexamined).where(
      anyOf(
        unexamined.id,
        joined.map(({ id }) => id),
      ),
    );
  return raised;
};

const AWAITING = { id: activityLog.id, event_type: activityLog.event_type, occurred_at: activityLog.occurred_at };

/** Those that are due by `now`, in ms, and not yet raised. */
const raiseAll = async (db: Database, warnings: Warning[], now: number): Promise<number> => {
  let raised = 0;
  for (let i = 0; i < warnings.length; i += PIECE) {
    raised += (await raising(db, warnings.slice(i, i + PIECE), now, now).all()).results.length;
  }
  return raised;
};

/** The events whose time for this step ran out between `from` and `to`, in ms. */
const tooOld = (db: Database, { after, within }: Deadline, from: number, to: number): Promise<Awaiting[]> =>
  db
    .select(AWAITING)
    .from(activityLog)
    .where(
      and(
        gte(activityLog.id, idFloor(from - within)),
        lt(activityLog.id, idFloor(to - within)),
        eq(activityLog.event_type, after),
      ),
    );
