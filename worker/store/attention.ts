import { and, eq, lte, notInArray, type SQL, sql } from 'drizzle-orm';
import type { Attention } from '../contract/api.ts';
import type { Database } from './database.ts';
import { type Filters, matches, range } from './filters.ts';
import { anyOf, isOpen, within } from './open.ts';
import { activityLog, type Row } from './schema.ts';

const CAP = 100;

/** Who stands in `resolved_by` where it was no person: nobody's click to undo, and nobody's name. */
export const NOT_PERSONS = ['recovered', 'repeated'];

/** A failure that no person has taken yet; what recovered or was repeated meanwhile can still be taken. */
const isNobodys = sql`level <> 'info' AND (resolved_by IS NULL OR resolved_by IN ('recovered', 'repeated'))`;
const isSomebodys = notInArray(activityLog.resolved_by, NOT_PERSONS);
const UNRESOLVED = { resolved_at: null, resolved_by: null };

/** What a click on one event comes to: the event, where the viewer may see it, and what is open after it. */
export interface Marked {
  event: Row | undefined;
  count: number;
}

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

/** Sets who resolved what `where` says and when; tells what that was and what is open after it, in one transaction. */
const markMany = async (
  db: Database,
  scope: string | null,
  where: SQL | undefined,
  resolved: Pick<Row, 'resolved_at' | 'resolved_by'>,
): Promise<{ resolved: string[]; count: number }> => {
  const [marked, open] = await db.batch([
    db
      .update(activityLog)
      .set(resolved)
      .where(and(where, within(scope)))
      .returning({ id: activityLog.id }),
    openLevels(db, scope),
  ]);
  return { resolved: marked.map(({ id }) => id), count: tally(open).count };
};

/** The same for one event, told as it is after it. */
const mark = async (
  db: Database,
  id: string,
  scope: string | null,
  where: SQL,
  resolved: Pick<Row, 'resolved_at' | 'resolved_by'>,
): Promise<Marked> => {
  const it = and(eq(activityLog.id, id), within(scope));
  const [, [event], open] = await db.batch([
    db.update(activityLog).set(resolved).where(and(it, where)),
    db.select().from(activityLog).where(it),
    openLevels(db, scope),
  ]);
  return { event, count: tally(open).count };
};

/** A person's click on one event. It beats what came after; resolved by a person already, it stays as it is. */
export const resolveEvent = (db: Database, id: string, scope: string | null, by: string, now = Date.now()) =>
  mark(db, id, scope, isNobodys, { resolved_at: now, resolved_by: by });

/** Takes a person's click back: what came after has its say again. */
export const undoResolve = (db: Database, id: string, scope: string | null) =>
  mark(db, id, scope, isSomebodys, UNRESOLVED);

/** A person's click on each of these events. */
export const resolveEvents = (db: Database, ids: string[], scope: string | null, by: string, now = Date.now()) =>
  markMany(db, scope, and(anyOf(activityLog.id, ids), isNobodys), { resolved_at: now, resolved_by: by });

/** Takes a person's clicks on each of these events back. */
export const undoEvents = (db: Database, ids: string[], scope: string | null) =>
  markMany(db, scope, and(anyOf(activityLog.id, ids), isSomebodys), UNRESOLVED);

/** A person's click on all that is open, matches and was recorded by `up_to`, in ms. */
export const resolveMatching = (
  db: Database,
  filters: Filters,
  up_to: number,
  scope: string | null,
  by: string,
  now = Date.now(),
) => {
  const where = and(range(filters), matches(activityLog, filters), lte(activityLog.inserted_at, up_to));
  return markMany(db, scope, where, { resolved_at: now, resolved_by: by });
};

/** A person's click on all that an order has open and that was recorded by `up_to`, in ms. */
export const resolveOrder = (
  db: Database,
  order_id: string,
  scope: string | null,
  by: string,
  up_to: number,
  now = Date.now(),
) => resolveMatching(db, { tab: 'attention', order_id }, up_to, scope, by, now);
