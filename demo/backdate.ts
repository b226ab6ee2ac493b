import { run } from './commands.ts';

/**
 * Makes it look as if what was recorded since then had been recorded when it happened. The demo's only back door:
 * a week that is played in a second would otherwise show on every row that it was recorded just now.
 */
export const recordedInTime = (since: number): Promise<void> => {
  const sql = `UPDATE activity_log SET inserted_at = occurred_at + 1000 WHERE inserted_at >= ${since}`;
  return run('The local database', 'wrangler', 'd1', 'execute', 'DB', '--local', '--command', sql);
};
