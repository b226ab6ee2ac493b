import type { Database } from '../store/database.ts';
import { jobRun } from '../store/schema.ts';

/** Notes that a job ran, for healthz and for its next run: how many events it touched, and up to when it has looked. */
export const ran = async (
  db: Database,
  job: 'prune' | 'overdue',
  ran_at: number,
  touched: number,
  watermark: number | null = null,
): Promise<void> => {
  const run = { ran_at, touched, watermark };
  await db
    .insert(jobRun)
    .values({ job, ...run })
    .onConflictDoUpdate({ target: jobRun.job, set: run });
};
