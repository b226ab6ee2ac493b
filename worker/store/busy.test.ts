import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { D1Database, D1PreparedStatement } from '@cloudflare/workers-types';
import type { BatchAccepted } from '../contract/api.ts';
import type { NewEvent } from '../contract/event.ts';
import { append, entry, SETTINGS } from '../testing/entries.ts';
import { API_KEY, useWorker } from '../testing/harness.ts';
import { resolveEvent } from './clicks.ts';
import { TooBusy, TRIES } from './commit.ts';
import { database } from './database.ts';

const worker = useWorker();

const post = (body: object): Promise<Response> =>
  worker.fetch('/v1/events', {
    method: 'POST',
    headers: { Authorization: `Bearer ${API_KEY}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

const event = (order: number, key: string): NewEvent => ({
  event_type: 'order.submission_failed',
  message: key,
  order_id: `SS-${order}`,
  refs: [`stripe:${order}`],
  idempotency_key: key,
  occurred_at: new Date(Date.now() - 60_000 + Number(key.replaceAll(/\D/g, ''))).toISOString(),
});

/** Sends as providers and the client do: again after a 503, which says when. */
const send = async (body: object): Promise<{ response: Response; sent: number }> => {
  for (let sent = 1; ; sent++) {
    const response = await post(body);
    if (response.status !== 503) return { response, sent };
    assert.ok(Number(response.headers.get('Retry-After')) > 0);
    await response.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 400));
  }
};

const count = async (): Promise<number> =>
  (await worker.db.prepare('SELECT count(*) AS n FROM activity_log').first<number>('n'))!;

test('ten appends to one order at once all succeed at once', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => post(event(1, `k${i}`))));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201]);
  assert.equal(await count(), 10);
  const { results } = await worker.db
    .prepare('SELECT repeats FROM activity_log WHERE resolved_at IS NULL')
    .all<{ repeats: number }>();
  assert.deepEqual(results, [{ repeats: 10 }]);
});

test('a click while an append is under way stands, though the append would have closed the problem', async () => {
  const at = Date.now() - 60_000;
  const db = database(worker.db);
  const failed = entry('order.submission_failed', { order_id: 'SS-1', occurred_at: at });
  const [id] = (await append(db, [failed], at)).ids;
  let isClicked = false;
  const click = async () => {
    if (isClicked) return;
    isClicked = true;
    await resolveEvent(db, id!, { by: 'Ana', order_id: null }, SETTINGS, at + 2000);
  };
  // The click comes between the append's load and its save.
  const slow = {
    prepare: (query: string) => worker.db.prepare(query),
    batch: async (statements: D1PreparedStatement[]) => {
      const results = await worker.db.batch(statements);
      await click();
      return results;
    },
  } as unknown as D1Database;
  const sent = entry('order.submitted', { order_id: 'SS-1', occurred_at: at + 1000 });
  await append(database(slow), [sent], at + 3000);
  const row = await worker.db.prepare("SELECT resolved_by FROM activity_log WHERE level = 'error'").first();
  assert.deepEqual([isClicked, row], [true, { resolved_by: 'Ana' }]);
});

test('forty appends to one order at once are stored once each, with their senders’ retries', async (t) => {
  const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => send(event(1, `k${i}`))));
  assert.ok(answers.every(({ response }) => response.status === 201 || response.status === 200));
  assert.equal(await count(), 40);
  t.diagnostic(`requests a sender needed, at most: ${Math.max(...answers.map(({ sent }) => sent))}`);
});

test('twenty batches over the same thirty orders at once lose no event', async (t) => {
  const batches = Array.from({ length: 20 }, (_, b) =>
    Array.from({ length: 25 }, (_, i) => event((b + i) % 30, `k${b * 25 + i}`)),
  );
  const answers = await Promise.all(batches.map((events) => send({ events })));
  for (const { response } of answers) {
    const { accepted, duplicates, rejected } = (await response.json()) as BatchAccepted;
    assert.deepEqual([accepted + duplicates, rejected], [25, []]);
  }
  assert.equal(await count(), 500);
  const { results } = await worker.db.prepare('SELECT repeats FROM activity_log WHERE resolved_at IS NULL').all();
  assert.equal(results.length, 30);
  t.diagnostic(`requests a sender needed, at most: ${Math.max(...answers.map(({ sent }) => sent))}`);
});

test('an append says how often it was tried', async (t) => {
  /** As often as a sender would that is told to come again. */
  const stored = async (i: number): Promise<number> => {
    const one = entry('order.submission_failed', { order_id: 'SS-1', occurred_at: Date.now() - 60_000 + i });
    for (let before = 0; ; before += TRIES) {
      const appended = await append(database(worker.db), [one]).catch((error: unknown) => {
        if (error instanceof TooBusy) return null;
        throw error;
      });
      if (appended) return before + appended.tries;
    }
  };
  const tries = await Promise.all(Array.from({ length: 10 }, (_, i) => stored(i)));
  assert.equal(await count(), 10);
  assert.ok(tries.some((tried) => tried > 1));
  t.diagnostic(`tries of ten appends to one order at once: ${tries.sort((a, b) => a - b).join(' ')}`);
});
