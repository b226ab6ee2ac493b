import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeedFilters } from '../contract/api.ts';
import { idFloor } from '../domain/event-id.ts';
import { append, entry } from '../testing/entries.ts';
import { useWorker } from '../testing/harness.ts';
import { metered } from '../testing/metered.ts';
import { openNow } from './attention.ts';
import { database } from './database.ts';
import { readFeed } from './feed.ts';
import { readTimeline } from './read.ts';

const T = Date.UTC(2026, 1, 16);
const EVENTS = 10_000;

/** Ten events an order; every hundredth event a failure. */
const event = (i: number) =>
  entry(i % 100 === 50 ? 'order.submission_failed' : 'order.note', {
    order_id: `SS-${Math.floor(i / 10)}`,
    message: i === 7 ? 'a needle' : `Note ${i}`,
    occurred_at: T + i * 1000,
  });

const worker = useWorker({
  seed: async (db) => {
    for (let start = 0; start < EVENTS; start += 1000) {
      await append(
        database(db),
        Array.from({ length: 1000 }, (_, i) => event(start + i)),
      );
    }
  },
});

const reading = async <T>(
  read: (db: ReturnType<typeof database>) => Promise<T>,
): Promise<{ result: T; rows: number }> => {
  const { db, meter } = metered(worker.db);
  const result = await read(database(db));
  assert.equal(meter.written, 0);
  return { result, rows: meter.read };
};

const ALL: FeedFilters = { tab: 'all' };

for (const depth of [0, 1000, 5000, 9900]) {
  test(`a page of 50 behind ${depth} events reads at most 51 rows`, async () => {
    const before = idFloor(T + (EVENTS - depth) * 1000);
    const { result, rows } = await reading((db) => readFeed(db, ALL, null, before, 50));
    assert.equal(result.rows.length, 50);
    assert.ok(rows <= 51, `${rows} rows read`);
  });
}

test('a page of what needs attention reads at most 51 rows, and their index', async () => {
  const { result, rows } = await reading((db) => readFeed(db, { tab: 'attention' }, null, null, 50));
  assert.equal(result.rows.length, 50);
  assert.ok(rows <= 102, `${rows} rows read`);
});

test('a narrow page reads at most 5,000 rows and says where to go on', async () => {
  const pageFrom = (from: string | null) => reading((db) => readFeed(db, { ...ALL, q: 'needle' }, null, from, 50));
  const found: string[] = [];
  for (let from: string | null | undefined; from !== null; ) {
    const { result, rows }: Awaited<ReturnType<typeof pageFrom>> = await pageFrom(from ?? null);
    assert.ok(rows <= 5000, `${rows} rows read`);
    found.push(...result.rows.map(({ message }) => message));
    from = result.next;
  }
  assert.deepEqual(found, ['a needle']);
});

for (const narrow of [
  { level: ['warning' as const] },
  { type: ['sync.*', 'abandoned_cart.created'] },
  { group: ['own' as const, 'syncs' as const] },
  { source: ['stripe'] },
  { actor: 'Ana' },
  { problem: 'export' },
  { problem: 'sync:printify' },
  { q: 'nowhere' },
  { tab: 'attention' as const, q: 'nowhere' },
  { level: ['error' as const], since: T, until: T + EVENTS * 1000, q: 'nowhere' },
]) {
  test(`a page of ${JSON.stringify(narrow)} reads at most 5,000 rows`, async () => {
    const { result, rows } = await reading((db) => readFeed(db, { ...ALL, ...narrow }, null, null, 200));
    assert.equal(result.rows.length, 0);
    assert.ok(rows <= 5000, `${rows} rows read`);
  });
}

test('a narrow page that is full stops reading', async () => {
  const { result, rows } = await reading((db) => readFeed(db, { ...ALL, type: ['order.*'] }, null, null, 50));
  assert.equal(result.rows.length, 50);
  assert.ok(rows <= 60, `${rows} rows read`);
});

test('a range of time reads only its rows', async () => {
  const range = { ...ALL, since: T + 5000, until: T + 10_000 };
  const { result, rows } = await reading((db) => readFeed(db, range, null, null, 50));
  assert.equal(result.rows.length, 5);
  assert.ok(rows <= 6, `${rows} rows read`);
});

test('a page of a range of time goes on where the one before ended', async () => {
  const filters = { ...ALL, since: T, until: T + 5_000_000 };
  const { result, rows } = await reading((db) => readFeed(db, filters, null, idFloor(T + 1_000_000), 50));
  assert.equal(result.rows.length, 50);
  assert.ok(rows <= 51, `${rows} rows read`);
});

test('the timeline of ten events reads at most twelve rows and their index', async () => {
  const { result, rows } = await reading((db) => readTimeline(db, 'SS-500'));
  assert.equal(result.rows.length, 10);
  assert.ok(rows <= 12, `${rows} rows read`);
});

test('the feed of one order reads that order only', async () => {
  const { result, rows } = await reading((db) => readFeed(db, ALL, 'SS-500', null, 50));
  assert.equal(result.rows.length, 10);
  assert.ok(rows <= 30, `${rows} rows read`);
});

test('the count reads what it counts', async () => {
  const { result, rows } = await reading((db) => openNow(db, null));
  assert.equal(result.length, 100);
  assert.ok(rows <= 100, `${rows} rows read`);
});
