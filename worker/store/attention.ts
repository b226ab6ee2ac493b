import { and, eq, isNotNull, lte, notInArray, type SQL, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/sqlite-core';
import type { Attention } from '../contract/api.ts';
import type { Database } from './database.ts';
import { type Filters, matches, range } from './filters.ts';
import { among, anyOf, isAwake, isDue, isOpen, needsAttention, within } from './open.ts';
import { activityLog, type Row } from './schema.ts';

const CAP = 100;

/** Who stands in `resolved_by` where it was no person: nobody's click to undo, and nobody's name. */
export const NOT_PERSONS = ['recovered', 'repeated'];

/** A failure that no person has taken yet; what recovered or was repeated meanwhile can still be taken. */
const isNobodys = sql`level <> 'info' AND (resolved_by IS NULL OR resolved_by IN ('recovered', 'repeated'))`;
const isSomebodys = notInArray(activityLog.resolved_by, NOT_PERSONS);
const isSnoozedAtAll = isNotNull(activityLog.snoozed_until);
const UNRESOLVED = { resolved_at: null, resolved_by: null };

/** What a click on one event comes to: the event, where the viewer may see it, and what is open after it. */
export interface Marked {
  event: Row | undefined;
  count: number;
}

const indexed = (db: Database, where: SQL | undefined) =>
  db.select({ id: activityLog.id, level: activityLog.level }).from(activityLog).where(where);

/**
 * What is open and not snoozed any more, of all orders or of the one in `scope`. Each half is a range of the index, so
 * that what sleeps is not read, and no more is read than is counted.
 */
export const openNow = (db: Database, scope: string | null, now = Date.now()) =>
  unionAll(indexed(db, and(isAwake, within(scope))), indexed(db, and(isDue(now), within(scope)))).limit(CAP);

/** How much that is. */
export const tally = (open: Pick<Row, 'level'>[]): Attention => {
  const error = open.filter(({ level }) => level === 'error').length;
  return { count: open.length, capped: open.length === CAP, by_level: { warning: open.length - error, error } };
};

/** What a click leaves on an event. */
type Click = Partial<Pick<Row, 'resolved_at' | 'resolved_by' | 'snoozed_until'>>;

/** Leaves a click on what `where` says; tells what that was and what is open after it, in one transaction. */
const markMany = async (
  db: Database,
  scope: string | null,
  where: SQL | undefined,
  click: Click,
  now: number,
): Promise<{ resolved: string[]; count: number }> => {
  const [marked, open] = await db.batch([
    db
      .update(activityLog)
      .set(click)
      .where(and(where, within(scope)))
      .returning({ id: activityLog.id }),
    openNow(db, scope, now),
  ]);
  return { resolved: marked.map(({ id }) => id), count: tally(open).count };
};

/** The same for one event, told as it is after it. */
const mark = async (
  db: Database,
  id: string,
  scope: string | null,
  where: SQL,
  click: Click,
  now: number,
): Promise<Marked> => {
  const it = and(eq(activityLog.id, id), within(scope));
  const [, [event], open] = await db.batch([
    db.update(activityLog).set(click).where(and(it, where)),
    db.select().from(activityLog).where(it),
    openNow(db, scope, now),
  ]);
  return { event, count: tally(open).count };
};

/** A person's click on one event. It beats what came after; resolved by a person already, it stays as it is. */
export const resolveEvent = (db: Database, id: string, scope: string | null, by: string, now = Date.now()) =>
  mark(db, id, scope, isNobodys, { resolved_at: now, resolved_by: by }, now);

/** Takes a person's click back: what came after has its say again. */
export const undoResolve = (db: Database, id: string, scope: string | null, now = Date.now()) =>
  mark(db, id, scope, isSomebodys, UNRESOLVED, now);

/**
 * Nobody wants to hear of this event until then, in ms. A repeat is another event, so it comes back at once when it
 * happens again. Resolved by a person, it stays as it is.
 */
export const snoozeEvent = (db: Database, id: string, scope: string | null, until: number, now = Date.now()) =>
  mark(db, id, scope, isNobodys, { snoozed_until: until }, now);

/** Ends a snooze before its time. */
export const wakeEvent = (db: Database, id: string, scope: string | null, now = Date.now()) =>
  mark(db, id, scope, isSnoozedAtAll, { snoozed_until: null }, now);

/** A person's click on each of these events. */
export const resolveEvents = (db: Database, ids: string[], scope: string | null, by: string, now = Date.now()) =>
  markMany(db, scope, and(anyOf(activityLog.id, ids), isNobodys), { resolved_at: now, resolved_by: by }, now);

/** Takes a person's clicks on each of these events back. */
export const undoEvents = (db: Database, ids: string[], scope: string | null, now = Date.now()) =>
  markMany(db, scope, and(anyOf(activityLog.id, ids), isSomebodys), UNRESOLVED, now);

/** A person's click on all that needs attention, matches and was recorded by `up_to`, in ms. */
export const resolveMatching = (
  db: Database,
  filters: Filters,
  up_to: number,
  scope: string | null,
  by: string,
  now = Date.now(),
) => {
  const where = and(
    among(needsAttention(now)),
    range(filters),
    matches(activityLog, filters),
    lte(activityLog.inserted_at, up_to),
  );
  return markMany(db, scope, where, { resolved_at: now, resolved_by: by }, now);
};

/** A person's click on all that an order has open, snoozed or not, and that was recorded by `up_to`, in ms. */
export const resolveOrder = (
  db: Database,
  order_id: string,
  scope: string | null,
  by: string,
  up_to: number,
  now = Date.now(),
) => {
  const where = and(isOpen, within(order_id), lte(activityLog.inserted_at, up_to));
  return markMany(db, scope, where, { resolved_at: now, resolved_by: by }, now);
};
