import { and, type SQL } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/sqlite-core';
import type { Attention } from '../contract/api.ts';
import type { Database } from './database.ts';
import { isAwake, isDue, isSnoozed, within } from './open.ts';
import { activityLog, type Row } from './schema.ts';

const CAP = 100;

const { id, level, snoozed_until } = activityLog;

const indexed = (db: Database, where: SQL | undefined) =>
  db.select({ id, level, snoozed_until }).from(activityLog).where(where);

/**
 * The problems that are open and not snoozed, of all orders or of the one in `order_id`. Each half is a range of the
 * index, so that snoozed problems are not read, and no more rows are read than are counted.
 */
export const openNow = (db: Database, order_id: string | null, now = Date.now()) =>
  unionAll(indexed(db, and(isAwake, within(order_id))), indexed(db, and(isDue(now), within(order_id)))).limit(CAP);

/**
 * The problems of `openNow`, and whether any problem is snoozed. One statement looks for both, so that it reads at most `CAP`
 * rows. Where the open problems fill the cap, it does not look for a snoozed one.
 */
export const openAndSnoozed = async (db: Database, order_id: string | null, now = Date.now()) => {
  const snoozed = indexed(db, and(isSnoozed(now), within(order_id)))
    .limit(1)
    .as('snoozed');
  const rows = await unionAll(
    indexed(db, and(isAwake, within(order_id))),
    indexed(db, and(isDue(now), within(order_id))),
    db.select().from(snoozed),
  ).limit(CAP);
  const open = rows.filter((row) => (row.snoozed_until ?? 0) <= now);
  return { open, isAnySnoozed: open.length < rows.length };
};

/** How much that is. */
export const tally = (open: Pick<Row, 'level'>[]): Attention => {
  const error = open.filter(({ level }) => level === 'error').length;
  return { count: open.length, capped: open.length === CAP, by_level: { warning: open.length - error, error } };
};

/** How much is open, counted to 100. */
export const countOpen = async (db: Database, order_id: string | null, now: number): Promise<number> =>
  tally(await openNow(db, order_id, now)).count;
