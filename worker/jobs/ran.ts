import type { Database } from '../store/database.ts';
import { type JobRun, jobRun } from '../store/schema.ts';

/** Stores that a job ran: for `/healthz`, how many events it touched; for its next run, its watermark and notes. */
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
