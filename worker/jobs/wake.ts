import type { Env } from '../env.ts';
import { database } from '../store/database.ts';
import { isDue } from '../store/open.ts';
import { activityLog } from '../store/schema.ts';

/**
 * Makes plain open problems of those whose snooze is over. They are shown and counted without it from the second that it
 * ends; this only keeps few what a list has to sort in.
 */
export const wake = async (env: Env, now = Date.now()): Promise<void> => {
  await database(env.DB).update(activityLog).set({ snoozed_until: null }).where(isDue(now));
};
