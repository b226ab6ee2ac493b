import { sql } from 'drizzle-orm';
import { customType, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { ChannelName } from '../contract/alerts.ts';
import type { EventAction, Level, Payload } from '../contract/event.ts';
import type { OrderStatus } from '../contract/steps.ts';
import { bytesOf, uuid } from '../domain/event-id.ts';
import type { Week } from '../domain/silence.ts';
import type { Click, Effects, Hidden } from '../domain/story/event.ts';
import type { Standing } from '../domain/story/standing.ts';

/** A UUID to us, 16 bytes to the table. */
const eventIdColumn = customType<{ data: string; driverData: Uint8Array | number[] }>({
  dataType: () => 'blob',
  toDriver: bytesOf,
  fromDriver: (bytes) => uuid(new Uint8Array(bytes)),
});

/** The tables of the migrations, typed; `schema.test.ts` holds the two together. The migrations explain each column. */
export const activityLog = sqliteTable('activity_log', {
  id: eventIdColumn().primaryKey(),
  event_type: text().notNull(),
  level: text().$type<Level>().notNull(),
  stream: text(),
  message: text().notNull(),
  payload: text({ mode: 'json' }).$type<Payload>().notNull(),
  source: text().notNull(),
  actor: text(),
  problem: text(),
  effects: text({ mode: 'json' }).$type<Effects>().notNull(),
  actions: text({ mode: 'json' }).$type<EventAction[]>(),
  occurred_at: integer().notNull(),
  inserted_at: integer().notNull(),
  hidden: text().$type<Hidden>(),
  is_whole: integer({ mode: 'boolean' }).notNull().default(false),
  retracted: integer({ mode: 'boolean' }).notNull().default(false),
  is_part: integer({ mode: 'boolean' }).notNull().default(false),
  items_of: integer(),
  resolved_at: integer(),
  resolved_by: text(),
  repeats: integer(),
  came_back: text({ mode: 'json' }).$type<Click>(),
  snoozed_until: integer(),
  ring_at: integer(),
  order_id: text().generatedAlwaysAs(sql`iif(stream >= 'order:' AND stream < 'order;', substr(stream, 7), NULL)`, {
    mode: 'virtual',
  }),
});

export const stream = sqliteTable('stream', {
  key: text().primaryKey(),
  version: integer().notNull(),
  due_at: integer(),
  window_from: eventIdColumn(),
  is_cut: integer().notNull().default(0),
  status: text().$type<OrderStatus>(),
  standing: text({ mode: 'json' }).$type<Omit<Standing, 'status'>>(),
});

export const ref = sqliteTable(
  'ref',
  {
    ref: text().notNull(),
    stream: text().notNull(),
    since: eventIdColumn(),
    depth: integer().notNull().default(0),
    contested: integer(),
  },
  (table) => [primaryKey({ columns: [table.ref, table.stream] })],
);

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
  notes: text({ mode: 'json' }).$type<object>(),
});

export const alert = sqliteTable(
  'alert',
  {
    id: eventIdColumn().notNull(),
    channel: text().$type<ChannelName>().notNull(),
    since: integer().notNull(),
    rung_at: integer(),
    is_sending: integer().notNull().default(0),
    over_since: integer(),
    thread: text(),
  },
  (table) => [primaryKey({ columns: [table.id, table.channel] })],
);

export const alertChannel = sqliteTable('alert_channel', {
  channel: text().$type<ChannelName>().primaryKey(),
  ok_at: integer(),
  since: integer(),
  tries: integer().notNull().default(0),
  next_try: integer(),
  reason: text(),
  is_reported: integer({ mode: 'boolean' }).notNull().default(false),
  digest_on: text(),
});

export const sourceStat = sqliteTable('source_stat', {
  source: text().primaryKey(),
  last_delivery_at: integer().notNull(),
  accepted: integer().notNull(),
  duplicates: integer().notNull(),
  refused: integer().notNull(),
  ignored: text({ mode: 'json' }).$type<Record<string, number>>().notNull(),
  first_delivery_at: integer().notNull(),
  deliveries: integer().notNull(),
  weeks: text({ mode: 'json' }).$type<Week[]>().notNull(),
  quiet_at: integer(),
});

export type JobRun = typeof jobRun.$inferSelect;
export type Row = typeof activityLog.$inferSelect;
export type ChannelState = typeof alertChannel.$inferSelect;
/** That a problem rang in a channel, or is to. */
export type Rung = typeof alert.$inferSelect;
