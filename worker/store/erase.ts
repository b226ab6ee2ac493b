import { and, asc, gt, sql } from 'drizzle-orm';
import type { FoldSettings } from '../domain/story/fold.ts';
import { commit } from './commit.ts';
import type { Database } from './database.ts';
import { within } from './open.ts';
import {
  isLeft,
  isUnmarked,
  namesAddress,
  namesAnyAddress,
  type Personal,
  REACHED,
  type Redacted,
  redacted,
  spellings,
  told,
} from './redact.ts';
import { activityLog, type Row } from './schema.ts';
import { inSmallLetters, smallLetters } from './small-letters.ts';
import { DROP_STREAMS, FORGET_REFS } from './statements.ts';

/** The person whose details are to go. */
export type Erasing = { email: string } | { order_id: string };

/** Rows that one request changes, and that it looks at for an address: half of what it reads, as in `feed.ts`. */
const PAGE = 500;
const SLICE = 2500;

interface Found {
  rows: Row[];
  /** The id to go on after, or null where all was looked at. */
  after: string | null;
}

const byId = asc(activityLog.id);
const from = (after: string | null) => (after === null ? undefined : gt(activityLog.id, after));
const firstPage = (rows: Row[]): Row[] => rows.slice(0, PAGE);

const ofOrder = async (db: Database, order_id: string, after: string | null): Promise<Found> => {
  const where = and(within(order_id), from(after));
  const rows = await db
    .select()
    .from(activityLog)
    .where(where)
    .orderBy(byId)
    .limit(PAGE + 1);
  return { rows: firstPage(rows), after: rows.length > PAGE ? rows[PAGE - 1]!.id : null };
};

const TEXT = sql.raw(REACHED.map((column) => `coalesce(${column}, '')`).join(` || ' ' || `));

/** No index knows who is named where: the log is walked, a slice a request. */
const ofAddress = async (db: Database, email: string, after: string | null): Promise<Found> => {
  const slice = db.select().from(activityLog).where(from(after)).orderBy(byId).limit(SLICE).as('slice');
  const holds = spellings(email).map((each) => sql`instr(${inSmallLetters(TEXT, each)}, ${smallLetters(each)}) > 0`);
  const rows = await db
    .select()
    .from(slice)
    .where(sql.join(holds, sql` OR `))
    .limit(PAGE + 1);
  if (rows.length > PAGE) return { rows: firstPage(rows), after: rows[PAGE - 1]!.id };
  const [end] = await db
    .select({ id: activityLog.id })
    .from(activityLog)
    .where(from(after))
    .orderBy(byId)
    .limit(1)
    .offset(SLICE - 1);
  return { rows, after: end?.id ?? null };
};

const RAISE = 'UPDATE stream SET version = version + 1 WHERE key IN (SELECT value FROM json_each(?1))';
const RENAME = `
  INSERT INTO stream (key, version) SELECT value ->> 'to', 1 FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING`;
const REDACT = `
  UPDATE activity_log SET message = e.value ->> 'message', stream = e.value ->> 'stream',
    problem = e.value ->> 'problem', effects = e.value ->> 'effects', payload = '{}', actor = NULL, actions = NULL,
    resolved_by = e.value ->> 'resolved_by', came_back = e.value ->> 'came_back'
  FROM json_each(?1) e WHERE activity_log.id = unhex(e.value ->> 'hex')`;

const unique = <T>(values: T[]): T[] => [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];

/** The statements that leave of these rows what may stay. Their streams' versions rise, so that an append looks again. */
const statements = (pairs: { row: Row; to: Redacted }[]): [query: string, rows: unknown[]][] => {
  const inStreams = pairs.flatMap(({ row, to }) =>
    row.stream === null ? [] : [{ from: row.stream, to: to.stream, row }],
  );
  const renamed = unique(inStreams.map(({ from, to }) => ({ from, to })).filter(({ from, to }) => from !== to));
  const refs = inStreams.flatMap(({ row, from }) => (row.effects.refs ?? []).map((ref) => [ref, from]));
  return [
    [RAISE, unique(inStreams.map(({ from }) => from))],
    [RENAME, renamed],
    [DROP_STREAMS, renamed.map(({ from }) => from)],
    [FORGET_REFS, unique(refs)],
    [REDACT, pairs.map(({ to }) => to)],
  ];
};

/**
 * Takes the details out of a page of events and leaves the events: an id that stays is what keeps a resend from bringing
 * them back. What other systems call the order is forgotten with them.
 */
export const eraseOf = async (
  db: Database,
  whom: Erasing,
  after: string | null,
  salt: string,
  settings: FoldSettings,
  now = Date.now(),
): Promise<{ erased: number; after: string | null }> => {
  const isPerson = 'email' in whom;
  const found = isPerson ? await ofAddress(db, whom.email, after) : await ofOrder(db, whom.order_id, after);
  const names = isPerson ? namesAddress(whom.email) : namesAnyAddress;
  const meant = isPerson ? found.rows.filter((row) => names(told(row))) : found.rows;
  const personal: Personal = { names, isClicker: isPerson };
  const pairs = await Promise.all(meant.map(async (row) => ({ row, to: await redacted(row, personal, salt) })));
  const left = pairs.filter(({ row, to }) => isLeft(row, to));
  const marked = pairs.filter(({ row, to }) => isLeft(row, to) || isUnmarked(row, to));
  if (marked.length === 0) return { erased: 0, after: found.after };
  await db.$client.batch(
    statements(marked).map(([query, rows]) => db.$client.prepare(query).bind(JSON.stringify(rows))),
  );
  // Other events of the same streams may have the refs that were forgotten, and keep them.
  const streams = unique(left.flatMap(({ to }) => to.stream ?? []));
  if (isPerson && streams.length > 0)
    await commit(db, { streams, refs: [], ids: [] }, settings, () => ({ added: [] }), now);
  return { erased: left.length, after: found.after };
};
