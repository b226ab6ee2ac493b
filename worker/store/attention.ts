import { and, eq, lte, notInArray, type SQL, sql } from 'drizzle-orm';
import type { Attention } from '../contract/api.ts';
import type { Database } from './database.ts';
import { activityLog, type Row } from './schema.ts';

const CAP = 100;

/** Who stands in `resolved_by` where it was no person: nobody's click to undo, and nobody's name. */
export const NOT_PERSONS = ['recovered', 'repeated'];

/** Needs attention. Literals, not parameters: only so does SQLite see that the partial index serves. */
export const isOpen = sql`level <> 'info' AND resolved_at IS NULL`;

/** Of one order, where the reader may see no other. */
export const within = (order_id: string | null): SQL | undefined =>
  order_id === null ? undefined : and(eq(activityLog.subject, order_id), eq(activityLog.order_id, order_id));

const openLevels = (db: Database, scope: string | null) =>
  db
    .select({ level: activityLog.level })
    .from(activityLog)
    .where(and(isOpen, within(scope)))
    .limit(CAP);

const tally = (open: Pick<Row, 'level'>[]): Attention => {
  const error = open.filter(({ level }) => level === 'error').length;
  return { count: open.length, capped: open.length === CAP, by_level: { warning: open.length - error, error } };
};

/** What is open, of all orders or of the one in `scope`. Reads no more rows than it counts. */
export const countOpen = async (db: Database, scope: string | null): Promise<Attention> =>
  tally(await openLevels(db, scope));

/** Sets who resolved one event in `scope` and when, and tells what is open after it, all in one transaction. */
const mark = async (
  db: Database,
  id: string,
  scope: string | null,
  where: SQL,
  resolved: Pick<Row, 'resolved_at' | 'resolved_by'>,
) => {
  const it = and(eq(activityLog.id, id), within(scope));
  const [, [event], open] = await db.batch([
    db.update(activityLog).set(resolved).where(and(it, where)),
    db.select().from(activityLog).where(it),
    openLevels(db, scope),
  ]);
  return event && { event, count: tally(open).count };
};

/** A person's click on one event. Resolved already: it stays as it is. */
export const resolveEvent = (db: Database, id: string, scope: string | null, by: string, now = Date.now()) =>
  mark(db, id, scope, isOpen, { resolved_at: now, resolved_by: by });

/** Takes a person's click back. */
export const undoResolve = (db: Database, id: string, scope: string | null) =>
  mark(db, id, scope, notInArray(activityLog.resolved_by, NOT_PERSONS), { resolved_at: null, resolved_by: null });

/** A person's click on all that an order has open and that was recorded by `up_to`, in ms. */
export const resolveOrder = async (
  db: Database,
  order_id: string,
  scope: string | null,
  by: string,
  up_to: number,
  now = Date.now(),
) => {
  const [resolved, open] = await db.batch([
    db
      .update(activityLog)
      .set({ resolved_at: now, resolved_by: by })
      .where(and(within(order_id), isOpen, lte(activityLog.inserted_at, up_to)))
      .returning({ id: activityLog.id }),
    openLevels(db, scope),
  ]);
  return { resolved: resolved.map(({ id }) => id), count: tally(open).count };
};
