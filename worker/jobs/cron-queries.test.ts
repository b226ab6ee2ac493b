import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { type Env, foldSettings } from '../env.ts';
import handler from '../index.ts';
import { append } from '../store/append.ts';
import { database } from '../store/database.ts';
import { countDelivery } from '../store/source-stat.ts';
import { STRIPE_KEY, useStripeApi } from '../testing/apis/stripe.ts';
import { stripeMonth } from '../testing/apis/stripe-month.ts';
import { entry } from '../testing/entries.ts';
import { faulty } from '../testing/faulty.ts';
import { useWorker } from '../testing/harness.ts';
import { metered } from '../testing/metered.ts';

/** @see https://developers.cloudflare.com/d1/platform/limits/ */
const FREE = 50;

const DAY = 86_400_000;
const NOW = Date.now();

/** Sources that have gone quiet. */
const SILENT = ['STRIPE', 'SHOPIFY', 'RESEND', 'PRINTFUL', 'EASYPOST'];

const api = await useStripeApi();
const worker = useWorker();
beforeEach(() => api.reset());

const env = (): Env => ({
  DB: worker.db,
  CATCH_UP: 'stripe',
  ...{ STRIPE_API_KEY: STRIPE_KEY, STRIPE_API_URL: api.url },
  ...Object.fromEntries(
    SILENT.flatMap((name) => [
      [`${name}_WEBHOOK_SECRET`, 'secret'],
      [`QUIET_${name}`, '1h'],
    ]),
  ),
});

/** So many orders that were placed, and went on no further. */
const place = async (count: number, at: number): Promise<void> => {
  const placed = (i: number) =>
    entry('order.created', { order_id: `${at}-${i}`, refs: [`shop:${at}-${i}`], occurred_at: at + i });
  for (let from = 0; from < count; from += 100) {
    const batch = Array.from({ length: Math.min(100, count - from) }, (_, i) => placed(from + i));
    await append(database(worker.db), batch, foldSettings(env()), at);
  }
};

/** Runs a cron on the whole, and returns how many queries it took. */
const run = async (cron: string, changed: Partial<Env> = {}): Promise<number> => {
  const { db, meter } = metered(worker.db);
  await handler.scheduled({ cron } as ScheduledController, { ...env(), ...changed, DB: db as Env['DB'] });
  return meter.queries;
};

const QUARTER = '*/15 * * * *';
const NIGHT = '17 3 * * *';

describe("the queries of a cron's run fit into the free plan", () => {
  test('where all that it may have to do comes together', async (t) => {
    await place(400, NOW - 20 * DAY);
    await place(300, NOW - 2 * DAY);
    api.shop.events = stripeMonth(100, NOW - 20 * DAY, 4);
    const delivered = { accepted: 1, duplicates: 0, ignored: [] };
    for (const name of SILENT) await countDelivery(database(worker.db), name.toLowerCase(), delivered, NOW - DAY);
    const counts: number[] = [await run(NIGHT)];
    // Settings change, so that each order is folded again; many are late; and there is something to fetch.
    for (let i = 0; i < 16; i++) counts.push(await run(QUARTER, { OVERDUE_SHIPPED: '1d' }));
    t.diagnostic(`queries of a night and of the quarters of an hour after it: ${counts.join(', ')}`);
    assert.ok(Math.max(...counts) <= FREE, `${Math.max(...counts)} queries in a run`);
    const late = await worker.db
      .prepare("SELECT count(*) AS n FROM activity_log WHERE event_type = 'order.overdue'")
      .first('n');
    assert.ok(Number(late) >= 700, `${late} orders are late`);
    const quiet = await worker.db
      .prepare('SELECT count(*) AS n FROM source_stat WHERE quiet_at IS NOT NULL')
      .first('n');
    assert.equal(quiet, SILENT.length);
    const { results } = await worker.db.prepare("SELECT notes FROM job_run WHERE job = 'catch_up:stripe'").all();
    assert.equal(results[0]!.notes, null, 'it is caught up with');
  });
});

describe('a job that fails', () => {
  const runFaulty = (cron: string, nth: number) => {
    const { db } = faulty(worker.db, nth, 'fails');
    return handler.scheduled({ cron } as ScheduledController, { ...env(), DB: db });
  };
  const types = async () =>
    (
      await worker.db.prepare('SELECT DISTINCT event_type AS type FROM activity_log').all<{ type: string }>()
    ).results.map(({ type }) => type);

  test('of every quarter of an hour does not keep the next ones from their work, and the run fails', async () => {
    await place(1, NOW - 40 * DAY);
    await assert.rejects(runFaulty(QUARTER, 0), /Failed query/);
    assert.ok((await types()).includes('order.overdue'));
  });

  test('of the night does not keep the catch-up from its work', async () => {
    await assert.rejects(runFaulty(NIGHT, 0), /Failed query/);
    assert.ok(api.requests.length > 0);
  });
});
