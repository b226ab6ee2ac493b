import { and, eq, isNotNull, type SQL, sql } from 'drizzle-orm';
import { openNow, tally } from './attention.ts';
import { isNobodys, type Marked } from './clicks.ts';
import type { Database } from './database.ts';
import { within } from './open.ts';
import { activityLog } from './schema.ts';

/** Sets until when an event is snoozed, and reads it back. No rule depends on a snooze. */
const markSnooze = async (
  db: Database,
  id: string,
  order_id: string | null,
  where: SQL,
  to: { snoozed_until: number | null; ring_at?: SQL },
  now: number,
): Promise<Marked> => {
  const it = and(eq(activityLog.id, id), within(order_id));
  const [, [event], open] = await db.batch([
    db.update(activityLog).set(to).where(and(it, where)),
    db.select().from(activityLog).where(it),
    openNow(db, order_id, now),
  ]);
  return { event, count: tally(open).count };
};

/**
 * Snoozes an event until `until`, in ms since 1970. A repeat is another event, so that the problem comes back at once when it
 * happens again. An event that a person has resolved stays as it is.
 */
export const snoozeEvent = (db: Database, id: string, order_id: string | null, until: number, now = Date.now()) =>
  markSnooze(db, id, order_id, isNobodys, { snoozed_until: until }, now);

/** Ends a snooze before its time. A problem that was to ring at its end rings now. */
export const wakeEvent = (db: Database, id: string, order_id: string | null, now = Date.now()) =>
  markSnooze(
    db,
    id,
    order_id,
    isNotNull(activityLog.snoozed_until),
    { snoozed_until: null, ring_at: sql`iif(ring_at = snoozed_until, ${now}, ring_at)` },
    now,
  );
