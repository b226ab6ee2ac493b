import { eq } from 'drizzle-orm';
import type { Expected } from '../domain/deadlines.ts';
import { DAY } from '../domain/working-time.ts';
import type { Database } from '../store/database.ts';
import { jobRun } from '../store/schema.ts';

/** The number of warnings about each step, by day since 1970. */
export type Warned = Record<string, Partial<Record<Expected, number>>>;

const DAYS = 7;

const lastWeek = (warned: Warned, now: number): Warned =>
  Object.fromEntries(Object.entries(warned).filter(([day]) => Number(day) > now / DAY - DAYS));

/** The notes of the job's last run. */
const noted = async (db: Database): Promise<Warned> => {
  const last = await db.select({ notes: jobRun.notes }).from(jobRun).where(eq(jobRun.job, 'overdue')).get();
  return (last?.notes ?? {}) as Warned;
};

/** The counts of the last week with those of this run. */
export const countWarned = async (db: Database, steps: Expected[], now: number): Promise<Warned> => {
  const warned = lastWeek(await noted(db), now);
  const today = { ...warned[Math.floor(now / DAY)] };
  for (const step of steps) today[step] = (today[step] ?? 0) + 1;
  return { ...warned, ...(steps.length > 0 && { [Math.floor(now / DAY)]: today }) };
};

/** The number of warnings about each step within the last week. */
export const warnedLastWeek = async (db: Database, now: number): Promise<Partial<Record<Expected, number>>> => {
  const sum: Partial<Record<Expected, number>> = {};
  for (const day of Object.values(lastWeek(await noted(db), now))) {
    for (const [step, count] of Object.entries(day) as [Expected, number][]) sum[step] = (sum[step] ?? 0) + count;
  }
  return sum;
};
