import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { STRIPE_KEY, type StripeEvent, useStripeApi } from '../worker/testing/apis/stripe.ts';
import { bearer } from '../worker/testing/callers.ts';
import { ADMIN_KEY, SECRETS, useWorker } from '../worker/testing/harness.ts';
import { SIGN } from './providers.ts';
import { scheduleDay } from './schedule.ts';
import type { Happening } from './senders/sender.ts';

const api = await useStripeApi();
const worker = useWorker({
  secrets: { CATCH_UP: 'stripe', STRIPE_API_KEY: STRIPE_KEY, STRIPE_API_URL: api.url },
});
beforeEach(() => api.reset());

const DAY = 86_400_000;
const DAYS = Number(process.env.DAYS ?? 7);
/** The deliveries that are lost. */
const LOST = DAYS + 2;

type Delivery = Extract<Happening, { by: 'stripe' }>;
const isStripes = (happening: Happening): happening is Delivery => happening.by === 'stripe';

/** Stripe's deliveries: the demo's day, played on each of the last days. */
const played = (): Delivery[] =>
  Array.from({ length: DAYS }, (_, i) => new Date(Date.now() - (i + 1) * DAY))
    .flatMap((began) => Object.values(scheduleDay(began)).flat())
    .filter(isStripes);

const deliver = async ({ body, id }: Delivery) => {
  const text = JSON.stringify(body);
  const headers = SIGN.stripe(text, SECRETS.STRIPE_WEBHOOK_SECRET!, id);
  const response = await worker.fetch('/webhooks/stripe', { method: 'POST', body: text, headers });
  assert.equal(response.status, 200, await response.text());
};
const deliverAll = async (deliveries: Delivery[]) => {
  for (let i = 0; i < deliveries.length; i += 6) await Promise.all(deliveries.slice(i, i + 6).map(deliver));
};

/** Catches up until no run is left, as the command line does. */
const catchUp = async () => {
  const sum = { fetched: 0, missed: 0 };
  for (let isDone = false; !isDone; ) {
    const response = await worker.fetch('/v1/catch-up/stripe', { method: 'POST', headers: bearer(ADMIN_KEY) });
    const { fetched, missed } = (await response.json()) as typeof sum;
    assert.equal(response.status, 200);
    sum.fetched += fetched;
    sum.missed += missed;
    isDone = !response.headers.has('Link');
  }
  return sum;
};

const rows = async () => {
  const query = "SELECT *, hex(id) AS id FROM activity_log WHERE event_type <> 'source.caught_up' ORDER BY id";
  return (await worker.db.prepare(query).all()).results.map(({ inserted_at: _, ...row }) => row);
};
const lines = async () => {
  const query = "SELECT message FROM activity_log WHERE event_type = 'source.caught_up'";
  return (await worker.db.prepare(query).all<{ message: string }>()).results.map(({ message }) => message);
};
const empty = async () => {
  for (const table of ['activity_log', 'stream', 'ref', 'job_run', 'source_stat'])
    await worker.db.prepare(`DELETE FROM ${table}`).run();
};

/** Drops `count` items, chosen by a generator with a fixed seed. */
const dropped = <T>(all: T[], count: number): T[] => {
  const left = [...all];
  for (let i = 0, seed = 7; i < count; i++) {
    seed = (seed * 48_271) % 2_147_483_647;
    left.splice(seed % left.length, 1);
  }
  return left;
};

describe(`${DAYS} days of the demo, of which Stripe never delivered ${LOST} events`, () => {
  test('is complete after one catch-up, equal in every field except the recording time', async () => {
    const deliveries = played();
    api.shop.events = deliveries.map(({ body }) => body as StripeEvent);
    await deliverAll(deliveries);
    const whole = await rows();
    assert.ok(whole.length > 9 * DAYS, `${whole.length} events`);

    await empty();
    await deliverAll(dropped(deliveries, LOST));
    const before = (await rows()).length;
    const { missed } = await catchUp();
    const after = await rows();
    assert.deepEqual(after, whole);
    assert.equal(missed, whole.length - before);
    assert.deepEqual(await lines(), [`${missed} events fetched that Stripe never delivered`]);
    assert.deepEqual((await catchUp()).missed, 0);
    assert.equal((await lines()).length, 1);
  });

  test('is the same if runs break off half-way', async () => {
    const deliveries = played().slice(0, 60);
    api.shop.events = deliveries.map(({ body }) => body as StripeEvent);
    await catchUp();
    const whole = [await rows(), await lines()];

    await empty();
    const began = Date.now();
    api.mishaps = ['broken', [500, {}], 'broken'];
    const failed = await worker.fetch('/v1/catch-up/stripe', { method: 'POST', headers: bearer(ADMIN_KEY) });
    assert.equal(failed.status, 502);
    assert.deepEqual(await rows(), []);
    const job = "job = 'catch_up:stripe'";
    const row = await worker.db.prepare(`SELECT notes FROM job_run WHERE ${job}`).first<{ notes: string }>();
    const notes = JSON.stringify({ ...JSON.parse(row!.notes), tried_at: began });
    const dies = () =>
      worker.db.prepare(`UPDATE job_run SET notes = ?, watermark = NULL WHERE ${job}`).bind(notes).run();
    await dies();
    await catchUp();
    assert.deepEqual([await rows(), await lines()], whole);

    // A run that stored all events, and ended before it stored its watermark and its own event.
    await worker.db.prepare("DELETE FROM activity_log WHERE event_type = 'source.caught_up'").run();
    await dies();
    await catchUp();
    assert.deepEqual([await rows(), await lines()], whole);
  });
});
