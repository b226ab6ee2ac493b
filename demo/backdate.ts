import { run } from './commands.ts';

/** The time between a failure and the click that resolves it, in ms. */
const CLICKED_AFTER = 20 * 60 * 1000;

/**
 * Moves the recording of events since `since` to the time when they happened, and the clicks to soon after. This is the
 * only place where the demo writes to the database: a week that is played in a second would otherwise show on every row that
 * it was recorded just now.
 */
export const recordedInTime = (since: number): Promise<void> => {
  const sql = `
    UPDATE activity_log SET resolved_at = occurred_at + ${CLICKED_AFTER}
      WHERE resolved_at >= ${since} AND resolved_by NOT IN ('recovered', 'repeated');
    UPDATE activity_log SET inserted_at = occurred_at + 1000 WHERE inserted_at >= ${since}`;
  return run('The local database', 'wrangler', 'd1', 'execute', 'DB', '--local', '--command', sql);
};
