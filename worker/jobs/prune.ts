import { and, asc, eq, gt, lt } from 'drizzle-orm';
import { hexOf, idFloor } from '../domain/event-id.ts';
import { orderOf } from '../domain/story/assign.ts';
import { superfluous } from '../domain/story/repeated-states.ts';
import { type Env, retention } from '../env.ts';
import { type Database, database } from '../store/database.ts';
import { load } from '../store/load.ts';
import { activityLog, jobRun, type Row } from '../store/schema.ts';
import {
  CUT_STREAMS,
  DROP_ALERTS,
  DROP_EMPTY_REFS,
  DROP_EMPTY_STREAMS,
  REMOVE_EVENTS,
  REMOVE_RANGE,
} from '../store/statements.ts';
import { ran } from './ran.ts';

/** Events that one statement reads: D1 cancels a statement that takes too long. */
const PIECE = 5000;

/** `occurred_at`, by which ids sort, may be that far ahead of `inserted_at`: ids that much younger are read too. */
const SKEW = 5 * 60 * 1000;

const DAY = 24 * 60 * 60 * 1000;
/** How long a hidden repeat of a state is kept. */
const REPEATS_KEPT = 7 * DAY;

/**
 * Removes the events that were recorded more than `RETENTION_DAYS` ago, a range of the key at a time. Those of an open problem
 * stay. An event that occurred long ago but came late stays its full time. Hidden repeats of a state go after a week. Returns the
 * number of events removed.
 */
export const prune = async (env: Env, now = Date.now()): Promise<number> => {
  const db = database(env.DB);
  const cutoff = now - retention(env);
  let removed = 0;
  for await (const piece of pieces(db, idFloor(0), idFloor(cutoff + SKEW))) {
    removed += await removePiece(
      db,
      piece.filter((row) => row.inserted_at < cutoff),
      cutoff,
    );
  }
  const last = await db.select().from(jobRun).where(eq(jobRun.job, 'prune')).get();
  const weekAgo = now - REPEATS_KEPT;
  for await (const piece of pieces(db, idFloor(last?.watermark ?? cutoff), idFloor(weekAgo))) {
    removed += await removeRepeats(db, piece);
  }
  await db.$client.prepare(DROP_ALERTS).run();
  await ran(db, 'prune', now, removed, { watermark: weekAgo });
  return removed;
};

const { id, level, stream, problem, hidden, resolved_at, resolved_by, inserted_at } = activityLog;
/** The columns that decide whether an event may go. */
const KNOWN = { id, level, stream, problem, hidden, resolved_at, resolved_by, inserted_at };
type Old = Pick<Row, keyof typeof KNOWN>;

/** A range of the key, a piece at a time. */
async function* pieces(db: Database, from: string, to: string): AsyncGenerator<Old[]> {
  for (let after: string | null = from; after !== null; ) {
    const piece: Old[] = await db
      .select(KNOWN)
      .from(activityLog)
      .where(and(gt(id, after), lt(id, to)))
      .orderBy(asc(id))
      .limit(PIECE);
    yield piece;
    after = piece.length === PIECE ? piece.at(-1)!.id : null;
  }
}

const isOpen = (row: Pick<Old, 'level' | 'resolved_at' | 'hidden'>): boolean =>
  row.level !== 'info' && row.resolved_at === null && row.hidden === null;

const problemOf = (row: Pick<Old, 'stream' | 'problem'>): string => JSON.stringify([row.stream, row.problem]);

/** The earlier failures of open problems: those that the newest failure counts as its repeats. */
const ofOpenRuns = async (db: Database, rows: Old[]): Promise<Set<string>> => {
  const repeated = rows.filter((row) => row.resolved_by === 'repeated' && row.stream !== null);
  if (repeated.length === 0) return new Set();
  const streams = [...new Set(repeated.map((row) => row.stream!))];
  const { events } = await load(db, { streams, refs: [], ids: [] });
  const runs = new Map<string, string[]>();
  const kept = new Set<string>();
  for (const event of events.sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const state = event.was!;
    const key = problemOf(event);
    if (event.problem === null || event.level === 'info' || state.hidden !== null) continue;
    const run = [...(runs.get(key) ?? []), event.id];
    runs.set(key, state.resolved_by === 'repeated' ? run : []);
    if (state.resolved_at === null) for (const each of run) kept.add(each);
  }
  return kept;
};

/** Removes one range of the key without its open problems, and the streams that are left without events. */
const removePiece = async (db: Database, old: Old[], cutoff: number): Promise<number> => {
  const [first, last] = [old[0], old.at(-1)];
  if (!first || !last) return 0;
  const kept = await ofOpenRuns(db, old);
  const gone = old.filter((row) => !isOpen(row) && !kept.has(row.id));
  const streams = JSON.stringify([...new Set(gone.flatMap((row) => row.stream ?? []))]);
  const bind = (query: string, ...values: unknown[]) => db.$client.prepare(query).bind(...values);
  const [removed] = await db.$client.batch([
    bind(REMOVE_RANGE, hexOf(first.id), hexOf(last.id), cutoff, Array.from(kept, hexOf).join()),
    bind(DROP_EMPTY_REFS, streams),
    bind(DROP_EMPTY_STREAMS, streams),
    bind(CUT_STREAMS, streams),
  ]);
  return removed!.meta.changes;
};

/** Removes the hidden repeats of orders, except the last of each run. The state of the other events does not change. */
const removeRepeats = async (db: Database, piece: Old[]): Promise<number> => {
  const repeats = piece.filter((row) => row.hidden === 'repeat' && orderOf(row.stream) !== null);
  if (repeats.length === 0) return 0;
  const { events } = await load(db, { streams: [...new Set(repeats.map((row) => row.stream!))], refs: [], ids: [] });
  const all = superfluous(events);
  const gone = repeats.filter((row) => all.has(row.id)).map((row) => hexOf(row.id));
  const removed = await db.$client.prepare(REMOVE_EVENTS).bind(JSON.stringify(gone)).run();
  return removed.meta.changes;
};
