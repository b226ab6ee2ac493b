// Part of `npm run bench`: the lines of the crons.
import type { D1Database } from '@cloudflare/workers-types';
import { overdue } from '../worker/jobs/overdue.ts';
import { prune } from '../worker/jobs/prune.ts';
import { SHOP } from '../worker/testing/entries.ts';
import { type Meter, metered } from '../worker/testing/metered.ts';
import { each, type Line } from './line.ts';
import { DAY } from './order.ts';
import { DAYS, NOW } from './shop.ts';

const count = async (DB: D1Database, query: string, ...values: unknown[]): Promise<number> =>
  (await DB.prepare(query)
    .bind(...values)
    .first<{ count: number }>())!.count;

const events = (DB: D1Database) => count(DB, 'SELECT count(*) AS count FROM activity_log');

/** A time span with about `share` events, so that a job has the same work at each size of the log. */
const stretch = async (DB: D1Database, share: number): Promise<number> =>
  Math.round((share / (await events(DB))) * DAYS * DAY);

/** Orders that become due before the measured sweep. */
const DUE = 25;

const sweep: Line = {
  call: 'overdue sweep, a due order',
  mayGrow: true,
  measure: async (DB) => {
    const { until } = (await DB.prepare(
      'SELECT due_at AS until FROM stream WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1 OFFSET ?',
    )
      .bind(DUE)
      .first<{ until: number }>())!;
    const due = (await DB.prepare(
      'SELECT count(DISTINCT s.key) AS orders, count(*) AS events FROM stream s JOIN activity_log l ON l.stream = s.key WHERE s.due_at < ?',
    )
      .bind(until)
      .first<{ orders: number; events: number }>())!;
    const { db, meter } = metered(DB);
    const raised = await overdue({ DB: db, ...SHOP }, until);
    // As much as an append to each of these orders may read.
    const most = { read: each(3 * due.events + 40 * due.orders, due.orders), written: 8 };
    return { read: each(meter.read, due.orders), written: each(meter.written, raised), most, meter };
  },
};

const NIGHTS = 7;
/**
 * The bound for each removed event, which is read once to find its stream and once to remove it. Hidden repeats cost more: for
 * each order that has some of a week ago, its events are loaded, once for each piece of the night in which they lie. Thirty-five
 * rows read cost a thirtieth of one row written.
 */
const PRUNE = { read: 35, written: 2 };

/** Seven nights, from the night that removes the oldest day. Each removes a day of the log, and the streams that are then empty. */
const pruning: Line = {
  call: 'prune, an event removed',
  mayGrow: true,
  measure: async (DB) => {
    const before = await events(DB);
    let [read, written, removed] = [0, 0, 0];
    let last: Meter | undefined;
    for (let night = 1; night <= NIGHTS; night++) {
      // The state after a night that has removed all repeats up to a week before it.
      await DB.prepare("INSERT OR REPLACE INTO job_run (job, ran_at, touched, watermark) VALUES ('prune', ?1, 0, ?1)")
        .bind(NOW + (night - 1 - NIGHTS) * DAY)
        .run();
      const { db, meter } = metered(DB);
      removed += await prune({ DB: db }, NOW + night * DAY);
      [read, written, last] = [read + meter.read, written + meter.written, meter];
    }
    if (before - removed !== (await events(DB))) throw new Error('prune miscounts');
    return { read: each(read, removed), written: each(written, removed), most: PRUNE, meter: last! };
  },
};

/** The statement of prune that reads most rows. A statement looks at 1,000 events and at the next one. */
const statement: Line = {
  call: 'prune, the most rows of one statement',
  measure: async (DB) => {
    const { db, meter } = metered(DB);
    await prune({ DB: db }, NOW + NIGHTS * DAY + (await stretch(DB, 2000)));
    return { read: meter.widest, written: 0, most: { read: 15_000 }, meter };
  },
};

const storage: Line = {
  call: 'storage, bytes an event',
  mayGrow: true,
  measure: async (DB) => {
    const { meta } = await DB.prepare('SELECT 1').run();
    return { read: Math.round(meta.size_after / (await events(DB))), written: 0, most: { read: 600 } };
  },
};

/** The lines of the crons. Pruning comes last, since it deletes rows. */
export const jobs: Line[] = [sweep, pruning, statement];
export const size: Line[] = [storage];
