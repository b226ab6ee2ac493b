import { and, eq, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { within } from './open.ts';
import { activityLog, type Row } from './schema.ts';

/**
 * Takes a note back from its customer, and reads it. Any other event stays as it is, whatever its payload calls public; no
 * rule looks at a payload, so that no stream has to be folded again.
 */
export const hideNote = async (db: Database, id: string, order_id: string | null): Promise<Row | undefined> => {
  const it = and(eq(activityLog.id, id), within(order_id));
  const payload = sql`json_remove(${activityLog.payload}, '$.public')`;
  const [, [event]] = await db.batch([
    db
      .update(activityLog)
      .set({ payload })
      .where(and(it, eq(activityLog.event_type, 'order.note'))),
    db.select().from(activityLog).where(it),
  ]);
  return event;
};
