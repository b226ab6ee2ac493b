import { app } from './app.ts';
import type { Env } from './env.ts';
import { overdue } from './jobs/overdue.ts';
import { prune } from './jobs/prune.ts';

/** As in wrangler.toml, where the other one looks for overdue orders. */
const PRUNE = '17 3 * * *';

export default {
  fetch: app.fetch,

  /** Awaits its job, so that one that fails shows as failed in Cloudflare's log of crons. */
  async scheduled({ cron }, env) {
    await (cron === PRUNE ? prune(env) : overdue(env));
  },
} satisfies ExportedHandler<Env>;
