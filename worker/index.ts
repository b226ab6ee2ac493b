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

export default {
  fetch: app.fetch,

  /** Awaits its job, so that one that fails shows as failed in Cloudflare's log of crons. */
  async scheduled({ cron }, env) {
    if (cron === RING) return ring(env);
    if (cron === PRUNE) {
      await prune(env);
      return catchUp(env, true);
    }
    await refold(env);
    await Promise.all([overdue(env), wake(env), quiet(env)]);
    await catchUp(env, false);
  },
} satisfies ExportedHandler<Env>;
