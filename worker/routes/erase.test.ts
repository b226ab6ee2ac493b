import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { app } from '../app.ts';
import type { Erased, ProblemJson } from '../contract/api.ts';
import type { LogEvent, NewEvent } from '../contract/event.ts';
import type { Entry } from '../domain/entry.ts';
import { loadFixture } from '../sources/fixtures/load.ts';
import { database } from '../store/database.ts';
import { asServer, asViewer, bearer, record, viewerToken } from '../testing/callers.ts';
import { append, entry } from '../testing/entries.ts';
import { ADMIN_KEY, API_KEY, SECRETS, TABLES, useWorker } from '../testing/harness.ts';
import { metered } from '../testing/metered.ts';

const worker = useWorker();

const ANA = 'Ana.Jones@example.com';
const NOON = Date.UTC(2026, 1, 16, 12);

const call = (body: unknown, key = ADMIN_KEY) =>
  worker.fetch('/v1/erase', {
    method: 'POST',
    headers: { ...bearer(key), 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

/** To the end, however many pages; how many events it were, and how many requests. */
const erase = async (whom: object) => {
  let [next, erased, requests]: [string | null, number, number] = [null, 0, 0];
  do {
    const response = await call({ ...whom, next });
    assert.equal(response.status, 200);
    const page = (await response.json()) as Erased;
    [next, erased, requests] = [page.next, erased + page.erased, requests + 1];
  } while (next !== null);
  return { erased, requests };
};

const log = (...entries: Entry[]) => append(database(worker.db), entries, NOON);

/** All that is stored, anywhere, as text. */
const everything = async () => {
  const rows = await worker.db.batch(TABLES.map((table) => worker.db.prepare(`SELECT * FROM ${table}`)));
  return JSON.stringify(rows.map(({ results }) => results));
};

/** An order's life with a person in every field that can hold one. */
const life = (order_id: string, email: string): NewEvent[] => [
  {
    event_type: 'order.created',
    message: `${email} paid`,
    order_id,
    payload: { amount: 4300, currency: 'GBP', customer: email, provider: 'shop' },
    refs: [`stripe:pi_${order_id}`],
    actor: email,
  },
  { event_type: 'order.email.confirmation_sent', order_id, payload: { email }, fact: `sent:1:${email}` },
  { event_type: 'order.submission_failed', order_id, message: 'failed', payload: { reason: `no such ${email}` } },
  { event_type: 'import.failed', level: 'error', message: `x`, problem: `profile:${email}` },
];

describe('POST /v1/erase', () => {
  test('takes an order’s details out and leaves what happened, when, and what came of it', async () => {
    await record(worker, ...life('SS-1', ANA), ...life('SS-2', 'ben@example.com'));
    const before = (await asViewer(worker).timeline('SS-1')).events;
    assert.deepEqual(await erase({ order_id: 'SS-1' }), { erased: 3, requests: 1 });
    const after = (await asViewer(worker).timeline('SS-1')).events;
    const kept = ({ message: _, sentence: __, payload: ___, actor: ____, ...rest }: LogEvent) => rest;
    assert.deepEqual(after.map(kept), before.map(kept));
    for (const { message, payload, actor } of after) {
      assert.match(message, /^(Order placed|Confirmation email|Submission failed) \(details erased\)$/);
      assert.deepEqual([payload, actor], [{}, null]);
    }
    const [other] = (await asViewer(worker).timeline('SS-2')).events;
    assert.equal(other!.message, 'ben@example.com paid');
  });

  test('takes an address out wherever it stands, and nobody else’s', async () => {
    const others = ['diana.jones@example.com', `x.${ANA}`, `${ANA}.au`, 'ana.jones@example.co'];
    await record(worker, ...life('SS-1', ANA.toLowerCase()), ...life('SS-2', ANA.toUpperCase()));
    await record(worker, ...others.flatMap((other, i) => life(`SS-${i + 3}`, other)));
    await record(worker, {
      event_type: 'a.b',
      message: 'x',
      payload: { link: `https://x.example/?to=${encodeURIComponent(ANA)}` },
    });
    await record(worker, { event_type: 'a.b', message: `Write to ${ANA}.` });
    assert.deepEqual(await erase({ email: ANA }), { erased: 10, requests: 1 });
    const left = await everything();
    for (const other of others) assert.ok(left.includes(other), other);
    const rest = others.reduce((text, other) => text.replaceAll(other, ''), left);
    assert.doesNotMatch(rest, /ana\.jones(@|%40)example/i);
    assert.deepEqual(await erase({ email: ANA }), { erased: 0, requests: 1 });
  });

  test('takes out an address whatever the case of its letters beyond ASCII', async () => {
    await record(worker, { event_type: 'a.b', message: 'BÜRO@KÄSE.EXAMPLE asked' });
    assert.deepEqual(await erase({ email: 'büro@käse.example' }), { erased: 1, requests: 1 });
    assert.doesNotMatch(await everything(), /käse/i);
  });

  test('leaves no address in what an order’s names are compared by, nor what others call the order', async () => {
    await record(worker, ...life('SS-1', ANA));
    await erase({ order_id: 'SS-1' });
    await erase({ email: ANA });
    assert.doesNotMatch(await everything(), /example|pi_SS-1/i);
  });

  test('takes out who clicked only where that is who is meant', async () => {
    await record(worker, ...life('SS-1', 'ben@example.com'));
    await asViewer(worker, { sub: ANA }).resolveOrder('SS-1');
    await erase({ order_id: 'SS-1' });
    assert.ok((await everything()).includes(ANA));
    await erase({ email: ANA });
    const clicked = (await asViewer(worker).feed({ type: 'order.submission_failed' })).events;
    assert.deepEqual(
      clicked.map(({ resolved_by, resolved_at }) => [resolved_by, resolved_at === null]),
      [['erased', false]],
    );
  });

  test('leaves the state of problems as it is, and open to what closes them', async () => {
    const failed = { event_type: 'order.submission_failed', order_id: 'SS-1', message: `${ANA}` };
    const profile = { event_type: 'import.failed', level: 'error' as const, message: ANA, problem: `profile:${ANA}` };
    await record(worker, failed, failed, failed, profile, profile);
    const states = async () =>
      (await asViewer(worker).feed()).events.map(({ repeats, resolved_by }) => [repeats, resolved_by]);
    const before = [await states(), await asViewer(worker).attention()];
    assert.deepEqual(await erase({ email: ANA }), { erased: 5, requests: 1 });
    assert.deepEqual([await states(), await asViewer(worker).attention()], before);
    await record(worker, { event_type: 'order.submitted', order_id: 'SS-1', message: 'x' });
    assert.equal((await asViewer(worker).attention()).count, 1);
  });

  test('keeps a resend from bringing it back, but not what is told anew', async () => {
    const event = { event_type: 'order.note', message: ANA, order_id: 'SS-1', occurred_at: '2026-02-16T12:00:00Z' };
    const key = { ...event, idempotency_key: 'note-1' };
    await asServer(worker, '/v1/events', key);
    const { sign, deliveries } = await loadFixture('resend');
    const secret = SECRETS.RESEND_WEBHOOK_SECRET!;
    const [bounced] = Object.values(deliveries(Date.now() - 60_000)).filter(({ expect }) => expect[0]?.payload?.email);
    const text = JSON.stringify(bounced!.body);
    const deliver = async (id: string) => {
      const { signature } = await sign(text, { secret, at: Date.now(), id });
      const response = await worker.fetch('/webhooks/resend', { method: 'POST', headers: signature!, body: text });
      return ((await response.json()) as { accepted: number }).accepted;
    };
    assert.equal(await deliver('msg_1'), 1);
    const email = String(bounced!.expect[0]!.payload!.email);
    assert.equal((await erase({ email })).erased, 1);
    assert.equal((await erase({ email: ANA })).erased, 1);
    assert.equal((await asServer(worker, '/v1/events', key)).status, 200);
    assert.equal(await deliver('msg_1'), 0);
    const left = await everything();
    for (const address of [email, ANA]) assert.ok(!left.includes(address), address);
    assert.equal(await deliver('msg_2'), 1);
    assert.ok((await everything()).includes(email));
    assert.equal((await erase({ email })).erased, 1);
  });

  test('goes in pages that a free plan bears, in a log of any size', async () => {
    const note = (i: number) =>
      entry('order.note', { message: `Note ${i}`, occurred_at: NOON + i, order_id: `SS-${i}` });
    const hers = (i: number) =>
      entry('order.note', { message: ANA, occurred_at: NOON + i * 4, order_id: 'SS-A', refs: [`a:${i}`] });
    await log(...Array.from({ length: 5200 }, (_, i) => note(i)));
    await log(...Array.from({ length: 700 }, (_, i) => hers(i)));
    const pages: { erased: number; read: number; written: number; next: string | null }[] = [];
    let next: string | null = null;
    do {
      const { db, meter } = metered(worker.db);
      const response: Response = await app.request(
        '/v1/erase',
        {
          method: 'POST',
          headers: { ...bearer(ADMIN_KEY), 'Content-Type': 'application/json' },
          body: JSON.stringify({ email: ANA, next }),
        },
        { ...SECRETS, DB: db },
      );
      assert.equal(response.status, 200);
      const page = (await response.json()) as Erased;
      next = page.next;
      pages.push({ ...page, ...meter });
    } while (next !== null);
    console.log(
      pages.map(({ erased, read, written }) => `${erased} erased: ${read} rows read, ${written} written`).join('; '),
    );
    assert.equal(
      pages.reduce((sum, { erased }) => sum + erased, 0),
      700,
    );
    for (const { read, written, erased } of pages) {
      assert.ok(erased <= 500 && read <= 15_000 && written <= 2_500, `${read} rows read, ${written} written`);
    }
    assert.deepEqual(await erase({ order_id: 'SS-A' }), { erased: 0, requests: 2 });
    assert.doesNotMatch(await everything(), /ana\.jones/i);
  });

  for (const [what, body, path] of [
    ['neither', {}, 'email'],
    ['both', { email: ANA, order_id: 'SS-1' }, 'email'],
    ['no address', { email: 'ana' }, 'email'],
    ['an empty order number', { order_id: '' }, 'order_id'],
    ['another field', { email: ANA, colour: 'red' }, 'colour'],
  ] as const) {
    test(`refuses ${what} and names ${path}`, async () => {
      const response = await call(body);
      assert.equal(response.status, 422);
      assert.equal(((await response.json()) as ProblemJson).errors![0]!.path, path);
    });
  }

  test('refuses a next that it did not give out', async () => {
    for (const next of ['x', '', btoa('x'), '€']) assert.equal((await call({ email: ANA, next })).status, 400);
  });

  test('is for an admin key alone', async () => {
    for (const key of [API_KEY, 'garbage', await viewerToken()])
      assert.equal((await call({ email: ANA }, key)).status, 401);
  });
});
