import type { Database } from '../store/database.ts';
import { type JobRun, jobRun } from '../store/schema.ts';

/** Notes that a job ran, for healthz and for its next run: how many events it touched, and what it needs to know then. */
export const ran = async (
  db: Database,
  job: 'prune' | 'overdue' | 'refold' | `catch_up:${string}`,
  ran_at: number,
  touched: number,
  { watermark = null, notes = null }: Partial<Pick<JobRun, 'watermark' | 'notes'>> = {},
): Promise<void> => {
  const run = { ran_at, touched, watermark, notes };
  await db
    .insert(jobRun)
    .values({ job, ...run })
    .onConflictDoUpdate({ target: jobRun.job, set: run });
};
