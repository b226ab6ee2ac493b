import type { D1Database } from '@cloudflare/workers-types';
import { deadlines } from '../../worker/domain/deadlines.ts';
import { idFloor } from '../../worker/domain/event-id.ts';
import { overdue } from '../../worker/jobs/overdue.ts';
import { prune } from '../../worker/jobs/prune.ts';
import { type Meter, metered } from '../../worker/testing/metered.ts';
import { each, type Line } from './line.ts';
import { DAY } from './order.ts';
import { DAYS, NOW } from './shop.ts';

const count = async (DB: D1Database, query: string, ...values: unknown[]): Promise<number> =>
  (await DB.prepare(query)
    .bind(...values)
    .first<{ count: number }>())!.count;

const events = (DB: D1Database) => count(DB, 'SELECT count(*) AS count FROM activity_log');
const bytes = (id: string) => id.replaceAll('-', '');

/** The stretch of time that a job looks at: the more events, the shorter, so that each size has it look at about as many. */
const stretch = async (DB: D1Database, share: number): Promise<number> =>
  Math.round((share / (await events(DB))) * DAYS * DAY);

/** What stands in the slices of a sweep, and in the orders of what is awaited there. */
const swept = async (DB: D1Database, from: number, to: number) => {
  let [slice, orders] = [0, 0];
  for (const { after, within } of deadlines({ DB })) {
    const range = [bytes(idFloor(from - within)), bytes(idFloor(to - within))];
    slice += await count(
      DB,
      'SELECT count(*) AS count FROM activity_log WHERE id >= unhex(?) AND id < unhex(?)',
      ...range,
    );
    orders += await count(
      DB,
      `SELECT count(*) AS count FROM activity_log a JOIN activity_log e ON e.subject = a.order_id
        WHERE a.id >= unhex(?) AND a.id < unhex(?) AND a.event_type = ?`,
      ...[...range, after],
    );
  }
  return { slice, orders };
};

const sweep: Line = {
  call: 'overdue sweep, an event of its slice or their orders',
  measure: async (DB) => {
    const from = NOW - (DAYS / 2) * DAY;
    const to = from + (await stretch(DB, 1000));
    const { slice, orders } = await swept(DB, from, to);
    await DB.prepare("UPDATE job_run SET watermark = ? WHERE job = 'overdue'").bind(from).run();
    const joined = await count(DB, 'SELECT count(*) AS count FROM unexamined');
    const { db, meter } = metered(DB);
    const raised = await overdue({ DB: db }, to);
    return {
      read: each(meter.read, slice + orders),
      written: meter.written,
      most: { read: 1, written: 1 + joined + 3 * raised },
      meter,
    };
  },
};

const NIGHTS = 7;

/** The nightly prune of a week, from the night on which the oldest day goes; what an event brought goes with it. */
const pruning: Line = {
  call: 'prune, an event removed (and 1 for each ref it brought)',
  measure: async (DB) => {
    const refs = () => count(DB, 'SELECT count(*) AS count FROM order_ref');
    const [before, known] = [await events(DB), await refs()];
    let [read, written, removed] = [0, 0, 0];
    let last: Meter | undefined;
    for (let night = 1; night <= NIGHTS; night++) {
      const { db, meter } = metered(DB);
      removed += await prune({ DB: db }, NOW + night * DAY);
      [read, written, last] = [read + meter.read, written + meter.written, meter];
    }
    if (before - removed !== (await events(DB))) throw new Error('prune miscounts');
    const gone = known - (await refs());
    return {
      read: each(read - gone, removed),
      written: each(written - gone - NIGHTS, removed),
      // Besides: what came late, and what occurred within five minutes of the end, is looked at and stays.
      most: { read: 2.05, written: 1 },
      meter: last!,
    };
  },
};

/** A statement looks at 1,000 events and at the one after them, or removes 1,000 refs. */
const statement: Line = {
  call: 'prune, the most rows of one statement',
  measure: async (DB) => {
    const { db, meter } = metered(DB);
    await prune({ DB: db }, NOW + NIGHTS * DAY + (await stretch(DB, 2000)));
    return { read: meter.widest, written: 0, most: { read: 1001 }, meter };
  },
};

const storage: Line = {
  call: 'storage, bytes an event',
  measure: async (DB) => {
    const { meta } = await DB.prepare('SELECT 1').run();
    return { read: Math.round(meta.size_after / (await events(DB))), written: 0, most: { read: 450 } };
  },
};

/** What the log takes up, and what its crons do; pruning comes last, since it takes away. */
export const jobs: Line[] = [sweep, pruning, statement];
export const size: Line[] = [storage];
