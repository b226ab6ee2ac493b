import type { Database } from './database.ts';

const FORGET_REFS = `
  DELETE FROM order_ref WHERE order_id = ?1 AND ref IN (
    SELECT r.value FROM activity_log a CROSS JOIN json_each(a.refs) r WHERE a.subject = ?1 AND a.order_id = ?1)`;
const LEAVE = 'UPDATE activity_log SET order_id = NULL WHERE subject = ?1 AND order_id = ?1 RETURNING id';

/**
 * The order is gone from the shop: its events stay, without it, and what other systems call it means nothing any more,
 * or their next webhook would bring it back. Returns the number of its events.
 */
export const forgetOrder = async (db: Database, order_id: string): Promise<number> => {
  const statements = [FORGET_REFS, LEAVE].map((statement) => db.$client.prepare(statement).bind(order_id));
  const [, events] = await db.$client.batch(statements);
  return events!.results.length;
};
