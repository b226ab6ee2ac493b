import { and, eq, gte, lt } from 'drizzle-orm';
import type { Env } from '../env.ts';
import { type Deadline, deadlines } from '../expectations.ts';
import { type Database, database } from '../store/database.ts';
import { idFloor } from '../store/event-id.ts';
import { type Awaiting, raising, warningsFor } from '../store/raise.ts';
import { activityLog, jobRun } from '../store/schema.ts';
import { ran } from './ran.ts';

/** Warnings in one statement. */
const PIECE = 500;

/**
 * Raises `order.overdue` where an awaited step did not come in time. Looks only at the slice of events that became too
 * old since the last run, so each is examined once per expectation, and missed runs are caught up; the first run starts
 * at the oldest event. Returns the number of warnings raised.
 */
export const overdue = async (env: Env, now = Date.now()): Promise<number> => {
  const db = database(env.DB);
  const last = await db.select().from(jobRun).where(eq(jobRun.job, 'overdue')).get();
  let raised = 0;
  for (const deadline of deadlines(env)) raised += await sweep(db, deadline, last?.watermark ?? 0, now);
  await ran(db, 'overdue', now, raised, now);
  return raised;
};

/** Examines the events whose time for this step ran out between `from` and `to`, in ms. */
const sweep = async (db: Database, deadline: Deadline, from: number, to: number): Promise<number> => {
  const slice = await tooOld(db, deadline, from, to);
  let raised = 0;
  for (let i = 0; i < slice.length; i += PIECE) {
    const warnings = warningsFor(slice.slice(i, i + PIECE), [deadline]);
    raised += (await raising(db, warnings, to, to).all()).results.length;
  }
  return raised;
};

const tooOld = (db: Database, { after, within }: Deadline, from: number, to: number): Promise<Awaiting[]> =>
  db
    .select({ id: activityLog.id, event_type: activityLog.event_type, occurred_at: activityLog.occurred_at })
    .from(activityLog)
    .where(
      and(
        gte(activityLog.id, idFloor(from - within)),
        lt(activityLog.id, idFloor(to - within)),
        eq(activityLog.event_type, after),
      ),
    );
