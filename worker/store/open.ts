import { and, eq, type SQL, sql } from 'drizzle-orm';
import { activityLog } from './schema.ts';

/** Needs attention. Literals, not parameters: only so does SQLite see that the partial index serves. */
export const isOpen = sql`level <> 'info' AND resolved_at IS NULL`;

/** Of one order, where the reader may see no other. */
export const within = (order_id: string | null): SQL | undefined =>
  order_id === null ? undefined : and(eq(activityLog.subject, order_id), eq(activityLog.order_id, order_id));
