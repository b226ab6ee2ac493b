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

/** Runs jobs one after the other, each also where one before it failed, and then fails as the first one did. */
const eachJob = async (run: (job: <T>(done: Promise<T>) => Promise<T | 0>) => Promise<void>): Promise<void> => {
  const failures: unknown[] = [];
  await run((done) =>
    done.catch((error: unknown) => {
      failures.push(error);
      return 0;
    }),
  );
  if (failures.length > 0) throw failures[0];
};

/**
 * The jobs of every quarter of an hour. The free plan has fifty queries a run: a job that can wait for the next run does so where
 * those before it had much to do.
 */
const quarterly = (env: Env): Promise<void> =>
  eachJob(async (job) => {
    await job(wake(env));
    const folded = await job(refold(env));
    const late = await job(overdue(env));
    if (folded > 0 || late >= MANY_LATE) return;
    if ((await job(quiet(env))) === 0) await job(catchUp(env, false));
  });

const nightly = (env: Env): Promise<void> =>
  eachJob(async (job) => {
    await job(prune(env));
    await job(catchUp(env, true));
  });

export default {
  fetch: app.fetch,

  /** Awaits its job, so that one that fails shows as failed in Cloudflare's log of crons. */
  async scheduled({ cron }, env) {
    if (cron === RING) return ring(env);
    return cron === PRUNE ? nightly(env) : quarterly(env);
  },
} satisfies ExportedHandler<Env>;
