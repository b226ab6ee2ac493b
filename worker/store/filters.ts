import { and, eq, gte, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { FeedFilters } from '../contract/api.ts';
import { GROUPS, type Group } from '../contract/taxonomy.ts';
import { idFloor } from '../domain/event-id.ts';
import { parseProblem } from '../domain/problem-name.ts';
import { orderStream } from '../domain/story/assign.ts';
import { within } from './open.ts';
import { activityLog } from './schema.ts';
import type { Search } from './search.ts';
import { inSmallLetters, smallLetters } from './small-letters.ts';

/** The columns that filters look at: of the table, or of a slice of it. */
type Columns = Record<
  'level' | 'event_type' | 'source' | 'actor' | 'order_id' | 'stream' | 'problem' | 'message' | 'hidden',
  SQLiteColumn
>;

/** A prefix is a range: `order.` ≤ type < `order/`, `/` being what follows `.`. */
const ofType = ({ event_type }: Columns, type: string): SQL =>
  type.endsWith('.*')
    ? sql`(${event_type} >= ${type.slice(0, -1)} AND ${event_type} < ${`${type.slice(0, -2)}/`})`
    : eq(event_type, type);

/** Groups are ours: literals, since D1 takes 100 parameters a statement. */
const literally = (type: string): string =>
  type.endsWith('.*')
    ? `(event_type >= '${type.slice(0, -1)}' AND event_type < '${type.slice(0, -2)}/')`
    : `event_type = '${type}'`;
const isIn = (type: string) => !type.startsWith('!');

const ofGroup = (group: Group): string => {
  const types: readonly string[] = group === 'own' ? Object.values(GROUPS).flat() : GROUPS[group];
  const anyOf = `(${types.filter(isIn).map(literally).join(' OR ')})`;
  if (group === 'own') return `NOT ${anyOf}`;
  const out = types.filter((type) => !isIn(type)).map((type) => `NOT ${literally(type.slice(1))}`);
  return `(${[anyOf, ...out].join(' AND ')})`;
};

/** `problemName` in SQL. */
const hasProblem = (columns: Columns, name: string): SQL | undefined => {
  const parsed = parseProblem(name);
  return or(
    eq(columns.problem, name),
    parsed ? and(eq(columns.stream, orderStream(parsed.order_id)), eq(columns.problem, parsed.problem)) : undefined,
  );
};

/**
 * Case ignored, and what is longer in capitals, such as ß, also found in those. `LIKE` takes 50 bytes on D1. Where the text
 * is an external id, `led` has the streams to which it leads.
 */
const says = ({ message, order_id, stream }: Columns, q: string, led: string[] = []): SQL | undefined => {
  const spellings = new Set([q, q.toUpperCase()].map(smallLetters));
  return or(
    led.length > 0 ? inArray(stream, led) : undefined,
    ...[message, order_id].flatMap((column) =>
      Array.from(spellings, (spelling) => sql`instr(${inSmallLetters(sql`${column}`, q)}, ${spelling}) > 0`),
    ),
  );
};

/** The conditions of a row besides its place in time. */
export const matches = (columns: Columns, filters: Search): SQL | undefined =>
  and(
    isNull(columns.hidden),
    filters.level && inArray(columns.level, filters.level),
    filters.type && or(...filters.type.map((type) => ofType(columns, type))),
    filters.group && or(...filters.group.map((group) => sql.raw(ofGroup(group)))),
    filters.source && inArray(columns.source, filters.source),
    filters.actor === undefined ? undefined : eq(columns.actor, filters.actor),
    filters.problem === undefined ? undefined : hasProblem(columns, filters.problem),
    filters.q === undefined ? undefined : says(columns, filters.q, filters.led),
  );

/** A text as long as this that is an external id is meant as one; a shorter one may be any part of a message. */
const ID_LENGTH = 8;

/** The rows that may be looked at: of time, of an order, a problem or an external id; each a range of an index. */
export const range = ({ since, until, order_id, problem, q = '', led = [] }: Search): SQL | undefined =>
  and(
    q.length >= ID_LENGTH && led.length > 0 ? inArray(activityLog.stream, led) : undefined,
    since === undefined ? undefined : gte(activityLog.id, idFloor(since)),
    until === undefined ? undefined : lt(activityLog.id, idFloor(until)),
    within(order_id ?? null),
    storyOf(problem),
  );

/** Where the problem's name says which order it is of, its events stand together. */
const storyOf = (problem: string | undefined): SQL | undefined =>
  problem === undefined ? undefined : within(parseProblem(problem)?.order_id ?? null);

/** True where filters pass rows over on the way to a page: tab, times and order are ranges of an index. */
export const isNarrow = ({ tab, since, until, order_id, ...narrowing }: FeedFilters): boolean =>
  Object.values(narrowing).some((value) => value !== undefined);
