import { app } from './app.ts';
import type { Env } from './env.ts';
import { prune } from './jobs/prune.ts';

export default {
  fetch: app.fetch,

  /** Awaits its job, so that one that fails shows as failed in Cloudflare's log of crons. */
  async scheduled(_controller, env) {
    await prune(env);
  },
} satisfies ExportedHandler<Env>;
