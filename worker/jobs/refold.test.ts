import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Env, foldSettings } from '../env.ts';
import { append } from '../store/append.ts';
import { database } from '../store/database.ts';
import { entry } from '../testing/entries.ts';
import { useWorker } from '../testing/harness.ts';
import { metered } from '../testing/metered.ts';
import { overdue } from './overdue.ts';
import { refold } from './refold.ts';

const worker = useWorker();

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const T = Date.UTC(2026, 1, 16);

const env = (settings: Partial<Env> = {}): Env => ({ DB: worker.db, ...settings });
const tell = (settings: Partial<Env>, ...told: [type: string, order: string][]) =>
  append(
    database(worker.db),
    told.map(([type, order_id]) => entry(`order.${type}`, { order_id, occurred_at: T })),
    foldSettings(env(settings)),
    T,
  );
const due = async (order: string): Promise<number | null> =>
  (await worker.db
    .prepare('SELECT due_at FROM stream WHERE key = ?')
    .bind(`order:${order}`)
    .first<number | null>('due_at')) ?? null;

describe('a setting that is changed', () => {
  test('counts for the orders that are on their way, and for no others', async () => {
    const slow = { OVERDUE_SHIPPED: '10d' };
    await tell(slow, ['created', 'SS-1'], ['created', 'SS-2'], ['delivered', 'SS-2']);
    await refold(env(slow), T);
    assert.equal(await due('SS-1'), T + 10 * DAY);
    assert.equal(await overdue(env(slow), T + 2 * DAY), 0);
    assert.equal(await refold(env({ OVERDUE_SHIPPED: '1d' }), T + 2 * DAY), 1);
    assert.equal(await due('SS-1'), T + DAY);
    assert.equal(await overdue(env({ OVERDUE_SHIPPED: '1d' }), T + 2 * DAY), 1);
  });

  test('is noticed where nothing was awaited before', async () => {
    await tell({ OVERDUE_SHIPPED: 'off' }, ['created', 'SS-1']);
    await refold(env({ OVERDUE_SHIPPED: 'off' }), T);
    assert.equal(await due('SS-1'), null);
    await refold(env(), T);
    assert.notEqual(await due('SS-1'), null);
  });

  test('may be a source that is opened: its shop has more steps', async () => {
    await tell({}, ['created', 'SS-1']);
    await refold(env(), T);
    await refold(env({ PRINTIFY_WEBHOOK_SECRET: 'secret' }), T);
    assert.equal(await due('SS-1'), T + 2 * HOUR);
  });

  test('may be a day on which the shop is closed', async () => {
    await tell({}, ['created', 'SS-1']);
    await refold(env(), T);
    const before = (await due('SS-1'))!;
    await refold(env({ CLOSED: '2026-02-17' }), T);
    assert.equal(await due('SS-1'), before + DAY);
  });
});

describe('what rings', () => {
  const rings: Partial<Env> = { ALERT_URL: 'https://hook.example', OVERDUE_SHIPPED: '1d' };
  const looks = async () =>
    (
      await worker.db
        .prepare("SELECT event_type, ring_at FROM activity_log WHERE level <> 'info' ORDER BY ring_at")
        .all<{ event_type: string; ring_at: number | null }>()
    ).results.map(({ event_type, ring_at }) => [event_type, ring_at]);
  const after = T + 2 * DAY + 5 * 60_000;

  test('is not what was open before alerts were switched on, or before a setting changed', async () => {
    const silent = { OVERDUE_SHIPPED: '1d' };
    await tell(silent, ['created', 'SS-1']);
    await refold(env(silent), T);
    assert.equal(await overdue(env(silent), T + 2 * DAY), 1);
    assert.equal(await refold(env(rings), T + 3 * DAY), 0);
    assert.equal(await refold(env({ ...rings, OVERDUE_DELIVERED: '1d' }), T + 3 * DAY), 1);
    assert.deepEqual(await looks(), [['order.overdue', null]]);
  });

  test('is what is late by the new setting, and still what is due by then', async () => {
    await tell(rings, ['created', 'SS-1'], ['created', 'SS-2'], ['submission_failed', 'SS-2']);
    await refold(env(rings), T);
    await overdue(env(rings), T + 2 * DAY);
    const due = [
      ['order.submission_failed', T + 5 * 60_000],
      ['order.overdue', after],
      ['order.overdue', after],
    ];
    assert.deepEqual(await looks(), due);
    assert.equal(await refold(env({ ...rings, OVERDUE_SHIPPED: '30d', OVERDUE_DELIVERED: '1d' }), T + 3 * DAY), 2);
    assert.deepEqual(await looks(), due);
  });

  test('is another matter than what is late: a change of it folds nothing', async () => {
    await tell(rings, ['created', 'SS-1']);
    await refold(env(rings), T);
    assert.equal(await refold(env({ ...rings, ALERT_AFTER: '1h' }), T), 0);
    assert.equal(await refold(env({ OVERDUE_SHIPPED: '1d' }), T), 0);
  });
});

test('it folds some hundreds a run, goes on where it was, and then reads one row', async () => {
  const orders = Array.from({ length: 430 }, (_, i): [string, string] => ['created', `SS-${1000 + i}`]);
  for (let i = 0; i < orders.length; i += 100) await tell({}, ...orders.slice(i, i + 100));
  await refold(env(), T);
  while ((await refold(env(), T)) > 0);
  const changed = env({ OVERDUE_SHIPPED: '1d' });
  const { db, meter } = metered(worker.db);
  const folded: number[] = [];
  for (let run = 0; run < 4; run++) {
    meter.queries = 0;
    folded.push(await refold({ ...changed, DB: db }, T + run));
    assert.ok(meter.queries <= 15, `${meter.queries} queries`);
  }
  assert.deepEqual(folded, [200, 200, 30, 0]);
  assert.equal(meter.queries, 1);
  const left = await worker.db
    .prepare('SELECT count(*) AS n FROM stream WHERE due_at <> ?')
    .bind(T + DAY)
    .first('n');
  assert.equal(left, 0);
});

test('a setting that changes meanwhile begins anew', async () => {
  const orders = Array.from({ length: 230 }, (_, i): [string, string] => ['created', `SS-${1000 + i}`]);
  for (let i = 0; i < orders.length; i += 100) await tell({}, ...orders.slice(i, i + 100));
  assert.equal(await refold(env({ OVERDUE_SHIPPED: '1d' }), T), 200);
  assert.equal(await refold(env({ OVERDUE_SHIPPED: '2d' }), T), 200);
  assert.equal(await refold(env({ OVERDUE_SHIPPED: '2d' }), T), 30);
  assert.equal(await due('SS-1000'), T + 2 * DAY);
});

test('the cron does it', async () => {
  await tell({ OVERDUE_SHIPPED: '10d' }, ['created', 'SS-1']);
  await worker.cron('*/15 * * * *');
  // The Worker of the tests has Printify's secret: it awaits the submission, and has long awaited it.
  const { results } = await worker.db
    .prepare("SELECT message FROM activity_log WHERE event_type = 'order.overdue'")
    .all();
  assert.deepEqual(results, [{ message: 'Not sent to the printer 2 hours after payment' }]);
});
