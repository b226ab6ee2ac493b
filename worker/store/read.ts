import { and, eq, isNull } from 'drizzle-orm';
import type { Database } from './database.ts';
import { activityLog, type Row } from './schema.ts';

/** One event, or nothing. */
export const readEvent = (db: Database, id: string): Promise<Row | undefined> =>
  db.select().from(activityLog).where(eq(activityLog.id, id)).get();

/** The whole story of an order, oldest first. Sorted here, since a sort in SQL is billed as rows read. */
export const readTimeline = async (db: Database, order_id: string): Promise<Row[]> => {
  const rows = await db
    .select()
    .from(activityLog)
    .where(and(eq(activityLog.subject, order_id), eq(activityLog.order_id, order_id), isNull(activityLog.retold)));
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
};
