import { eq } from 'drizzle-orm';
import { orderStream } from '../domain/story/assign.ts';
import type { Database } from './database.ts';
import { within } from './open.ts';
import { activityLog, ref, stream } from './schema.ts';

/**
 * The order is gone from the shop: its events stay as they are, without it, and each stands alone. What other systems call
 * the order means nothing any more, or their next webhook would bring it back. Returns the number of its events.
 *
 * Without its row the stream has no version any more, so that an append which has loaded it looks again.
 */
export const forgetOrder = async (db: Database, order_id: string): Promise<number> => {
  const key = orderStream(order_id);
  const [, , events] = await db.batch([
    db.delete(ref).where(eq(ref.stream, key)),
    db.delete(stream).where(eq(stream.key, key)),
    db.update(activityLog).set({ stream: null }).where(within(order_id)).returning({ id: activityLog.id }),
  ]);
  return events.length;
};
