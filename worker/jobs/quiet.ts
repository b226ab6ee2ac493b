import { quietSource, resumedSource } from '../domain/own-entry.ts';
import { mostSilence, usualGap } from '../domain/silence.ts';
import { type Env, foldSettings, sourceSecrets } from '../env.ts';
import { append } from '../store/append.ts';
import { database } from '../store/database.ts';
import { sourceStat } from '../store/schema.ts';
import { markQuiet } from '../store/source-stat.ts';

/**
 * Raises `source.quiet` once for each silence of an open source that is longer than usual. The source's next delivery closes the
 * problem. Returns how many it raised.
 */
export const quiet = async (env: Env, now = Date.now()): Promise<number> => {
  const db = database(env.DB);
  const settings = foldSettings(env);
  let raised = 0;
  for (const stat of await db.select().from(sourceStat)) {
    const { source, last_delivery_at: last, quiet_at } = stat;
    if (quiet_at !== null || sourceSecrets(env, source).length === 0) continue;
    const limit = mostSilence(env[`QUIET_${source.toUpperCase()}`], stat);
    if (limit === null || now - last <= limit) continue;
    const { added } = await append(db, [quietSource(source, last, limit, usualGap(stat), now)], settings, now);
    raised += added.size;
    // The event is stored before it is marked: a run that dies between the two raises the same event again. A delivery that
    // came between the two found no problem to close, so it is closed here.
    if (!(await markQuiet(db, source, last, now))) await append(db, [resumedSource(source, now, now)], settings, now);
  }
  return raised;
};
