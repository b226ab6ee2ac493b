import { and, lte, type SQL } from 'drizzle-orm';
import type { FeedFilters, ManyResolved } from '../contract/api.ts';
import { openNow, tally } from './attention.ts';
import { type Clicker, clickOpen } from './clicks.ts';
import type { Database } from './database.ts';
import { matches, range } from './filters.ts';
import { among, needsAttention, within } from './open.ts';
import { activityLog } from './schema.ts';
import { search } from './search.ts';

/** A person's click on every open event that `where` selects. */
const resolveWhere = async (
  db: Database,
  where: SQL | undefined,
  { by, order_id }: Clicker,
  now: number,
): Promise<ManyResolved> => {
  const [, marked, open] = await db.batch([
    ...clickOpen(db, and(where, within(order_id)), by, now),
    openNow(db, order_id, now),
  ]);
  return { resolved: marked.map(({ id }) => id), count: tally(open).count };
};

/** A person's click on all that needs attention, matches and was recorded by `up_to`, in ms. */
export const resolveMatching = async (
  db: Database,
  filters: FeedFilters,
  up_to: number,
  clicker: Clicker,
  now = Date.now(),
): Promise<ManyResolved> => {
  const sought = await search(db, filters);
  const where = and(
    among(needsAttention(now)),
    range(sought),
    matches(activityLog, sought),
    lte(activityLog.inserted_at, up_to),
  );
  return resolveWhere(db, where, clicker, now);
};

/** A person's click on all that an order has open, snoozed or not, and that was recorded by `up_to`, in ms. */
export const resolveOrder = (
  db: Database,
  order_id: string,
  up_to: number,
  clicker: Clicker,
  now = Date.now(),
): Promise<ManyResolved> => resolveWhere(db, and(within(order_id), lte(activityLog.inserted_at, up_to)), clicker, now);
