import { and, asc, gt, sql } from 'drizzle-orm';
import { hexOf } from '../domain/event-id.ts';
import type { Database } from './database.ts';
import { within } from './open.ts';
import { isLeft, namesAddress, namesAnyAddress, type Personal, REACHED, redacted, spellings, told } from './redact.ts';
import { activityLog, type Row } from './schema.ts';
import { inSmallLetters, smallLetters } from './small-letters.ts';

/** Whose details are to go. */
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

const FORGET_REFS = `
  DELETE FROM order_ref WHERE (ref, order_id) IN (SELECT value ->> 'ref', value ->> 'order_id' FROM json_each(?))`;
const WAIT_NO_MORE = `
  DELETE FROM waiting WHERE (ref, id) IN (SELECT value ->> 'ref', unhex(value ->> 'hex') FROM json_each(?))`;
const FORGET_SEEN = 'DELETE FROM seen WHERE source_key IN (SELECT value FROM json_each(?))';
const NAMES = ['message', 'about', 'opens', 'problem', 'fact', 'source_key', 'state'];
const REDACT = `
  UPDATE activity_log SET ${NAMES.map((name) => `${name} = e.value ->> '${name}'`)},
    payload = '{}', actor = NULL, refs = NULL, actions = NULL,
    resolved_by = iif(resolved_by IS NULL, NULL, coalesce(e.value ->> 'clicked_by', resolved_by))
  FROM json_each(?) e WHERE activity_log.id = unhex(e.value ->> 'hex')`;

/**
 * Takes the details out of a page of events and leaves the events: an id that stays is what keeps a resend from bringing
 * them back. What other systems call the order is forgotten with them.
 */
export const eraseOf = async (
  db: Database,
  whom: Erasing,
  after: string | null,
  salt: string,
): Promise<{ erased: number; after: string | null }> => {
  const isPerson = 'email' in whom;
  const found = isPerson ? await ofAddress(db, whom.email, after) : await ofOrder(db, whom.order_id, after);
  const names = isPerson ? namesAddress(whom.email) : namesAnyAddress;
  const meant = isPerson ? found.rows.filter((row) => names(told(row))) : found.rows;
  const personal: Personal = { names, isClicker: isPerson };
  const pairs = await Promise.all(meant.map(async (row) => ({ row, to: await redacted(row, personal, salt) })));
  const left = pairs.filter(({ row, to }) => isLeft(row, to));
  if (left.length === 0) return { erased: 0, after: found.after };
  const refs = left.flatMap(({ row: { id, order_id, refs } }) =>
    (refs ?? []).map((ref) => ({ ref, order_id, hex: hexOf(id) })),
  );
  const unseen = left.flatMap(({ row, to }) => (row.source_key !== to.source_key ? [row.source_key] : []));
  const statements: [string, unknown[]][] = [
    [FORGET_REFS, refs],
    [WAIT_NO_MORE, refs],
    [FORGET_SEEN, unseen],
    [REDACT, left.map(({ to }) => to)],
  ];
  await db.$client.batch(statements.map(([query, rows]) => db.$client.prepare(query).bind(JSON.stringify(rows))));
  return { erased: left.length, after: found.after };
};
