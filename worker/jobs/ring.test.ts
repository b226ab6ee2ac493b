import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Alert } from '../contract/alerts.ts';
import type { Entry } from '../domain/entry.ts';
import { type Env, foldSettings } from '../env.ts';
import { append } from '../store/append.ts';
import { resolveEvent, undoResolve } from '../store/clicks.ts';
import { database } from '../store/database.ts';
import { snoozeEvent, wakeEvent } from '../store/snooze.ts';
import { entry } from '../testing/entries.ts';
import { useWorker } from '../testing/harness.ts';
import { metered } from '../testing/metered.ts';
import { useReceiver } from '../testing/receiver.ts';
import { overdue } from './overdue.ts';
import { ring } from './ring.ts';

const worker = useWorker();
const hook = await useReceiver((response) => response.end());

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const T = Date.UTC(2026, 1, 16, 12);

const env = (more: Partial<Env> = {}): Env => ({
  DB: worker.db,
  ALERT_URL: `${hook.url}/hook`,
  ALERT_SECRET: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
  ADMIN_HREF: 'https://admin.shop.example/orders/{order_id}',
  ...more,
});
const log = (at: number, ...entries: Entry[]) => append(database(worker.db), entries, foldSettings(env()), at);
const of = (type: string, order_id: string, at: number, told: Partial<Entry> = {}) =>
  log(at, entry(type, { order_id, occurred_at: at, ...told }));
const failed = async (order_id: string, at: number, told: Partial<Entry> = {}) =>
  (await of('order.submission_failed', order_id, at, told)).ids[0]!;

/** So many orders that fail at once. */
const manyFailed = (count: number, name: string, at: number) => {
  const one = (order_id: string) => entry('order.submission_failed', { order_id, occurred_at: at });
  return log(at, ...Array.from({ length: count }, (_, i) => one(`${name}-${i}`)));
};

/** The messages that the hook got since it was last asked, each as a list of `opened SS-1`. */
const heard = (): string[][] =>
  hook.received.splice(0).map(({ body }) => {
    const { data } = JSON.parse(body) as { data: Alert };
    return [
      ...data.lines.map(({ is, order_id, event_type }) => `${is} ${order_id ?? event_type}`),
      ...(data.more > 0 ? [`and ${data.more}`] : []),
    ];
  });
/** Runs the job each minute, and after ten of them less often, so that the test does not take all day. */
const minutes = async (from: number, to: number, more: Partial<Env> = {}) => {
  for (let at = from; at <= to; at += at - from < 10 * MINUTE ? MINUTE : 15 * MINUTE) await ring(env(more), at);
  return heard();
};
const rows = (table: string) =>
  worker.db
    .prepare(`SELECT * FROM ${table}`)
    .all()
    .then(({ results }) => results);
const pending = async () =>
  (await worker.db.prepare('SELECT ring_at FROM activity_log WHERE ring_at IS NOT NULL').all()).results.length;

describe('a problem', () => {
  test('rings once, five minutes after it opened, and once when it is over', async () => {
    await failed('SS-1', T);
    assert.deepEqual(await minutes(T, T + 4 * MINUTE), []);
    assert.deepEqual(await minutes(T + 5 * MINUTE, T + 2 * HOUR), [['opened SS-1']]);
    await of('order.submitted', 'SS-1', T + 2 * HOUR);
    assert.deepEqual(await minutes(T + 2 * HOUR, T + 3 * HOUR), [['over SS-1']]);
    assert.deepEqual([await rows('alert'), await pending()], [[], 0]);
  });

  test('that heals first rings nowhere, and neither does its end', async () => {
    await failed('SS-1', T);
    await of('order.submitted', 'SS-1', T + 3 * MINUTE);
    assert.deepEqual(await minutes(T, T + HOUR), []);
    assert.equal(await pending(), 0);
  });

  test('that a person resolves first rings nowhere; one that rang is over with the click', async () => {
    const first = await failed('SS-1', T);
    const second = await failed('SS-2', T - 10 * MINUTE);
    assert.deepEqual(await minutes(T, T + MINUTE), [['opened SS-2']]);
    for (const id of [first, second])
      await resolveEvent(database(worker.db), id, { by: 'Ana', order_id: null }, foldSettings(env()), T + 2 * MINUTE);
    await ring(env(), T + 2 * MINUTE);
    const { data } = JSON.parse(hook.received[0]!.body) as { data: Alert };
    assert.deepEqual(
      data.lines.map(({ note }) => note),
      ['resolved by Ana'],
    );
    assert.deepEqual(await minutes(T + 2 * MINUTE, T + HOUR), [['over SS-2']]);
  });

  test('that is repeated rings no more; its end is the end of the one that rang', async () => {
    await failed('SS-1', T);
    await failed('SS-1', T + MINUTE);
    assert.deepEqual(await minutes(T, T + 10 * MINUTE), [['opened SS-1']]);
    for (let i = 0; i < 5; i++) await failed('SS-1', T + (11 + i) * MINUTE);
    assert.deepEqual(await minutes(T + 11 * MINUTE, T + HOUR), []);
    await of('order.submitted', 'SS-1', T + 2 * HOUR);
    assert.deepEqual(await minutes(T + 2 * HOUR, T + 3 * HOUR), [['over SS-1']]);
  });

  test('that a cron finds, as an order that is late, rings by the same way', async () => {
    await of('order.created', 'SS-1', T);
    const late = T + 30 * DAY;
    assert.equal(await overdue(env(), late), 1);
    assert.equal(await overdue(env(), late + MINUTE), 0);
    assert.deepEqual(await minutes(late, late + 4 * MINUTE), []);
    assert.deepEqual(await minutes(late + 5 * MINUTE, late + HOUR), [['opened SS-1']]);
    await of('order.shipped', 'SS-1', late + HOUR);
    assert.deepEqual(await minutes(late + HOUR, late + 2 * HOUR), [['over SS-1']]);
  });

  test('that comes back rings again, and says so', async () => {
    const id = await failed('SS-1', T);
    await minutes(T, T + 10 * MINUTE);
    await resolveEvent(database(worker.db), id, { by: 'Ana', order_id: null }, foldSettings(env()), T + 10 * MINUTE);
    await failed('SS-1', T + 10 * MINUTE + 1);
    assert.deepEqual(await minutes(T + 11 * MINUTE, T + 15 * MINUTE), []);
    await ring(env(), T + 16 * MINUTE);
    const { data } = JSON.parse(hook.received[0]!.body) as { data: Alert };
    assert.deepEqual(
      data.lines.map(({ is, note }) => `${is} ${note}`),
      ['opened came back after Ana resolved it'],
    );
    heard();
    await of('order.submitted', 'SS-1', T + HOUR);
    assert.deepEqual(await minutes(T + HOUR, T + 2 * HOUR), [['over SS-1']]);
  });

  test('that opens again by an undone click, or by a closer that is taken back, rings again', async () => {
    const id = await failed('SS-1', T);
    await failed('SS-2', T);
    await minutes(T, T + 10 * MINUTE);
    await resolveEvent(database(worker.db), id, { by: 'Ana', order_id: null }, foldSettings(env()), T + 10 * MINUTE);
    await of('order.shipped', 'SS-2', T + 10 * MINUTE, { payload: { tracking: 'P1' } });
    const over = await minutes(T + 10 * MINUTE, T + HOUR);
    assert.deepEqual(
      over.map((lines) => lines.sort()),
      [['over SS-1', 'over SS-2']],
    );
    await undoResolve(database(worker.db), id, null, foldSettings(env()), T + HOUR);
    await of('order.shipment_cancelled', 'SS-2', T + HOUR, { payload: { tracking: 'P1' } });
    const told = (await minutes(T + HOUR, T + 2 * HOUR)).flat();
    assert.ok(told.includes('opened SS-1') && told.filter((each) => each === 'opened SS-2').length >= 1, told.join());
  });

  test('that is snoozed rings when its snooze is over, or when a person ends it', async () => {
    const ids = [await failed('SS-1', T), await failed('SS-2', T)];
    for (const id of ids) await snoozeEvent(database(worker.db), id, null, T + HOUR, T + MINUTE);
    assert.deepEqual(await minutes(T, T + 30 * MINUTE), []);
    await wakeEvent(database(worker.db), ids[0]!, null, T + 30 * MINUTE);
    assert.deepEqual(await minutes(T + 31 * MINUTE, T + 59 * MINUTE), [['opened SS-1']]);
    assert.deepEqual(await minutes(T + HOUR, T + 2 * HOUR), [['opened SS-2']]);
  });

  test('that is snoozed and happens again rings for that', async () => {
    const id = await failed('SS-1', T);
    await snoozeEvent(database(worker.db), id, null, T + DAY, T + MINUTE);
    assert.deepEqual(await minutes(T, T + 30 * MINUTE), []);
    await failed('SS-1', T + 31 * MINUTE);
    assert.deepEqual(await minutes(T + 31 * MINUTE, T + HOUR), [['opened SS-1']]);
  });

  test('of a test mode, or of a level that does not ring, rings nowhere', async () => {
    const { added, ids } = await of('order.submission_failed', 'SS-1', T, { test: true, level: 'info' });
    assert.equal(added.size, ids.length);
    await failed('SS-2', T, { level: 'warning' });
    assert.deepEqual(await minutes(T, T + HOUR, { ALERT_LEVELS: 'error' }), []);
    await failed('SS-2', T + HOUR);
    assert.deepEqual(await minutes(T + HOUR, T + 2 * HOUR, { ALERT_LEVELS: 'error' }), [['opened SS-2']]);
  });

  test('of no order, and one that stands alone, ring too', async () => {
    await log(T, entry('sync.failed', { payload: { provider: 'printify' }, occurred_at: T }));
    await log(T, entry('email.bounced', { occurred_at: T }));
    assert.deepEqual(await minutes(T, T + HOUR), [['opened sync.failed', 'opened email.bounced']]);
    await log(T + HOUR, entry('sync.completed', { payload: { provider: 'printify' }, occurred_at: T + HOUR }));
    assert.deepEqual(await minutes(T + HOUR, T + 2 * HOUR), [['over sync.failed']]);
  });

  test('whose order becomes known after it rang is over once', async () => {
    await log(T, entry('order.payment_failed', { refs: ['stripe:pi_1'], occurred_at: T }));
    assert.deepEqual(await minutes(T, T + 10 * MINUTE), [['opened order.payment_failed']]);
    await of('order.note', 'SS-1', T + 10 * MINUTE, { refs: ['stripe:pi_1'] });
    assert.deepEqual(await minutes(T + 10 * MINUTE, T + 20 * MINUTE), []);
    await of('order.paid', 'SS-1', T + 20 * MINUTE);
    assert.deepEqual(await minutes(T + 20 * MINUTE, T + HOUR), [['over SS-1']]);
  });
});

test('all that is due is one message: of ten problems ten lines, of thirty twenty and how many more', async () => {
  await manyFailed(10, 'SS', T);
  const ten = await minutes(T, T + HOUR);
  assert.deepEqual(
    ten.map((lines) => lines.length),
    [10],
  );
  await manyFailed(30, 'ST', T + HOUR);
  const thirty = await minutes(T + HOUR, T + 2 * HOUR);
  assert.deepEqual(
    thirty.map((lines) => lines.at(-1)),
    ['and 10'],
  );
});

test('in quiet hours nothing rings; in the morning all that is left does, in one message', async () => {
  const quiet = { ALERT_QUIET: '22-07', TIME_ZONE: 'Europe/Berlin' };
  const evening = T + 9 * HOUR + 10 * MINUTE;
  for (const [i, order] of ['SS-1', 'SS-2', 'SS-3'].entries()) await failed(order, evening + i * HOUR);
  assert.deepEqual(await minutes(evening, evening + HOUR, quiet), []);
  await of('order.submitted', 'SS-2', evening + 4 * HOUR);
  const six = Date.UTC(2026, 1, 17, 6);
  assert.deepEqual(await minutes(six - 20 * MINUTE, six - MINUTE, quiet), []);
  assert.deepEqual(await minutes(six, six + HOUR, quiet), [['opened SS-1', 'opened SS-3']]);
});

describe('the digest', () => {
  const daily = { DIGEST_AT: '08:00', TIME_ZONE: 'America/New_York' };
  const eight = Date.UTC(2026, 1, 17, 13);

  test('says once a day what is open, errors before warnings, oldest first, also when runs were missed', async () => {
    await of('order.cancelled', 'SS-0', T - DAY);
    await failed('SS-2', T + 1);
    await failed('SS-1', T);
    await ring(env(daily), T + HOUR);
    heard();
    assert.deepEqual(await minutes(eight - 10 * MINUTE, eight - MINUTE, daily), []);
    assert.deepEqual(await minutes(eight + 3 * HOUR, eight + 4 * HOUR, daily), [
      ['open SS-1', 'open SS-2', 'open SS-0'],
    ]);
    assert.deepEqual(await minutes(eight + DAY - 2 * MINUTE, eight + DAY + 2 * MINUTE, daily), [
      ['open SS-1', 'open SS-2', 'open SS-0'],
    ]);
  });

  test('is not sent where nothing is open, nor later that day', async () => {
    await ring(env(daily), eight);
    await failed('SS-1', eight + HOUR);
    assert.deepEqual(await minutes(eight + HOUR, eight + HOUR + 4 * MINUTE, daily), []);
  });

  test('leaves out what is snoozed, and comes again to a channel that did not take it', async () => {
    const id = await failed('SS-1', T);
    await failed('SS-2', T);
    await snoozeEvent(database(worker.db), id, null, eight + DAY, T);
    hook.answer = (response) => response.writeHead(500).end();
    await ring(env(daily), eight);
    heard();
    hook.answer = (response) => response.end();
    assert.deepEqual((await minutes(eight + MINUTE, eight + 5 * MINUTE, daily))[0], ['open SS-2']);
  });
});

describe('a channel that fails', () => {
  const feed = async () =>
    (
      await worker.db
        .prepare("SELECT message, resolved_by FROM activity_log WHERE event_type LIKE 'alert.%' ORDER BY id")
        .all<{ message: string; resolved_by: string | null }>()
    ).results.map(({ message, resolved_by }) => [message, resolved_by]);

  test('is tried again ever later, gets what it missed once, and is a problem only after the third time', async () => {
    hook.answer = (response) => response.writeHead(503).end();
    await failed('SS-1', T);
    await minutes(T + 5 * MINUTE, T + 6 * MINUTE);
    assert.deepEqual(await feed(), []);
    const tried = await minutes(T + 7 * MINUTE, T + 2 * HOUR);
    assert.ok(tried.length >= 3 && tried.length <= 6, `${tried.length} tries`);
    assert.deepEqual(await feed(), [['Webhook could not be reached: 503', null]]);
    hook.answer = (response) => response.end();
    assert.deepEqual(await minutes(T + 2 * HOUR, T + 4 * HOUR), [['opened SS-1']]);
    assert.deepEqual(await feed(), [
      ['Webhook could not be reached: 503', 'recovered'],
      ['Webhook can be reached again', null],
    ]);
    assert.equal(await pending(), 0);
  });

  test('waits for as long as it is told to', async () => {
    hook.answer = (response) => response.writeHead(429, { 'Retry-After': '600' }).end();
    await failed('SS-1', T);
    assert.equal((await minutes(T + 5 * MINUTE, T + 14 * MINUTE)).length, 1);
    hook.answer = (response) => response.end();
    assert.deepEqual(await minutes(T + 15 * MINUTE, T + HOUR), [['opened SS-1']]);
  });

  test('that refuses for good is a problem at once, which rings with the others only', async () => {
    hook.answer = (response, { path }) => response.writeHead(path === '/slack' ? 404 : 200).end('no_service');
    await failed('SS-1', T);
    const both = { ALERT_SLACK_URL: `${hook.url}/slack` };
    await ring(env(both), T + 5 * MINUTE);
    assert.deepEqual(await feed(), [['Slack could not be reached: 404 no_service', null]]);
    hook.received = [];
    for (let at = T + 6 * MINUTE; at < T + HOUR; at += 6 * MINUTE) await ring(env(both), at);
    assert.deepEqual(
      hook.received.map(({ path }) => path),
      ['/hook'],
    );
    assert.deepEqual(heard(), [['opened alert.failed']]);
  });

  test('does not hold up the others, which hear of the end while it never hears of it', async () => {
    hook.answer = (response, { path }) => response.writeHead(path === '/slack' ? 500 : 200).end();
    const both = { ALERT_SLACK_URL: `${hook.url}/slack` };
    await failed('SS-1', T);
    for (let at = T; at < T + 20 * MINUTE; at += 2 * MINUTE) await ring(env(both), at);
    await of('order.submitted', 'SS-1', T + 20 * MINUTE);
    hook.answer = (response) => response.end();
    for (let at = T + 20 * MINUTE; at < T + 2 * HOUR; at += 10 * MINUTE) await ring(env(both), at);
    const told = (path: string) => hook.received.filter((each) => each.path === path);
    const lines = told('/hook').flatMap(({ body }) => (JSON.parse(body).data as Alert).lines);
    assert.deepEqual(
      lines.filter(({ order_id }) => order_id === 'SS-1').map(({ is }) => is),
      ['opened', 'over'],
    );
    assert.ok(told('/slack').every(({ body }) => !body.includes('✅')));
    assert.equal(await pending(), 0);
  });

  test('is given up after a day, for each problem', async () => {
    hook.answer = (response) => response.writeHead(500).end();
    await failed('SS-1', T);
    for (let at = T; at < T + 26 * HOUR; at += HOUR) await ring(env(), at);
    hook.received = [];
    hook.answer = (response) => response.end();
    await failed('SS-2', T + 26 * HOUR);
    for (let at = T + 26 * HOUR; at < T + 30 * HOUR; at += 30 * MINUTE) await ring(env(), at);
    assert.deepEqual(heard(), [['opened SS-2']]);
    assert.equal(await pending(), 0);
  });
});

describe('what it costs', () => {
  const cost = async (what: (db: D1Database) => Promise<unknown>) => {
    const { db, meter } = metered(worker.db);
    await what(db as unknown as D1Database);
    return meter;
  };
  const written = async (settings: Partial<Env>, one: Entry) =>
    (await cost((db) => append(database(db), [one], foldSettings({ DB: db, ...settings } as Env), T))).written;
  const off = { ALERT_URL: '' };
  const story = (order: string): [Entry, number][] => {
    const at = (type: string, minute: number, told: Partial<Entry> = {}) =>
      entry(type, { order_id: order, occurred_at: T + minute * MINUTE, ...told });
    return [
      [at('order.created', 0), 0],
      [at('order.note', 1), 0],
      [at('order.submission_failed', 2), 3],
      [at('order.submission_failed', 3), 0],
      [at('order.note', 4), 0],
      [at('order.submitted', 5), 3],
      [at('order.shipped', 6), 0],
      [at('email.bounced', 7, { order_id: null }), 3],
      [entry('sync.failed', { payload: { provider: order }, occurred_at: T }), 3],
      [entry('sync.completed', { payload: { provider: order }, occurred_at: T + MINUTE }), 3],
    ];
  };

  test('an append writes at most three rows more where a problem opens or ends, and none else', async () => {
    const [plain, ringing] = [story('SS-1'), story('SS-2')];
    for (const [i, [one, most]] of ringing.entries()) {
      const more = (await written(env(), one)) - (await written(off, plain[i]![0]));
      assert.ok(more <= most, `${one.event_type}: ${more} rows more`);
    }
  });

  test('a problem that rings, and its end, write two dozen rows more at the most, with those of the appends', async () => {
    const { written } = await cost(async (db) => {
      const settings: Env = { ...env(), DB: db };
      await failed('SS-1', T);
      await ring(settings, T + 5 * MINUTE);
      await of('order.submitted', 'SS-1', T + HOUR);
      await ring(settings, T + HOUR);
    });
    assert.deepEqual(heard(), [['opened SS-1'], ['over SS-1']]);
    assert.ok(written > 0 && written <= 24 - 2 * 3, `${written} rows`);
  });

  test('a run that finds nothing to do reads ten rows at most and writes none, with a digest or without', async () => {
    await manyFailed(30, 'SS', T);
    const all = {
      ...env(),
      ALERT_SLACK_URL: `${hook.url}/slack`,
      ALERT_DISCORD_URL: `${hook.url}/d`,
      DIGEST_AT: '08:00',
    };
    await ring(all, T + HOUR);
    await ring(all, T + HOUR + MINUTE);
    for (const settings of [env(), all]) {
      const { read, written } = await cost((db) => ring({ ...settings, DB: db }, T + 2 * HOUR));
      assert.ok(read <= 10 && written === 0, `${read} rows read, ${written} written`);
    }
  });

  test('the fullest run stays within the fifty queries of the free plan', async () => {
    hook.answer = (response, { path }) => {
      if (path === '/hook') return response.writeHead(404).end();
      if (path.startsWith('/bot'))
        return response.end(JSON.stringify({ ok: true, result: { message_id: hook.received.length } }));
      return response.end(JSON.stringify({ id: 'x' }));
    };
    const full: Partial<Env> = {
      ...{ ALERT_SLACK_URL: `${hook.url}/slack`, ALERT_DISCORD_URL: `${hook.url}/discord`, TELEGRAM_API_URL: hook.url },
      ...{ ALERT_TELEGRAM_TOKEN: '1:a', ALERT_TELEGRAM_CHAT: '1', ALERT_EMAIL_TO: 'a@b.example', RESEND_API_KEY: 'x' },
      ...{ ALERT_EMAIL_FROM: 'a@b.example', RESEND_API_URL: hook.url, DIGEST_AT: '08:00' },
    };
    for (let i = 0; i < 5; i++) {
      await failed(`SS-${i}`, T + i * 10 * MINUTE);
      await ring(env(full), T + i * 10 * MINUTE + 5 * MINUTE);
    }
    for (let i = 0; i < 5; i++) await of('order.submitted', `SS-${i}`, T + HOUR);
    await manyFailed(30, 'ST', T + HOUR - 6 * MINUTE);
    hook.received = [];
    await worker.db.prepare('DELETE FROM alert_channel').run();
    const { queries } = await cost((db) => ring({ ...env(full), DB: db }, T + 25 * HOUR));
    assert.ok(queries <= 50, `${queries} queries`);
    assert.ok(hook.received.length <= 50 && hook.received.length > 8, `${hook.received.length} requests`);
  });
});
