import { and, type Column, eq, gt, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { hexOf } from '../domain/event-id.ts';
import { orderStream } from '../domain/story/assign.ts';
import { activityLog, type Row } from './schema.ts';

const { snoozed_until } = activityLog;

/** Is a problem still, snoozed or not. Literals, not parameters: only so does SQLite see that the partial index serves. */
export const isOpen = sql`level <> 'info' AND resolved_at IS NULL AND hidden IS NULL`;

/** Open, and nobody snoozed it. */
export const isAwake = and(isOpen, isNull(snoozed_until));
/** Open, and its snooze is over. Times in ms. */
export const isDue = (now: number): SQL | undefined => and(isOpen, lte(snoozed_until, now));
/** Open, and not to be heard of yet. */
export const isSnoozed = (now: number): SQL | undefined => and(isOpen, gt(snoozed_until, now));
/** The same of a row: until when, in ms; null where it is not snoozed, or not any more. */
export const snoozedUntil = ({ resolved_at, snoozed_until: until }: Row, now: number): number | null =>
  resolved_at === null && until !== null && until > now ? until : null;
/** Matches the problems that a person is asked to look at: awake or due. */
export const needsAttention = (now: number): SQL | undefined =>
  and(isOpen, or(isNull(snoozed_until), lte(snoozed_until, now)));

/**
 * By the index first, whatever else narrows: beside a range of ids SQLite would walk the log instead. `INDEXED BY` fails
 * where the index does not serve.
 */
export const among = (open: SQL | undefined): SQL =>
  sql`id IN (SELECT id FROM activity_log INDEXED BY by_attention WHERE ${open})`;

/** Of one order, where the reader may see no other. */
export const within = (order_id: string | null): SQL | undefined =>
  order_id === null ? undefined : eq(activityLog.stream, orderStream(order_id));

/** One of these ids, however many: D1 takes 100 parameters a statement. */
export const anyOf = (column: Column, ids: string[]): SQL =>
  sql`${column} IN (SELECT unhex(value) FROM json_each(${JSON.stringify(ids.map(hexOf))}))`;
