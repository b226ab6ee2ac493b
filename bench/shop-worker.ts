// Plays a shop inside workerd, for `costs.test.ts`: from Node each statement would be a request.
import { database } from '../worker/store/database.ts';
import { append } from '../worker/testing/entries.ts';
import { metered } from '../worker/testing/metered.ts';
import { withRoutes } from '../worker/testing/with-routes.ts';
import { DAYS, days } from './shop.ts';

/** Rounds up to a tenth, so that a count is never lower than the measured one. */
const up = (value: number): number => Math.ceil(value * 10) / 10;

/** Sends about `events` events, each alone. Returns the counts of an order and of a day's syncs, as in `COUNTS`. */
const count = async ({ DB }: { DB: D1Database }, events: number) => {
  const sum = { order: { events: 0, read: 0, written: 0 }, syncs: { events: 0, read: 0, written: 0 } };
  let orders = 0;
  const { db, meter } = metered(DB);
  for (const { arrivals } of days(events)) {
    for (const { at, entry } of arrivals) {
      const before = { ...meter };
      await append(database(db), [entry], at);
      const of = sum[entry.event_type.startsWith('sync.') ? 'syncs' : 'order'];
      of.events++;
      of.read += meter.read - before.read;
      of.written += meter.written - before.written;
      if (entry.event_type === 'order.created') orders++;
    }
  }
  const refs = (await DB.prepare('SELECT count(*) AS count FROM ref').first<number>('count'))!;
  const each = (of: typeof sum.order, count: number) => ({
    events: up(of.events / count),
    read: up(of.read / count),
    written: up(of.written / count),
  });
  return { order: { ...each(sum.order, orders), refs: up(refs / orders) }, syncs: each(sum.syncs, DAYS) };
};

export default withRoutes({ '/count': count });
