import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mostSilence, type Rhythm, usualGap, withDeliveries } from '../domain/silence.ts';
import type { Env } from '../env.ts';
import { loadFixture } from '../sources/fixtures/load.ts';
import { database } from '../store/database.ts';
import { countDelivery } from '../store/source-stat.ts';
import { useWorker } from '../testing/harness.ts';
import { metered } from '../testing/metered.ts';
import { quiet } from './quiet.ts';

const resend = await loadFixture('resend');
const worker = useWorker({ secrets: { RESEND_WEBHOOK_SECRET: resend.secret } });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const T = Date.UTC(2026, 1, 16);
const ONE = { accepted: 1, duplicates: 0, ignored: [] };

/** A source that delivers so many times, `every` so often. */
const rhythm = (deliveries: number, every: number): Rhythm =>
  Array.from({ length: deliveries }).reduce<Rhythm | undefined>(
    (before, _, i) => withDeliveries(before, 1, T + i * every, false),
    undefined,
  )!;

describe('how long a source may be silent', () => {
  test('is known after twenty deliveries over fourteen days', () => {
    assert.equal(mostSilence('auto', rhythm(19, DAY)), null);
    assert.equal(mostSilence(undefined, rhythm(300, HOUR)), null);
    assert.equal(mostSilence(undefined, rhythm(20, DAY)), 4 * DAY);
  });

  test('is four times its longest usual silence, and never less than a day', () => {
    assert.equal(mostSilence('auto', rhythm(15 * 24, HOUR)), DAY);
    assert.equal(mostSilence('auto', withDeliveries(rhythm(30, DAY), 1, T + 32 * DAY, false)), 12 * DAY);
  });

  test('does not grow by an outage, and forgets what is long ago', () => {
    const after = withDeliveries(rhythm(30, DAY), 1, T + 50 * DAY, true);
    assert.equal(mostSilence('auto', after), 4 * DAY);
    let of = withDeliveries(rhythm(30, DAY), 1, T + 39 * DAY, false);
    assert.equal(mostSilence('auto', of), 40 * DAY);
    for (let day = 40; day < 110; day++) of = withDeliveries(of, 1, T + day * DAY, false);
    assert.equal(mostSilence('auto', of), 4 * DAY);
    assert.ok(of.weeks.length <= 8);
  });

  test('is what the setting says; what is no duration is auto', () => {
    const young = rhythm(2, HOUR);
    assert.equal(mostSilence('12h', young), 12 * HOUR);
    for (const off of ['off', ' OFF ']) assert.equal(mostSilence(off, rhythm(30, DAY)), null);
    for (const odd of ['0h', 'soon', '', '-1h']) assert.equal(mostSilence(odd, young), null);
  });

  test('is told beside how often it usually delivers', () => {
    assert.equal(usualGap(rhythm(100, 40 * MINUTE)), 40 * MINUTE);
    assert.equal(usualGap(rhythm(1, DAY)), null);
  });
});

let starts = 0;
/** A time of its own for each test: what is counted in this process outlives a test. */
const start = () => Date.UTC(2010) + ++starts * 100 * DAY;

const problems = async (source = 'resend') =>
  (
    await worker.db
      .prepare('SELECT event_type, message, resolved_by FROM activity_log WHERE stream = ?1 ORDER BY id')
      .bind(`problem:source:${source}`)
      .all<Record<string, string>>()
  ).results.map(({ event_type, message, resolved_by }) => [event_type, message, resolved_by]);

const env = (more: Partial<Env> = {}): Env => ({
  DB: worker.db,
  RESEND_WEBHOOK_SECRET: 'x',
  QUIET_RESEND: '12h',
  ...more,
});
const deliverAt = (at: number, source = 'resend') => countDelivery(database(worker.db), source, ONE, at);

test('a silence is one problem, however often it is looked for', async () => {
  const T = start();
  await deliverAt(T);
  for (let hour = 0; hour <= 12; hour++) assert.equal(await quiet(env(), T + hour * HOUR), 0);
  assert.equal(await quiet(env(), T + 12 * HOUR + 1), 1);
  for (let hour = 13; hour <= 60; hour += 7) assert.equal(await quiet(env(), T + hour * HOUR), 0);
  assert.deepEqual(await problems(), [['source.quiet', 'Resend has sent nothing for 12 hours', null]]);
});

test('a source that is closed, off or unknown is no problem', async () => {
  const T = start();
  await deliverAt(T, 'resend');
  await deliverAt(T, 'nobody');
  for (const settings of [{ RESEND_WEBHOOK_SECRET: '' }, { QUIET_RESEND: 'off' }, { QUIET_RESEND: 'auto' }])
    assert.equal(await quiet(env(settings), T + 90 * DAY), 0);
});

test('a run that dies before it is marked raises no second one', async () => {
  const T = start();
  await deliverAt(T);
  await quiet(env(), T + 13 * HOUR);
  await worker.db.prepare('UPDATE source_stat SET quiet_at = NULL').run();
  assert.equal(await quiet(env(), T + 14 * HOUR), 0);
  assert.equal((await problems()).length, 1);
});

test('the next delivery that is authentic closes it, and the next silence is another problem', async () => {
  const now = Date.now();
  await deliverAt(now - 4 * DAY, 'resend');
  await quiet(env(), now - 3 * DAY);
  const send = async (id: string) => {
    const body = JSON.stringify({ type: 'email.opened' });
    const { signature, headers } = await resend.sign(body, { secret: resend.secret, at: Date.now(), id });
    const init = { method: 'POST', body, headers: { ...headers, ...signature } };
    assert.equal((await worker.fetch('/webhooks/resend', init)).status, 200);
  };
  await worker.fetch('/webhooks/resend', { method: 'POST', body: '{}' });
  assert.equal((await problems())[0]![2], null);
  await send('msg_1');
  assert.deepEqual(
    (await problems()).map(([type, , by]) => [type, by]),
    [
      ['source.quiet', 'recovered'],
      ['source.resumed', null],
    ],
  );
  await quiet(env(), Date.now() + DAY);
  assert.deepEqual(
    (await problems()).map(([, , by]) => by),
    ['recovered', null, null],
  );
});

test('a delivery writes one row for it, as before', async () => {
  const T = start();
  const { db, meter } = metered(worker.db);
  await countDelivery(database(db), 'gelato', ONE, T);
  assert.deepEqual([meter.written, meter.read <= 2], [1, true]);
  await countDelivery(database(db), 'gelato', ONE, T + 30_000);
  assert.equal(meter.written, 1);
});

test('the cron of every 15 minutes looks for it', async () => {
  const ago = Date.now() - 400 * DAY;
  for (let i = 0; i < 30; i++) await deliverAt(ago + i * DAY, 'printify');
  await worker.cron('*/15 * * * *');
  const [[type, message]] = (await problems('printify')) as [[string, string]];
  assert.equal(type, 'source.quiet');
  assert.match(message, /^Printify has sent nothing for \d+ days; usually every 24 hours$/);
});
