import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from './database.ts';
import { within } from './open.ts';
import { activityLog, type Row } from './schema.ts';

/** One event, or nothing where it is of another order than the one that the reader may see. */
export const readEvent = (db: Database, id: string, order_id: string | null): Promise<Row | undefined> =>
  db
    .select()
    .from(activityLog)
    .where(and(eq(activityLog.id, id), within(order_id)))
    .get();

/** The whole story of an order, oldest first. Sorted here, since a sort in SQL is billed as rows read. */
export const readTimeline = async (db: Database, order_id: string): Promise<Row[]> => {
  const rows = await db
    .select()
    .from(activityLog)
    .where(and(within(order_id), isNull(activityLog.hidden)));
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
};
