import { run } from './commands.ts';

/** A person took a while to see to it: the time between a failure and the click, in ms. */
const SEEN_TO_AFTER = 20 * 60 * 1000;

/**
 * Makes it look as if what was recorded since then had been recorded when it happened, and clicked soon after. The
 * demo's only back door: a week that is played in a second would otherwise show on every row that it was recorded just now.
 */
export const recordedInTime = (since: number): Promise<void> => {
  const sql = `
    UPDATE activity_log SET resolved_at = occurred_at + ${SEEN_TO_AFTER}
      WHERE resolved_at >= ${since} AND resolved_by NOT IN ('recovered', 'repeated');
    UPDATE activity_log SET inserted_at = occurred_at + 1000 WHERE inserted_at >= ${since}`;
  return run('The local database', 'wrangler', 'd1', 'execute', 'DB', '--local', '--command', sql);
};
