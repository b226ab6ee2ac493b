import { and, eq, isNull } from 'drizzle-orm';
import { orderStream } from '../domain/story/assign.ts';
import type { Standing } from '../domain/story/standing.ts';
import type { Database } from './database.ts';
import { within } from './open.ts';
import { activityLog, type Row, stream } from './schema.ts';

/** One event, or nothing where it is of another order than the one that the reader may see. */
export const readEvent = (db: Database, id: string, order_id: string | null): Promise<Row | undefined> =>
  db
    .select()
    .from(activityLog)
    .where(and(eq(activityLog.id, id), within(order_id)))
    .get();

/** The events of an order that are shown, oldest first, and where it stands. */
export interface TimelineRows {
  rows: Row[];
  standing: Standing | null;
}

/** The whole story of an order. Sorted here, since a sort in SQL is billed as rows read. */
export const readTimeline = async (db: Database, order_id: string): Promise<TimelineRows> => {
  const { status, standing } = stream;
  const [rows, [stands]] = await db.batch([
    db
      .select()
      .from(activityLog)
      .where(and(within(order_id), isNull(activityLog.hidden))),
    db
      .select({ status, standing })
      .from(stream)
      .where(eq(stream.key, orderStream(order_id))),
  ]);
  return {
    rows: rows.sort((a, b) => (a.id < b.id ? -1 : 1)),
    standing: stands?.status && stands.standing ? { status: stands.status, ...stands.standing } : null,
  };
};
