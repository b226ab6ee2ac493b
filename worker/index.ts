import { app } from './app.ts';
import type { Env } from './env.ts';
import { overdue } from './jobs/overdue.ts';
import { prune } from './jobs/prune.ts';
import { wake } from './jobs/wake.ts';

/** As in wrangler.toml, where the other one looks for overdue orders and for snoozes that are over. */
const PRUNE = '17 3 * * *';

export default {
  fetch: app.fetch,

  /** Awaits its job, so that one that fails shows as failed in Cloudflare's log of crons. */
  async scheduled({ cron }, env) {
    await (cron === PRUNE ? prune(env) : Promise.all([overdue(env), wake(env)]));
  },
} satisfies ExportedHandler<Env>;
