import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Health } from '../contract/api.ts';
import type { Entry } from '../domain/entry.ts';
import { type Env, foldSettings } from '../env.ts';
import { append as appendTo } from '../store/append.ts';
import { database } from '../store/database.ts';
import { readTimeline } from '../store/read.ts';
import { asViewer, record } from '../testing/callers.ts';
import { entry, SHOP } from '../testing/entries.ts';
import { faulty } from '../testing/faulty.ts';
import { TABLES, useWorker } from '../testing/harness.ts';
import { metered } from '../testing/metered.ts';
import { overdue } from './overdue.ts';

const worker = useWorker();

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const T = Date.UTC(2026, 1, 16);

/** A shop in which others print. */
const env = (settings: Partial<Env> = {}): Env => ({ DB: worker.db, ...SHOP, ...settings });
const append = (entries: Entry[], now: number) => appendTo(database(worker.db), entries, foldSettings(env()), now);
const log = (...entries: Entry[]) => append(entries, T);
const paid = (order_id: string, at = T, told: Partial<Entry> = {}) =>
  entry('order.created', { order_id, occurred_at: at, ...told });
const of = (type: string, order_id: string, occurred_at: number, told: Partial<Entry> = {}) =>
  entry(type, { order_id, occurred_at, ...told });

/** The warnings of an order: what they say, and how they ended. */
const warnings = async (order: string) =>
  (await readTimeline(database(worker.db), order)).rows
    .filter(({ event_type }) => event_type === 'order.overdue')
    .map(({ message, resolved_by }) => [message, resolved_by]);

describe('what is overdue', () => {
  test('is raised once, when its time is up', async () => {
    await log(paid('SS-1'));
    assert.equal(await overdue(env(), T + 2 * HOUR), 0);
    assert.equal(await overdue(env(), T + 2 * HOUR + 1), 1);
    assert.equal(await overdue(env(), T + 2 * HOUR + 2), 0);
    assert.deepEqual(await warnings('SS-1'), [['Not sent to the printer 2 hours after payment', null]]);
  });

  test('is each step that did not come', async () => {
    await log(of('order.submitted', 'SS-1', T), of('order.production', 'SS-2', T), of('order.shipped', 'SS-3', T));
    assert.equal(await overdue(env(), T + 22 * DAY), 3);
    assert.deepEqual(await warnings('SS-1'), [['Not in production 3 days after it was sent to the printer', null]]);
    assert.deepEqual(await warnings('SS-2'), [['Not shipped 7 days after production began', null]]);
    assert.deepEqual(await warnings('SS-3'), [['Not delivered 21 days after shipping', null]]);
  });

  test('is nothing that came in time, or that a later step says has come', async () => {
    await log(paid('SS-1'), of('order.submitted', 'SS-1', T + HOUR));
    await log(paid('SS-2'), of('order.shipped', 'SS-2', T + HOUR));
    assert.equal(await overdue(env(), T + 3 * HOUR), 0);
  });

  test('is nothing of an order that was cancelled or refunded in full, but of one refunded in part', async () => {
    const price = { payload: { amount: 4300, currency: 'GBP' } };
    const refund = (order: string, amount: number) =>
      of('order.refunded', order, T + HOUR, { payload: { amount, currency: 'GBP' } });
    await log(paid('SS-1'), of('order.cancelled', 'SS-1', T + HOUR));
    await log(paid('SS-2', T, price), refund('SS-2', 4300));
    await log(paid('SS-3', T, price), refund('SS-3', 500));
    await log(paid('SS-4', T, price), refund('SS-4', 4000));
    await log(refund('SS-4', 300));
    assert.equal(await overdue(env(), T + 3 * HOUR), 1);
    assert.equal((await warnings('SS-3')).length, 1);
  });

  test('is nothing on top of a submission that failed and is open', async () => {
    await log(paid('SS-1'), of('order.submission_failed', 'SS-1', T + HOUR));
    assert.equal(await overdue(env(), T + 3 * HOUR), 0);
  });

  test('is closed by the step that it awaited', async () => {
    await log(paid('SS-1'), paid('SS-2'));
    await overdue(env(), T + 3 * HOUR);
    const [late] = (await asViewer(worker).feed({ type: 'order.overdue', order_id: 'SS-2' })).events;
    assert.equal(late!.problem, 'overdue.submitted:SS-2');
    await log(of('order.submitted', 'SS-1', T + 4 * HOUR));
    assert.deepEqual(await warnings('SS-1'), [['Not sent to the printer 2 hours after payment', 'recovered']]);
  });

  test('is not shown any more where the step turns out to have come in time', async () => {
    await log(paid('SS-1'));
    await overdue(env(), T + 3 * HOUR);
    assert.equal((await asViewer(worker).attention()).count, 1);
    await log(of('order.submitted', 'SS-1', T + HOUR));
    assert.deepEqual(await warnings('SS-1'), []);
    assert.equal((await asViewer(worker).attention()).count, 0);
    assert.deepEqual((await asViewer(worker).feed({ type: 'order.overdue' })).events, []);
  });

  test('is caught up when runs were missed, and starts at the oldest event', async () => {
    await log(paid('SS-1', T - 80 * DAY), paid('SS-2', T - DAY));
    assert.equal(await overdue(env(), T), 2);
    await log(paid('SS-3', T + HOUR), paid('SS-4', T + DAY));
    assert.equal(await overdue(env(), T + 5 * DAY), 2);
  });

  test('is found where its event comes later than the cron has looked', async () => {
    await overdue(env(), T);
    await append([paid('SS-1', T - DAY), paid('SS-2', T - HOUR)], T + HOUR);
    assert.equal(await overdue(env(), T + HOUR), 1);
    assert.equal((await warnings('SS-1')).length, 1);
    assert.equal((await warnings('SS-2')).length, 0);
  });

  test('is found of an event that finds its order only after the cron has looked', async () => {
    await log(entry('order.created', { refs: ['stripe:pi_1'], occurred_at: T }));
    assert.equal(await overdue(env(), T + 3 * HOUR), 0);
    await log(of('order.note', 'SS-1', T + HOUR, { refs: ['stripe:pi_1'] }));
    assert.equal(await overdue(env(), T + 3 * HOUR + 1), 1);
    assert.equal(await overdue(env(), T + 3 * HOUR + 2), 0);
    assert.equal((await warnings('SS-1')).length, 1);
  });

  test('is told once, however often it was told that the wait began', async () => {
    await log(paid('SS-1'), paid('SS-1', T + 1000, { source: 'stripe' }));
    await log(paid('SS-2', T + 1000));
    await overdue(env(), T + 3 * HOUR);
    await append([paid('SS-2', T)], T + 3 * HOUR);
    await overdue(env({ OVERDUE_SUBMITTED: '3h' }), T + 4 * HOUR);
    for (const order of ['SS-1', 'SS-2']) assert.equal((await warnings(order)).length, 1, order);
  });

  test('does not depend on whether a refund came before its order, alone or in parts', async () => {
    const refund = (order: string, amount: number, key: string) =>
      of('order.refunded', order, T + HOUR, { payload: { amount, currency: 'GBP' }, fact: `refunded:${key}` });
    const price = { payload: { amount: 4300, currency: 'GBP' } };
    await log(refund('SS-1', 500, 'a'));
    await log(paid('SS-1', T, price));
    await log(paid('SS-2', T, price), refund('SS-2', 2150, 'b'), refund('SS-2', 2150, 'c'));
    await log(paid('SS-3', T, price), paid('SS-3', T, { ...price, source: 'stripe' }), refund('SS-3', 4300, 'd'));
    assert.equal(await overdue(env(), T + 3 * HOUR), 1);
    assert.equal((await warnings('SS-1')).length, 1);
    await log(refund('SS-1', 3800, 'e'));
    assert.deepEqual(await warnings('SS-1'), []);
  });

  test('waits for the end of a hold, and does not count it', async () => {
    const hold = [of('order.on_hold', 'SS-1', T + HOUR), of('order.released', 'SS-1', T + 11 * HOUR)];
    await log(paid('SS-1'), ...hold);
    assert.equal(await overdue(env(), T + 12 * HOUR), 0);
    assert.equal(await overdue(env(), T + 12 * HOUR + 1), 1);
    const [late] = (await readTimeline(database(worker.db), 'SS-1')).rows.filter(({ level }) => level === 'warning');
    assert.deepEqual(late!.payload, {
      ...{ step: 'submitted', within: '2h', after: 'paid' },
      due_at: new Date(T + 12 * HOUR).toISOString(),
    });
  });

  test('is a hold that lasts, until it ends', async () => {
    await log(paid('SS-1'), of('order.on_hold', 'SS-1', T + HOUR), paid('SS-2', T, { payload: { paid: false } }));
    await log(of('order.on_hold', 'SS-2', T + HOUR));
    assert.equal(await overdue(env(), T + 8 * DAY), 1);
    assert.deepEqual(await warnings('SS-1'), [['On hold for 7 days', null]]);
    const [late] = (await asViewer(worker).feed({ type: 'order.overdue' })).events;
    assert.equal(late!.problem, 'overdue.hold:SS-1');
    await log(of('order.production', 'SS-1', T + 9 * DAY));
    assert.deepEqual(await warnings('SS-1'), [['On hold for 7 days', 'recovered']]);
  });

  test('is no hold that turns out to have ended in time', async () => {
    await log(paid('SS-1'), of('order.submitted', 'SS-1', T), of('order.on_hold', 'SS-1', T + HOUR));
    assert.equal(await overdue(env(), T + 8 * DAY), 1);
    await log(of('order.released', 'SS-1', T + DAY));
    assert.deepEqual(await warnings('SS-1'), []);
  });

  test('is a second hold that lasts, whatever ended the first', async () => {
    await log(paid('SS-1'), of('order.on_hold', 'SS-1', T + HOUR), of('order.released', 'SS-1', T + DAY));
    await log(of('order.submitted', 'SS-1', T + DAY), of('order.on_hold', 'SS-1', T + 2 * DAY));
    assert.equal(await overdue(env(), T + 10 * DAY), 1);
    assert.deepEqual(await warnings('SS-1'), [['On hold for 7 days', null]]);
  });

  test('is each parcel for itself, also one that is known only after the first was late', async () => {
    const sent = (tracking: string, at: number) => of('order.shipped', 'SS-1', at, { payload: { tracking } });
    await log(sent('P1', T));
    assert.equal(await overdue(env(), T + 22 * DAY), 1);
    await log(sent('P2', T + 2 * DAY));
    assert.equal(await overdue(env(), T + 24 * DAY), 1);
    await log(of('order.delivered', 'SS-1', T + 25 * DAY, { payload: { tracking: 'P1' } }));
    assert.deepEqual(await warnings('SS-1'), [
      ['Not delivered 21 days after shipping', 'recovered'],
      ['Not delivered 21 days after shipping', null],
    ]);
  });

  test('is a parcel that leaves after another one has arrived', async () => {
    const parcel = (type: string, tracking: string, at: number) =>
      of(`order.${type}`, 'SS-1', at, { payload: { tracking } });
    await log(parcel('shipped', 'P1', T), parcel('delivered', 'P1', T + DAY), parcel('shipped', 'P2', T + 2 * DAY));
    assert.equal(await overdue(env(), T + 24 * DAY), 1);
  });

  test('is as the settings say', async () => {
    await log(paid('SS-1'), of('order.submitted', 'SS-2', T));
    const settings = { OVERDUE_SUBMITTED: '90m', OVERDUE_PRODUCTION: 'off', OVERDUE_SHIPPED: 'soon' };
    assert.equal(await overdue(env(settings), T + 10 * DAY), 1);
    assert.deepEqual(await warnings('SS-1'), [['Not sent to the printer 90 minutes after payment', null]]);
  });
});

test('more than fit into a run go on with the next, and each run fits the free plan', async () => {
  for (let from = 0; from < 160; from += 80) {
    await log(...Array.from({ length: 80 }, (_, i) => paid(`SS-${from + i}`, T + i)));
  }
  const { db, meter } = metered(worker.db);
  assert.equal(await overdue({ ...env(), DB: db }, T + 3 * HOUR), 150);
  assert.ok(meter.queries <= 40, `${meter.queries} queries`);
  assert.equal(await overdue(env(), T + 3 * HOUR), 10);
  assert.equal(await overdue(env(), T + 3 * HOUR), 0);
});

test('a run that dies, wherever, raises nothing twice, and the next one raises the rest', async () => {
  const orders = Array.from({ length: 60 }, (_, i) => `SS-${i}`);
  for (let nth = 0; nth < 5; nth++) {
    for (const fault of ['fails', 'is lost after it was done'] as const) {
      await worker.db.batch(TABLES.map((table) => worker.db.prepare(`DELETE FROM ${table}`)));
      await log(...orders.map((order) => paid(order)));
      const { db } = faulty(worker.db, nth, fault);
      await overdue({ ...env(), DB: db }, T + 3 * HOUR).catch(() => {});
      await overdue(env(), T + 3 * HOUR);
      const { results } = await worker.db
        .prepare(
          "SELECT order_id, count(*) AS n FROM activity_log WHERE event_type = 'order.overdue' GROUP BY order_id",
        )
        .all<{ n: number }>();
      assert.deepEqual([results.length, results.every(({ n }) => n === 1)], [60, true], `${fault}, call ${nth}`);
    }
  }
});

test('a sweep reads its slice, and the orders of what it finds there', async () => {
  await log(...Array.from({ length: 400 }, (_, i) => of('order.note', `SS-${i}`, T - DAY + i)));
  await log(...Array.from({ length: 10 }, (_, i) => paid(`SS-${i}`, T + i)));
  await overdue(env(), T);
  const { db, meter } = metered(worker.db);
  assert.equal(await overdue({ ...env(), DB: db }, T + 3 * HOUR), 10);
  assert.ok(meter.read <= 10 * 25, `${meter.read} rows read`);
});

test('the cron runs it, and healthz says when and what it raised', async () => {
  await record(worker, {
    event_type: 'order.created',
    message: 'x',
    order_id: 'SS-1',
    occurred_at: new Date(Date.now() - 3 * HOUR).toISOString(),
  });
  await worker.cron('*/15 * * * *');
  const { jobs } = (await (await worker.fetch('/healthz')).json()) as Health;
  assert.equal(jobs.overdue.raised, 1);
  assert.ok(Date.now() - Date.parse(jobs.overdue.ran_at!) < 60_000);
  assert.equal(jobs.prune.ran_at, null);
  assert.equal((await asViewer(worker).attention()).count, 1);
});
