import { sql } from 'drizzle-orm';
import { customType, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { EventAction, Level, Payload } from '../contract/event.ts';
import { bytesOf, uuid } from '../domain/event-id.ts';

/** A UUID to us, 16 bytes to the table. */
const eventIdColumn = customType<{ data: string; driverData: Uint8Array | number[] }>({
  dataType: () => 'blob',
  toDriver: bytesOf,
  fromDriver: (bytes) => uuid(new Uint8Array(bytes)),
});

/** A bit of `SCOPES`, or a name: a column without a type, which changes neither into the other. */
const scopeColumn = customType<{ data: number | string }>({ dataType: () => '' });

/** What the migrations make, typed; `schema.test.ts` holds the two together. Why each column is there, they say. */
export const activityLog = sqliteTable('activity_log', {
  id: eventIdColumn().primaryKey(),
  event_type: text().notNull(),
  level: text().$type<Level>().notNull(),
  order_id: text(),
  about: text(),
  message: text().notNull(),
  payload: text({ mode: 'json' }).$type<Payload>().notNull(),
  source: text().notNull(),
  actor: text(),
  opens: scopeColumn(),
  closes: integer(),
  problem: text(),
  since: eventIdColumn(),
  fact: text(),
  refs: text({ mode: 'json' }).$type<string[]>(),
  actions: text({ mode: 'json' }).$type<EventAction[]>(),
  source_key: text(),
  state: text(),
  occurred_at: integer().notNull(),
  inserted_at: integer().notNull(),
  resolved_at: integer(),
  resolved_by: text(),
  snoozed_until: integer(),
  retold: integer(),
  repeats: integer(),
  came_back: eventIdColumn(),
  subject: text().generatedAlwaysAs(sql`coalesce(order_id, about, fact)`, { mode: 'virtual' }),
});

export const orderRef = sqliteTable('order_ref', {
  ref: text().primaryKey(),
  order_id: text().notNull(),
  contested: integer().notNull().default(0),
});

export const waiting = sqliteTable(
  'waiting',
  { ref: text().notNull(), id: eventIdColumn().notNull(), others: text() },
  (table) => [primaryKey({ columns: [table.ref, table.id] })],
);

export const seen = sqliteTable('seen', {
  source_key: text().primaryKey(),
  state: text().notNull(),
  id: eventIdColumn().notNull(),
});

export const unexamined = sqliteTable('unexamined', { id: eventIdColumn().primaryKey() });

export const actionRun = sqliteTable(
  'action_run',
  { id: eventIdColumn().notNull(), name: text().notNull(), started_at: integer().notNull() },
  (table) => [primaryKey({ columns: [table.id, table.name] })],
);

export const jobRun = sqliteTable('job_run', {
  job: text().primaryKey(),
  ran_at: integer().notNull(),
  touched: integer().notNull(),
  watermark: integer(),
});

export const sourceStat = sqliteTable('source_stat', {
  source: text().primaryKey(),
  last_delivery_at: integer().notNull(),
  accepted: integer().notNull(),
  duplicates: integer().notNull(),
  refused: integer().notNull(),
  ignored: text({ mode: 'json' }).$type<Record<string, number>>().notNull(),
});

export type Row = typeof activityLog.$inferSelect;
