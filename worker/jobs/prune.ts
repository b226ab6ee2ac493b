import { and, asc, gte, lt } from 'drizzle-orm';
import { type Env, retention } from '../env.ts';
import { type Database, database } from '../store/database.ts';
import { hexOf, idFloor } from '../store/event-id.ts';
import { activityLog, type Row } from '../store/schema.ts';
import { ran } from './ran.ts';

/** Events that one statement looks at: D1 ends a statement that takes too long. */
const PIECE = 1000;

/** `occurred_at` may be that far ahead of `inserted_at`, so that much younger ids are looked at too. */
const SKEW = 5 * 60 * 1000;

/**
 * Removes what was recorded more than `RETENTION_DAYS` ago, walking the key in pieces; what still needs attention
 * stays. An event that occurred long ago but came late stays its full time.
 * Returns the number of events removed.
 */
export const prune = async (env: Env, now = Date.now()): Promise<number> => {
  const db = database(env.DB);
  const cutoff = now - retention(env);
  let removed = 0;
  for (let start: string | null = idFloor(0); start !== null; ) {
    const { old, next }: Piece = await readPiece(db, start, idFloor(cutoff + SKEW), cutoff);
    removed += await removePiece(db, old, cutoff);
    start = next;
  }
  await ran(db, 'prune', now, removed);
  return removed;
};

const { id, level, subject, opens, order_id, refs, source_key, resolved_at, resolved_by, inserted_at } = activityLog;
/** What is to know of an event before it goes: what it brought, and what may keep it. */
const KNOWN = { id, level, subject, opens, order_id, refs, source_key, resolved_at, resolved_by, inserted_at };
type Old = Pick<Row, keyof typeof KNOWN>;

const isStillOpen = ({ level, resolved_at }: Old): boolean => level !== 'info' && resolved_at === null;

interface Piece {
  old: Old[];
  /** The id to go on from; null at the end. */
  next: string | null;
}

const readPiece = async (db: Database, start: string, end: string, cutoff: number): Promise<Piece> => {
  const piece = db
    .select(KNOWN)
    .from(activityLog)
    .where(and(gte(id, start), lt(id, end)));
  const rows = await piece.orderBy(asc(id)).limit(PIECE + 1);
  const next = rows.length > PIECE ? rows.pop()!.id : null;
  return { old: rows.filter((row) => row.inserted_at < cutoff), next };
};

/** Earlier failures of a problem that is open now: what is shown of it says how often it failed. */
const OF_OPEN_RUN = `
  SELECT j.value AS hex FROM json_each(?) j CROSS JOIN activity_log f ON f.id = unhex(j.value)
  WHERE (SELECT n.resolved_at IS NULL FROM activity_log n INDEXED BY by_subject
    WHERE n.subject = f.subject AND n.opens = f.opens AND n.id > f.id AND n.resolved_by IS NOT 'repeated'
    ORDER BY n.id LIMIT 1)`;

const ofOpenRun = async (db: Database, rows: Old[]): Promise<string[]> => {
  const [kept, asked]: [string[], string[]] = [[], []];
  // Where a run ends among these rows, its end need not be looked up.
  const ends = new Map<string, boolean>();
  for (const row of rows.toReversed()) {
    const problem = JSON.stringify([row.subject, row.opens]);
    if (row.resolved_by !== 'repeated') ends.set(problem, isStillOpen(row));
    else if (!ends.has(problem)) asked.push(hexOf(row.id));
    else if (ends.get(problem)) kept.push(hexOf(row.id));
  }
  if (asked.length === 0) return kept;
  const { results } = await db.$client.prepare(OF_OPEN_RUN).bind(JSON.stringify(asked)).all<{ hex: string }>();
  return [...kept, ...results.map(({ hex }) => hex)];
};

/**
 * One range of the key; what is open by now stays even so. What an event brought goes with it, by its own key. No trigger
 * does that, and no statement looks anything up: either would have SQLite read rows once more to remove them.
 */
const REMOVE = `
  DELETE FROM activity_log WHERE id BETWEEN unhex(?1) AND unhex(?2) AND inserted_at < ?3
    AND NOT (level <> 'info' AND resolved_at IS NULL) AND instr(?4, lower(hex(id))) = 0`;

type Key = [name: string, of: string];

/** Names in one statement, which D1 takes up to 100 KB long. */
const NAMES = 1000;

/** The statements that remove these rows of a table whose key is a name, if they are still of the same order or event. */
const forgetting = (db: Database, table: string, name: string, of: string, keys: Key[]): D1PreparedStatement[] => {
  const statements: D1PreparedStatement[] = [];
  for (let start = 0; start < keys.length; start += NAMES) {
    const some = keys.slice(start, start + NAMES);
    const names = some.map((_, i) => `?1 ->> '$[${i}][0]'`);
    const forget = `DELETE FROM ${table} WHERE ${name} IN (${names}) AND instr(?1, json_array(${name}, ${of}))`;
    statements.push(db.$client.prepare(forget).bind(JSON.stringify(some)));
  }
  return statements;
};

const forget = (db: Database, gone: Old[]): D1PreparedStatement[] => {
  const told = gone.flatMap((row) => (row.refs ?? []).map((ref) => ({ ...row, ref })));
  const waiting = told.flatMap(({ ref, order_id, id }): Key[] => (order_id === null ? [[ref, hexOf(id)]] : []));
  const known = told.flatMap(({ ref, order_id }): Key[] => (order_id === null ? [] : [[ref, order_id]]));
  const seen = gone.flatMap(({ source_key, id }): Key[] => (source_key === null ? [] : [[source_key, hexOf(id)]]));
  return [
    ...forgetting(db, 'order_ref', 'ref', 'order_id', known),
    ...forgetting(db, 'waiting', 'ref', 'lower(hex(id))', waiting),
    ...forgetting(db, 'seen', 'source_key', 'lower(hex(id))', seen),
  ];
};

const removePiece = async (db: Database, old: Old[], cutoff: number): Promise<number> => {
  const [first, last] = [old[0], old.at(-1)];
  if (!first || !last) return 0;
  const kept = await ofOpenRun(db, old);
  const gone = old.filter((row) => !isStillOpen(row) && !kept.includes(hexOf(row.id)));
  const remove = db.$client.prepare(REMOVE).bind(hexOf(first.id), hexOf(last.id), cutoff, kept.join());
  const [removed] = await db.$client.batch([remove, ...forget(db, gone)]);
  return removed!.meta.changes;
};
