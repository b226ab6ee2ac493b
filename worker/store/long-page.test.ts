import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeedFilters } from '../contract/api.ts';
import { append, entry } from '../testing/entries.ts';
import { useWorker } from '../testing/harness.ts';
import { metered } from '../testing/metered.ts';
import { database } from './database.ts';
import { readLongPage } from './long-page.ts';

const T = Date.UTC(2026, 1, 16);
const EVENTS = 11_000;
const LARGE = 600;

/** Ten events an order, one needle, and 600 events of 16 KB each that are older than all others. */
const event = (i: number) =>
  entry('order.note', {
    order_id: `SS-${Math.floor(i / 10)}`,
    message: i === LARGE + 7 ? 'a needle' : `Note ${i}`,
    source: i % 2 ? 'stripe' : 'api',
    payload: i < LARGE ? { x: 'x'.repeat(16_000) } : {},
    occurred_at: T + i * 1000,
  });

const worker = useWorker({
  seed: async (db) => {
    for (let start = 0; start < EVENTS; start += 200) {
      await append(
        database(db),
        Array.from({ length: 200 }, (_, i) => event(start + i)),
      );
    }
  },
});

const page = async (filters: Omit<FeedFilters, 'tab'>, from: string | null = null, scope: string | null = null) => {
  const { db, meter } = metered(worker.db);
  const read = await readLongPage(
    database(db),
    { tab: 'all', ...filters },
    scope,
    from,
    5000,
    (e) => `${e.message}\n`,
    {},
  );
  assert.equal(meter.written, 0);
  return { lines: read.text.split('\n').slice(0, -1), next: read.next, rows: meter.read };
};

test('5,000 events read 5,010 rows: one a query tells whether there is more', async () => {
  const { lines, next, rows } = await page({});
  assert.equal(lines.length, 5000);
  assert.notEqual(next, null);
  assert.ok(rows <= 5010, `${rows} rows read`);
});

test('a page of a narrow filter reads at most 5,000 rows, and all of them find the needle', async () => {
  const found: string[] = [];
  for (let from: string | null | undefined; from !== null; ) {
    const { lines, next, rows }: Awaited<ReturnType<typeof page>> = await page({ q: 'NEEDLE' }, from ?? null);
    assert.ok(rows <= 5000, `${rows} rows read`);
    found.push(...lines);
    from = next;
  }
  assert.deepEqual(found, ['a needle']);
});

test('a filter that half of the log fits finds half of what it looks at', async () => {
  const { lines, rows } = await page({ source: ['api'] });
  assert.equal(lines.length, 1250);
  assert.ok(rows <= 5000, `${rows} rows read`);
});

test('one order reads that order only', async () => {
  const { lines, next, rows } = await page({}, null, 'SS-500');
  assert.deepEqual([lines.length, next], [10, null]);
  assert.ok(rows <= 30, `${rows} rows read`);
});

test('what is large comes in shorter pages, so that memory holds', async () => {
  const { db } = metered(worker.db);
  const until = { tab: 'all', until: T + LARGE * 1000 } as const;
  const read = await readLongPage(database(db), until, null, null, 5000, (e) => `${JSON.stringify(e)}\n`, {});
  assert.ok(read.text.length < 17 * 1024 * 1024);
  assert.notEqual(read.next, null, 'it ends after the first of two chunks');
});
