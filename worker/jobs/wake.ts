import type { Env } from '../env.ts';
import { database } from '../store/database.ts';
import { isDue } from '../store/open.ts';
import { activityLog } from '../store/schema.ts';

/**
 * Clears the snoozes that are over. Those problems are shown and counted from the second that the snooze ends, without this job:
 * it only keeps few the rows that a list has to sort in.
 */
export const wake = async (env: Env, now = Date.now()): Promise<void> => {
  await database(env.DB).update(activityLog).set({ snoozed_until: null }).where(isDue(now));
};
