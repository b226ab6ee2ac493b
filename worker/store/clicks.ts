import { and, eq, inArray, isNotNull, notInArray, type SQL, sql } from 'drizzle-orm';
import type { ManyResolved } from '../contract/api.ts';
import { type Click, NOT_PERSONS } from '../domain/story/event.ts';
import type { FoldSettings } from '../domain/story/fold.ts';
import { countOpen, openNow, tally } from './attention.ts';
import { commit } from './commit.ts';
import type { Database } from './database.ts';
import type { Loaded } from './load.ts';
import { anyOf, isOpen, within } from './open.ts';
import { activityLog, type Row, stream } from './schema.ts';

/** A failure that no person has resolved; one that recovered or was repeated meanwhile can still be resolved by one. */
export const isNobodys = sql`level <> 'info' AND (resolved_by IS NULL OR resolved_by IN ('recovered', 'repeated'))`;
const isSomebodys = notInArray(activityLog.resolved_by, NOT_PERSONS);

/** The result of a click on one event: the event, where the viewer may see it, and the problems that are open after it. */
export interface Marked {
  event: Row | undefined;
  count: number;
}

/** A viewer who clicks: in whose name, and the one order that the token is for, or null. */
export interface Clicker {
  by: string;
  order_id: string | null;
}

/** Has the job that rings look at what a click ends, where anybody was told of anything. */
const lookNow = (now: number): SQL => sql`iif(ring_at IS NOT NULL OR EXISTS (SELECT 1 FROM alert), ${now}, NULL)`;

/**
 * A click on open events changes no other event. So it needs no load: it raises the versions of their streams, which has an
 * append that goes on at the same time look again, and marks their rows.
 */
export const clickOpen = (db: Database, where: SQL | undefined, by: string, now: number) => {
  const open = and(isOpen, where);
  const keys = db
    .select({ key: activityLog.stream })
    .from(activityLog)
    .where(and(open, isNotNull(activityLog.stream)));
  return [
    db
      .update(stream)
      .set({ version: sql`${stream.version} + 1` })
      .where(inArray(stream.key, keys)),
    db
      .update(activityLog)
      .set({ resolved_at: now, resolved_by: by, ring_at: lookNow(now) })
      .where(open)
      .returning({ id: activityLog.id }),
  ] as const;
};

/**
 * Clicks, or takes clicks back, where that changes other events too: through the fold. Returns the ids that changed. One that
 * has been clicked meanwhile, or has had its click taken back, stays as it is.
 */
const clickThroughFold = async (
  db: Database,
  rows: Pick<Row, 'id' | 'stream'>[],
  click: Click | null,
  settings: FoldSettings,
  now: number,
): Promise<string[]> => {
  const ids = new Set(rows.map(({ id }) => id));
  const streams = [...new Set(rows.flatMap(({ stream: key }) => key ?? []))];
  let changed: string[] = [];
  let folded = new Set<string>();
  if (streams.length > 0) {
    const change = ({ events }: Loaded) => {
      folded = new Set(events.map(({ id }) => id));
      changed = events
        .filter((event) => ids.has(event.id) && (event.click === null) !== (click === null))
        .map(({ id }) => id);
      return { added: [], clicks: new Map(changed.map((id) => [id, click])) };
    };
    await commit(db, { streams, refs: [], ids: [] }, settings, change, now);
  }
  // An event that stands alone, or is older than what is folded of its stream, has no other to say what it is.
  const alone = [...ids].filter((id) => !folded.has(id));
  if (alone.length > 0) {
    const { ringAfter } = settings;
    const opens = click === null && ringAfter !== undefined && { ring_at: now + ringAfter };
    const to = { resolved_at: click?.at ?? null, resolved_by: click?.by ?? null, ...opens };
    await db.update(activityLog).set(to).where(anyOf(activityLog.id, alone));
  }
  return [...changed, ...alone];
};

/** Which of these events the viewer may click, and in which streams they are. */
const clickable = (db: Database, ids: string[], order_id: string | null, where: SQL) =>
  db
    .select({ id: activityLog.id, stream: activityLog.stream })
    .from(activityLog)
    .where(and(anyOf(activityLog.id, ids), where, within(order_id)));

/** A person's click on each of these events. It beats what came after; resolved by a person already, one stays as it is. */
export const resolveEvents = async (
  db: Database,
  ids: string[],
  { by, order_id }: Clicker,
  settings: FoldSettings,
  now = Date.now(),
): Promise<ManyResolved> => {
  const [, marked] = await db.batch(clickOpen(db, and(anyOf(activityLog.id, ids), within(order_id)), by, now));
  const rest = ids.filter((id) => !marked.some((row) => row.id === id));
  const over = rest.length > 0 ? await clickable(db, rest, order_id, isNobodys) : [];
  const clicked = await clickThroughFold(db, over, { by, at: now }, settings, now);
  return { resolved: [...marked.map(({ id }) => id), ...clicked], count: await countOpen(db, order_id, now) };
};

/** Takes a person's clicks on each of these events back: what came after has its say again. */
export const undoEvents = async (
  db: Database,
  ids: string[],
  order_id: string | null,
  settings: FoldSettings,
  now = Date.now(),
): Promise<ManyResolved> => {
  const clicked = await clickable(db, ids, order_id, isSomebodys);
  const resolved = await clickThroughFold(db, clicked, null, settings, now);
  return { resolved, count: await countOpen(db, order_id, now) };
};

const readBack = async (db: Database, id: string, order_id: string | null, now: number): Promise<Marked> => {
  const it = and(eq(activityLog.id, id), within(order_id));
  const [[event], open] = await db.batch([db.select().from(activityLog).where(it), openNow(db, order_id, now)]);
  return { event, count: tally(open).count };
};

/** A person's click on one event. */
export const resolveEvent = async (
  db: Database,
  id: string,
  clicker: Clicker,
  settings: FoldSettings,
  now = Date.now(),
): Promise<Marked> => {
  const it = and(eq(activityLog.id, id), within(clicker.order_id));
  const [, , [event], open] = await db.batch([
    ...clickOpen(db, it, clicker.by, now),
    db.select().from(activityLog).where(it),
    openNow(db, clicker.order_id, now),
  ]);
  const isOver = event !== undefined && NOT_PERSONS.includes(event.resolved_by ?? '');
  if (!isOver) return { event, count: tally(open).count };
  await clickThroughFold(db, [event], { by: clicker.by, at: now }, settings, now);
  return readBack(db, id, clicker.order_id, now);
};

/** Takes a person's click back. */
export const undoResolve = async (
  db: Database,
  id: string,
  order_id: string | null,
  settings: FoldSettings,
  now = Date.now(),
): Promise<Marked> => {
  await undoEvents(db, [id], order_id, settings, now);
  return readBack(db, id, order_id, now);
};
