import { and, desc, lt, type SQL } from 'drizzle-orm';
import type { FeedFilters } from '../contract/api.ts';
import { idFloor } from '../domain/event-id.ts';
import type { Database } from './database.ts';
import { isNarrow, matches, range } from './filters.ts';
import { among, isAwake, isDue, isSnoozed, within } from './open.ts';
import { activityLog, type Row } from './schema.ts';

/**
 * Rows that a page looks at, half of what one request may read: where the page stays short, since filters or hidden events
 * pass rows over, the other half finds where to go on.
 */
const SLICE = 2500;

export interface FeedSlice {
  rows: Row[];
  /** The id to go on before, or null at the end. */
  before: string | null;
}

const newest = desc(activityLog.id);

/** The parts of a tab, each newest first and a walk of one range of an index. */
const partsOf = (tab: FeedFilters['tab'], now: number): (SQL | undefined)[] =>
  ({ all: [undefined], attention: [isAwake, among(isDue(now))], snoozed: [among(isSnoozed(now))] })[tab];

/**
 * One page, newest first, from `before` on. Reads `limit` + 1 rows, and at most 2 × `look` where it passes some over;
 * of what is due again all of it, which the cron keeps small.
 */
export const readFeed = async (
  db: Database,
  filters: FeedFilters,
  order_id: string | null,
  before: string | null,
  limit: number,
  look = SLICE,
  now = Date.now(),
): Promise<FeedSlice> => {
  const { until, ...rest } = filters;
  const from = earlier(before, until === undefined ? null : idFloor(until));
  const parts = partsOf(filters.tab, now).map((part) => and(part, range(rest), within(order_id)));
  return merged(await Promise.all(parts.map((where) => readPart(db, filters, where, from, limit, look))), limit);
};

/** The earlier of two ids, of which either may be none. Of two bounds SQLite takes one for the range, maybe the wider one. */
const earlier = (a: string | null, b: string | null): string | null =>
  a === null || b === null ? (a ?? b) : a < b ? a : b;

/** The rows before an id, newest first. */
const older = (where: SQL | undefined, before: string | null): SQL | undefined =>
  and(where, before === null ? undefined : lt(activityLog.id, before));

const readPart = (
  db: Database,
  filters: FeedFilters,
  where: SQL | undefined,
  before: string | null,
  limit: number,
  look: number,
): Promise<FeedSlice> =>
  isNarrow(filters)
    ? readSlice(db, filters, older(where, before), limit, look)
    : readPlain(db, filters, where, before, limit, look);

/** Where no filter passes rows over: as many rows as are asked for, and more only in place of those that are hidden. */
const readPlain = async (
  db: Database,
  filters: FeedFilters,
  where: SQL | undefined,
  from: string | null,
  limit: number,
  look: number,
): Promise<FeedSlice> => {
  const all = db.select().from(activityLog).where(older(where, from)).orderBy(newest);
  const { rows, before } = page(await all.limit(limit + 1), limit);
  const shown = rows.filter(({ hidden }) => hidden === null);
  if (before === null || shown.length === rows.length || look === 0) return { rows: shown, before };
  const rest = await readSlice(db, filters, older(where, before), limit - shown.length, look - limit);
  return { rows: [...shown, ...rest.rows], before: rest.before };
};

/** The rows that match among the first `look`. */
const readSlice = async (
  db: Database,
  filters: FeedFilters,
  where: SQL | undefined,
  limit: number,
  look: number,
): Promise<FeedSlice> => {
  const slice = db.select().from(activityLog).where(where).orderBy(newest).limit(look).as('slice');
  const found = page(
    await db
      .select()
      .from(slice)
      .where(matches(slice, filters))
      .limit(limit + 1),
    limit,
  );
  return found.before === null ? { rows: found.rows, before: await endOfSlice(db, where, look) } : found;
};

/** Parts as one. What stands before the end of a part that goes on is for the next page. */
const merged = (parts: FeedSlice[], limit: number): FeedSlice => {
  if (parts.length === 1) return parts[0]!;
  const end = parts.reduce((latest, { before }) => (before !== null && before > latest ? before : latest), '');
  const rows = parts.flatMap((part) => part.rows.filter(({ id }) => id >= end));
  const { rows: shown, before } = page(
    rows.sort((a, b) => (a.id < b.id ? 1 : -1)),
    limit,
  );
  return { rows: shown, before: before ?? (end || null) };
};

const page = (rows: Row[], limit: number): FeedSlice => ({
  rows: rows.slice(0, limit),
  before: rows.length > limit ? rows[limit - 1]!.id : null,
});

/** The last id of a full slice; null where the log ended before it was full. */
const endOfSlice = async (db: Database, where: SQL | undefined, look: number): Promise<string | null> => {
  const last = db.select({ id: activityLog.id }).from(activityLog).where(where).orderBy(newest);
  return (await last.limit(1).offset(look - 1))[0]?.id ?? null;
};
