import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { within } from './open.ts';
import { activityLog } from './schema.ts';

/**
 * The order is gone from the shop: its events stay, without it, and what other systems call it means nothing any more,
 * or their next webhook would bring it back. Returns the number of its events.
 */
export const forgetOrder = async (db: Database, order_id: string): Promise<number> => {
  const [, events] = await db.batch([
    db.run(sql`DELETE FROM order_ref WHERE order_id = ${order_id} AND ref IN (
      SELECT r.value FROM activity_log a, json_each(a.refs) r WHERE a.subject = ${order_id} AND a.order_id = ${order_id})`),
    db.update(activityLog).set({ order_id: null }).where(within(order_id)).returning({ id: activityLog.id }),
  ]);
  return events.length;
};
