import { and, asc, desc, gt, lt, type SQL } from 'drizzle-orm';
import type { FeedFilters } from '../contract/api.ts';
import { idFloor } from '../domain/event-id.ts';
import type { Database } from './database.ts';
import { isNarrow, matches, range } from './filters.ts';
import { among, isAwake, isDue, isSnoozed, within } from './open.ts';
import { activityLog, type Row } from './schema.ts';
import { type Search, search } from './search.ts';

/**
 * Rows that a page looks at, half of what one request may read: where the page stays short, since filters or hidden events
 * pass rows over, the other half finds where to go on.
 */
export const SLICE = 2500;
/** Rows that looking for an external id may take. */
const IDS = 100;

export interface FeedSlice {
  rows: Row[];
  /** The id to go on behind, or null at the end. */
  next: string | null;
}

/** The way in which a page walks through the log. */
interface Direction {
  order: SQL;
  /** The rows behind an id. */
  behind: (id: string) => SQL;
  /** Whether the first id comes before the second one. */
  isEarlier: (a: string, b: string) => boolean;
}

export const NEWEST: Direction = {
  order: desc(activityLog.id),
  behind: (id) => lt(activityLog.id, id),
  isEarlier: (a, b) => a > b,
};
export const OLDEST: Direction = {
  order: asc(activityLog.id),
  behind: (id) => gt(activityLog.id, id),
  isEarlier: (a, b) => a < b,
};

/** The parts of a tab, each a walk of one range of an index. */
const partsOf = (tab: FeedFilters['tab'], now: number): (SQL | undefined)[] =>
  ({ all: [undefined], attention: [isAwake, among(isDue(now))], snoozed: [among(isSnoozed(now))] })[tab];

/** A part of the log that a page walks through. */
interface Walk {
  db: Database;
  filters: Search;
  where: SQL | undefined;
  /** The event behind which it starts; null is the first one. */
  from: string | null;
  /** The rows that the page holds at most. */
  limit: number;
  /** The rows that it looks at where it passes some over. */
  look: number;
  direction: Direction;
}

/** The usual page is of the newest events, now. */
export type FeedOptions = Partial<Pick<Walk, 'look' | 'direction'>> & { now?: number };

/**
 * One page, newest first, or as `direction` says, from behind the event `from` on. Reads `limit` + 1 rows, and at most 2 ×
 * `look` where it passes some over; of what is due again all of it, which the cron keeps small.
 */
export const readFeed = async (
  db: Database,
  filters: FeedFilters,
  order_id: string | null,
  from: string | null,
  limit: number,
  { look = filters.q === undefined ? SLICE : SLICE - IDS, direction = NEWEST, now = Date.now() }: FeedOptions = {},
): Promise<FeedSlice> => {
  const sought = await search(db, filters);
  const { start, bounds } = startOf(sought, from, direction);
  const read = (part: SQL | undefined) => {
    const where = and(part, range(bounds), within(order_id));
    return readPart({ db, filters: sought, where, from: start, limit, look, direction });
  };
  return merged(await Promise.all(partsOf(sought.tab, now).map(read)), limit, direction);
};

/** Where a page starts. Of two bounds at one end SQLite takes one for the range, maybe the wider one: `until` is one of them. */
const startOf = (sought: Search, from: string | null, direction: Direction) => {
  const { until, ...rest } = sought;
  if (direction !== NEWEST || until === undefined) return { start: from, bounds: sought };
  const end = idFloor(until);
  return { start: from === null || from > end ? end : from, bounds: rest as Search };
};

const behind = ({ where, from, direction }: Walk): SQL | undefined =>
  and(where, from === null ? undefined : direction.behind(from));

const readPart = (walk: Walk): Promise<FeedSlice> => (isNarrow(walk.filters) ? readSlice(walk) : readPlain(walk));

/** Where no filter passes rows over: as many rows as are asked for, and more only in place of those that are hidden. */
const readPlain = async (walk: Walk): Promise<FeedSlice> => {
  const { db, limit, look, direction } = walk;
  const all = db.select().from(activityLog).where(behind(walk)).orderBy(direction.order);
  const { rows, next } = page(await all.limit(limit + 1), limit);
  const shown = rows.filter(({ hidden }) => hidden === null);
  if (next === null || shown.length === rows.length || look === 0) return { rows: shown, next };
  const rest = await readSlice({ ...walk, from: next, limit: limit - shown.length, look: look - limit });
  return { rows: [...shown, ...rest.rows], next: rest.next };
};

/** The rows that match among the first `look`. */
const readSlice = async (walk: Walk): Promise<FeedSlice> => {
  const { db, filters, limit, look, direction } = walk;
  const slice = db.select().from(activityLog).where(behind(walk)).orderBy(direction.order).limit(look).as('slice');
  const matching = db.select().from(slice).where(matches(slice, filters));
  const found = page(await matching.limit(limit + 1), limit);
  return found.next === null ? { rows: found.rows, next: await endOfSlice(walk) } : found;
};

/** Parts as one. What stands behind the end of a part that goes on is for the next page. */
const merged = (parts: FeedSlice[], limit: number, { isEarlier }: Direction): FeedSlice => {
  if (parts.length === 1) return parts[0]!;
  const ends = parts.flatMap(({ next }) => next ?? []);
  const end = ends.sort((a, b) => (isEarlier(a, b) ? -1 : 1))[0] ?? null;
  const rows = parts.flatMap((part) => part.rows.filter(({ id }) => end === null || !isEarlier(end, id)));
  const { rows: shown, next } = page(
    rows.sort((a, b) => (isEarlier(a.id, b.id) ? -1 : 1)),
    limit,
  );
  return { rows: shown, next: next ?? end };
};

const page = (rows: Row[], limit: number): FeedSlice => ({
  rows: rows.slice(0, limit),
  next: rows.length > limit ? rows[limit - 1]!.id : null,
});

/** The last id of a full slice; null where the log ended before it was full. */
const endOfSlice = async (walk: Walk): Promise<string | null> => {
  const { db, look, direction } = walk;
  const ids = db.select({ id: activityLog.id }).from(activityLog).where(behind(walk)).orderBy(direction.order);
  return (await ids.limit(1).offset(look - 1))[0]?.id ?? null;
};
