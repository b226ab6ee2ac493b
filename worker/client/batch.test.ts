import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { asViewer } from '../testing/callers.ts';
import { API_KEY, useWorker } from '../testing/harness.ts';
import { type BatchEntry, createClient } from './index.ts';

const worker = useWorker();

/** A client that counts its requests, and whose n-th may be answered by hand. */
const counting = (answer: (n: number) => Response | undefined = () => undefined) => {
  const sizes: number[] = [];
  const client = createClient({
    url: worker.url.origin,
    apiKey: API_KEY,
    timeout: 20_000,
    fetch: async (url, init) => {
      sizes.push(JSON.parse(String(init.body)).events.length);
      return answer(sizes.length) ?? fetch(url, init);
    },
  });
  return { client, sizes };
};

const notes = (count: number, more: Partial<BatchEntry> = {}): BatchEntry[] =>
  Array.from({ length: count }, (_, i) => ({ type: 'warehouse.picked', message: `Shelf ${i}`, ...more }));

/** As long as actions may be. */
const ACTIONS = Array.from({ length: 8 }, (_, i) => ({
  name: `act${i}`,
  label: 'Open',
  url: `https://shop.example/${'x'.repeat(2_000)}`,
}));

describe('a batch', () => {
  test('of any length is sent 50 a request', async () => {
    const { client, sizes } = counting();
    assert.deepEqual(await client.batch(notes(101)), { ok: true, accepted: 101, duplicates: 0, rejected: [] });
    assert.deepEqual(sizes, [50, 50, 1]);
  });

  test('keeps each request below what the Worker takes', async () => {
    const { client, sizes } = counting();
    const { accepted } = await client.batch(notes(50, { payload: { text: 'é'.repeat(7_000) }, actions: ACTIONS }));
    assert.equal(accepted, 50);
    assert.ok(sizes.length > 1);
  });

  test('of nothing is no request', async () => {
    const { client, sizes } = counting();
    assert.deepEqual(await client.batch([]), { ok: true, accepted: 0, duplicates: 0, rejected: [] });
    assert.deepEqual(sizes, []);
  });

  test('says by its place in the batch what was not taken, and keeps the rest', async () => {
    const { client } = counting();
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const entries = notes(100);
    entries[3] = { type: 'warehouse.picked', message: 'x', payload: circular as never };
    entries[4] = { type: 'warehouse.picked', message: 'x', occurred_at: 'yesterday-ish' };
    entries[70] = { type: 'Not a type', message: 'x' };
    const { ok, accepted, rejected } = await client.batch(entries);
    assert.deepEqual([ok, accepted], [false, 97]);
    assert.deepEqual(
      rejected.map(({ index, errors }) => [index, errors[0]?.path]),
      [
        [3, ''],
        [4, 'occurred_at'],
        [70, 'event_type'],
      ],
    );
  });

  test('sent twice is recorded once where its entries have keys', async () => {
    const { client } = counting();
    const entries = [{ type: 'order.delivered', order_id: 'SS-1', idempotency_key: 'a', occurred_at: Date.now() }];
    await client.batch(entries);
    assert.deepEqual(await client.batch(entries), { ok: true, accepted: 0, duplicates: 1, rejected: [] });
    assert.equal((await asViewer(worker).feed({})).events.length, 1);
  });

  test('goes on after a request that failed, and says so', async () => {
    const { client } = counting((n) => (n === 1 ? Response.json({ detail: 'No.' }, { status: 422 }) : undefined));
    const { ok, accepted, error } = await client.batch(notes(60));
    assert.deepEqual([ok, accepted, error], [false, 10, 'Flagpost answered 422: No.']);
  });

  test('never throws, whatever it is given or answered', async () => {
    for (const entries of [undefined, null, 7, [null], [undefined]]) {
      assert.equal((await counting().client.batch(entries as never)).ok, false);
    }
    for (const body of ['', '[]', 'null', '{"accepted":1}']) {
      assert.equal((await counting(() => new Response(body)).client.batch(notes(1))).ok, false);
    }
  });

  test('is handed to waitUntil', async () => {
    const handed: Promise<unknown>[] = [];
    const sending = counting().client.batch(notes(1), { waitUntil: (promise) => handed.push(promise) });
    assert.deepEqual(handed, [sending]);
    await sending;
  });
});
