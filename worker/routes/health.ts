import { Hono } from 'hono';
import type { AlertsHealth, Health } from '../contract/api.ts';
import { alertFlaws, channelsOn, isQuietHour } from '../domain/alert-settings.ts';
import { silenceFlaws } from '../domain/silence.ts';
import { type Env, sourceSecrets } from '../env.ts';
import type { App } from '../http/context.ts';
import { hasApiKey } from '../middleware/auth.ts';
import { ANSWERS } from '../openapi/answers.ts';
import { documented } from '../openapi/operation.ts';
import { SOURCES } from '../sources/index.ts';
import { channelsHealth } from '../store/alert-channels.ts';
import { type Database, database } from '../store/database.ts';
import { jobRun } from '../store/schema.ts';
import { sourceHealth } from '../store/source-stat.ts';
import { setupOf } from './setup.ts';

const NEVER = { ran_at: null, touched: 0 };

const jobs = async (db: Database): Promise<Health['jobs']> => {
  const runs = await db.select().from(jobRun);
  const last = (job: string) => {
    const run = runs.find((each) => each.job === job);
    return run ? { ran_at: new Date(run.ran_at).toISOString(), touched: run.touched } : NEVER;
  };
  const [prune, overdue] = [last('prune'), last('overdue')];
  return {
    prune: { ran_at: prune.ran_at, removed: prune.touched },
    overdue: { ran_at: overdue.ran_at, raised: overdue.touched },
  };
};

const alertsHealth = async (db: Database, env: Env, now = Date.now()): Promise<AlertsHealth> => {
  const on = channelsOn(env);
  const { channels, due_since } = await channelsHealth(db, on, now);
  const rings = on.length > 0 && !isQuietHour(now, env);
  return { channels, due_since: rings ? due_since : null, flaws: [...alertFlaws(env), ...silenceFlaws(env)] };
};

const telling = documented({
  summary: 'Whether the database answers, and when each cron last ran; more with an API key.',
  answers: { 200: ANSWERS.Health },
});

export const health = new Hono<App>().get('/', telling, async (c) => {
  const db = database(c.env.DB);
  const answer: Health = { ok: true, jobs: await jobs(db) };
  if (await hasApiKey(c)) {
    const open = Object.keys(SOURCES).filter((name) => sourceSecrets(c.env, name).length > 0);
    answer.sources = await sourceHealth(db, open);
    answer.alerts = await alertsHealth(db, c.env);
    answer.setup = await setupOf(c.env);
  }
  // `wrangler dev` adds no Date, as Cloudflare does.
  c.header('Date', new Date().toUTCString());
  return c.json(answer);
});
