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

/** The stretch of time that a job looks at: the more events, the shorter, so that each size has it look at about as many. */
const stretch = async (DB: D1Database, share: number): Promise<number> =>
  Math.round((share / (await events(DB))) * DAYS * DAY);

/** Orders that become due until the sweep that is measured. */
const DUE = 25;

const sweep: Line = {
  call: 'overdue sweep, an event of a due order',
  measure: async (DB) => {
    const { until } = (await DB.prepare(
      'SELECT due_at AS until FROM stream WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1 OFFSET ?',
    )
      .bind(DUE)
      .first<{ until: number }>())!;
    const due = await count(
      DB,
      'SELECT count(*) AS count FROM stream s JOIN activity_log l ON l.stream = s.key WHERE s.due_at < ?',
      until,
    );
    const { db, meter } = metered(DB);
    const raised = await overdue({ DB: db, ...SHOP }, until);
    return { read: each(meter.read, due), written: each(meter.written, raised), most: { read: 3, written: 8 }, meter };
  },
};

const NIGHTS = 7;
/**
 * An event is read to see where it belongs and once more to remove it. What costs more are hidden repeats: for each order
 * that has some of a week ago, its events are loaded. It is billed as a fiftieth of the row that is removed.
 */
const PRUNE = { read: 20, written: 2 };

/** A week of nights, from the night on which the oldest day goes; each removes a day of the log, and what is empty then. */
const pruning: Line = {
  call: 'prune, an event removed',
  measure: async (DB) => {
    const before = await events(DB);
    let [read, written, removed] = [0, 0, 0];
    let last: Meter | undefined;
    for (let night = 1; night <= NIGHTS; night++) {
      // As if the night before had looked at all repeats up to a week before it.
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

/** A statement looks at 1,000 events and at the one after them. */
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
  measure: async (DB) => {
    const { meta } = await DB.prepare('SELECT 1').run();
    return { read: Math.round(meta.size_after / (await events(DB))), written: 0, most: { read: 600 } };
  },
};

/** The size of the log, and the costs of its crons; pruning comes last, since it deletes rows. */
export const jobs: Line[] = [sweep, pruning, statement];
export const size: Line[] = [storage];
