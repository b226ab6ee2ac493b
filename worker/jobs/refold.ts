import { and, asc, eq, gt, lt } from 'drizzle-orm';
import type { OrderStatus } from '../contract/steps.ts';
import { hex } from '../domain/event-id.ts';
import { type Env, foldSettings } from '../env.ts';
import { commit } from '../store/commit.ts';
import { database } from '../store/database.ts';
import { jobRun, stream } from '../store/schema.ts';
import { ran } from './ran.ts';

/** The most streams that a run folds, and the most that it reads to find unfinished ones. */
const FOLDED = 200;
const LOOKED_AT = 2000;

/** An order of these statuses awaits nothing, whatever the settings. */
const FINISHED: readonly (OrderStatus | null)[] = ['delivered', 'cancelled', 'refunded', 'returned'];

/** All streams of orders, by their key. */
const ORDERS = { from: 'order:', to: 'order;' };

/** The settings of the last run, and the key up to which streams are folded with them; null where all are. */
interface Notes {
  settings: string;
  up_to: string | null;
}

/** A short hash of the settings that deadlines depend on. */
const fingerprint = async (env: Env): Promise<string> => {
  const { ringAfter: _, ...expected } = foldSettings(env);
  const bytes = new TextEncoder().encode(JSON.stringify(expected));
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).subarray(0, 8));
};

/**
 * Folds unfinished orders again after a setting has changed, or a source was opened that adds steps: some hundreds a run, until
 * all are done. Returns how many.
 */
export const refold = async (env: Env, now = Date.now()): Promise<number> => {
  const db = database(env.DB);
  const settings = await fingerprint(env);
  const last = await db.select().from(jobRun).where(eq(jobRun.job, 'refold')).get();
  const before = last?.notes as Notes | undefined;
  const isSame = before?.settings === settings;
  if (isSame && before.up_to === null) return 0;
  const looked = await db
    .select({ key: stream.key, status: stream.status })
    .from(stream)
    .where(and(gt(stream.key, (isSame && before.up_to) || ORDERS.from), lt(stream.key, ORDERS.to)))
    .orderBy(asc(stream.key))
    .limit(LOOKED_AT);
  const unfinished = looked.filter(({ status }) => !FINISHED.includes(status)).map(({ key }) => key);
  const streams = unfinished.slice(0, FOLDED);
  if (streams.length > 0)
    await commit(db, { streams, refs: [], ids: [] }, foldSettings(env), () => ({ added: [] }), now);
  const isThrough = streams.length === unfinished.length && looked.length < LOOKED_AT;
  const end = streams.length < unfinished.length ? streams.at(-1)! : (looked.at(-1)?.key ?? null);
  const notes: Notes = { settings, up_to: isThrough ? null : end };
  await ran(db, 'refold', now, streams.length, { notes });
  return streams.length;
};
