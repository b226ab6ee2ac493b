import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Health } from '../contract/api.ts';
import { resolveEvent } from '../store/clicks.ts';
import { database } from '../store/database.ts';
import { append, entry, SETTINGS } from '../testing/entries.ts';
import { useWorker } from '../testing/harness.ts';
import { metered } from '../testing/metered.ts';
import { prune } from './prune.ts';

const worker = useWorker();

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 5, 1);
const ago = (days: number) => NOW - days * DAY;

const messages = async () =>
  (await worker.db.prepare('SELECT message FROM activity_log ORDER BY message').all<{ message: string }>()).results.map(
    ({ message }) => message,
  );

/** Recorded that many days ago, having occurred then or at another time. */
const recorded = (message: string, days: number, told: Parameters<typeof entry>[1] = {}, type = 'order.note') =>
  append(database(worker.db), [entry(type, { message, occurred_at: ago(days), ...told })], ago(days));

test('removes what was recorded more than 90 days ago, and only that', async () => {
  await recorded('old', 91);
  await recorded('recent', 89);
  await recorded('came late', 1, { occurred_at: ago(200) });
  await recorded('from a fast clock', 91, { occurred_at: ago(91) + 4 * 60 * 1000 });
  assert.equal(await prune({ DB: worker.db }, NOW), 2);
  assert.deepEqual(await messages(), ['came late', 'recent']);
});

test('keeps what still needs attention, however old', async () => {
  await recorded('open', 300, {}, 'order.submission_failed');
  const { ids } = await recorded('resolved', 300, {}, 'order.cancelled');
  await resolveEvent(database(worker.db), ids[0]!, { by: 'Ana', order_id: null }, SETTINGS, ago(299));
  await prune({ DB: worker.db }, NOW);
  assert.deepEqual(await messages(), ['open']);
});

test('forgets what was told of events that are gone', async () => {
  const { ids: old } = await recorded('gone', 100);
  const { ids: open } = await recorded('open', 100, {}, 'order.submission_failed');
  const told = worker.db.prepare("INSERT INTO alert (id, channel, since) VALUES (unhex(?1), 'slack', 0)");
  await worker.db.batch([...old, ...open].map((id) => told.bind(id.replaceAll('-', ''))));
  await prune({ DB: worker.db }, NOW);
  const { results } = await worker.db.prepare('SELECT lower(hex(id)) AS id FROM alert').all();
  assert.deepEqual(results, [{ id: open[0]!.replaceAll('-', '') }]);
});

test('keeps the whole run of a problem that is open, and nothing of what recovered before', async () => {
  const failed = (message: string, days: number) =>
    recorded(message, days, { order_id: 'SS-1' }, 'order.submission_failed');
  await failed('recovered', 305);
  await recorded('submitted', 304, { order_id: 'SS-1' }, 'order.submitted');
  await failed('first', 303);
  await failed('second', 302);
  await failed('open', 301);
  await prune({ DB: worker.db }, NOW);
  assert.deepEqual(await messages(), ['first', 'open', 'second']);
});

test('takes the retention from the settings, and the default where they hold nonsense', async () => {
  await recorded('old', 10);
  for (const RETENTION_DAYS of ['0', '-3', 'ten', ''])
    assert.equal(await prune({ DB: worker.db, RETENTION_DAYS }, NOW), 0);
  assert.equal(await prune({ DB: worker.db, RETENTION_DAYS: '7' }, NOW), 1);
});

test('takes what an event brought with it', async () => {
  await recorded('knows', 91, { order_id: 'SS-1', refs: ['stripe:pi_1'] });
  await recorded('waits', 91, { refs: ['stripe:pi_2'], status: { of: 'gelato:1', is: 'told' } });
  await prune({ DB: worker.db }, NOW);
  for (const table of ['activity_log', 'stream', 'ref']) {
    assert.deepEqual((await worker.db.prepare(`SELECT * FROM ${table}`).all()).results, [], table);
  }
});

test('works in pieces, at five rows read an event', async () => {
  const db = database(worker.db);
  for (let i = 0; i < 3; i++) {
    await append(
      db,
      Array.from({ length: 1000 }, (_, j) =>
        entry('order.note', {
          order_id: `SS-${i}-${j % 100}`,
          refs: [`stripe:pi_${i}_${j % 100}`],
          occurred_at: ago(100),
        }),
      ),
      ago(100),
    );
  }
  await recorded('recent', 1);
  const { db: counting, meter } = metered(worker.db);
  assert.equal(await prune({ DB: counting }, NOW), 3000);
  assert.ok(meter.read <= 5 * 3000, `${meter.read} rows read`);
  assert.ok(meter.widest <= 2 * 5000, `${meter.widest} rows read by one statement`);
  assert.deepEqual(await messages(), ['recent']);
});

test('looks for the end of a long run once a piece, not once for each of its failures', async () => {
  const failed = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      entry('order.submission_failed', { order_id: 'SS-1', occurred_at: ago(100) + i }),
    );
  await append(database(worker.db), failed(1500), ago(100));
  await recorded('open', 1, { order_id: 'SS-1' }, 'order.submission_failed');
  const { db: counting, meter } = metered(worker.db);
  // A run is counted to a thousand; what is older is settled.
  assert.equal(await prune({ DB: counting }, NOW), 500);
  assert.ok(meter.read <= 4 * 1500, `${meter.read} rows read`);
});

test('runs by cron, and healthz says when and what it removed', async () => {
  const health = async () => (await (await worker.fetch('/healthz')).json()) as Health;
  assert.deepEqual((await health()).jobs.prune, { ran_at: null, removed: 0 });
  await append(database(worker.db), [entry('order.note')], Date.now() - 91 * DAY);
  await append(
    database(worker.db),
    [entry('order.note', { occurred_at: Date.now() - 100 * DAY })],
    Date.now() - 91 * DAY,
  );
  await worker.cron('17 3 * * *');
  const { ok, jobs } = await health();
  assert.equal(ok, true);
  assert.equal(jobs.prune.removed, 1);
  assert.ok(Date.now() - Date.parse(jobs.prune.ran_at!) < 60_000);
});
