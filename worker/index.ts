import { app } from './app.ts';
import type { Env } from './env.ts';
import { catchUp } from './jobs/catch-up.ts';
import { overdue } from './jobs/overdue.ts';
import { prune } from './jobs/prune.ts';
import { quiet } from './jobs/quiet.ts';
import { refold } from './jobs/refold.ts';
import { ring } from './jobs/ring.ts';
import { wake } from './jobs/wake.ts';

/** The crons of wrangler.toml. Its third one, every quarter of an hour, runs the other jobs. */
const PRUNE = '17 3 * * *';
const RING = '* * * * *';

/** A run of `overdue` that raised so many warnings took more than one piece, and so most of the queries. */
const MANY_LATE = 50;

/**
 * The jobs of every quarter of an hour. The free plan has fifty queries a run: a job that can wait for the next run does so where
 * those before it had much to do.
 */
const quarterly = async (env: Env): Promise<void> => {
  await wake(env);
  const folded = await refold(env);
  const late = await overdue(env);
  if (folded > 0 || late >= MANY_LATE) return;
  if ((await quiet(env)) === 0) await catchUp(env, false);
};

export default {
  fetch: app.fetch,

  /** Awaits its job, so that one that fails shows as failed in Cloudflare's log of crons. */
  async scheduled({ cron }, env) {
    if (cron === RING) return ring(env);
    if (cron === PRUNE) {
      await prune(env);
      return catchUp(env, true);
    }
    return quarterly(env);
  },
} satisfies ExportedHandler<Env>;
