import { Hono } from 'hono';
import type { App } from '../auth.ts';
import type { Health } from '../contract/api.ts';
import { database } from '../store/database.ts';
import { jobRun } from '../store/schema.ts';

const NEVER = { ran_at: null, touched: 0 };

export const health = new Hono<App>().get('/', async (c) => {
  const runs = await database(c.env.DB).select().from(jobRun);
  const last = (job: string) => {
    const run = runs.find((each) => each.job === job);
    return run ? { ran_at: new Date(run.ran_at).toISOString(), touched: run.touched } : NEVER;
  };
  const [prune, overdue] = [last('prune'), last('overdue')];
  return c.json({
    ok: true,
    jobs: {
      prune: { ran_at: prune.ran_at, removed: prune.touched },
      overdue: { ran_at: overdue.ran_at, raised: overdue.touched },
    },
  } satisfies Health);
});
