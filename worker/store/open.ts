import { and, type Column, eq, type SQL, sql } from 'drizzle-orm';
import { hexOf } from './event-id.ts';
import { activityLog } from './schema.ts';

/** Needs attention. Literals, not parameters: only so does SQLite see that the partial index serves. */
export const isOpen = sql`level <> 'info' AND resolved_at IS NULL`;

/** Of one order, where the reader may see no other. */
export const within = (order_id: string | null): SQL | undefined =>
  order_id === null ? undefined : and(eq(activityLog.subject, order_id), eq(activityLog.order_id, order_id));

/** One of these ids, however many: D1 takes 100 parameters a statement. */
export const anyOf = (column: Column, ids: string[]): SQL =>
  sql`${column} IN (SELECT unhex(value) FROM json_each(${JSON.stringify(ids.map(hexOf))}))`;
