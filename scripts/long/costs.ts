// Part of `npm run test:long`: plays a shop, whose counts docs/costs.md and the README go by, and bounds what an admin's tab
// costs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adminTab } from '../../bench/admin-tab.ts';
import { COUNTS } from '../../bench/counts.ts';
import { changedConfig, useWorker, withEntry } from '../../worker/testing/harness.ts';

const worker = useWorker({ configPath: changedConfig(withEntry('bench/shop-worker.ts')) });

test('the counts are those of a played shop that sends each event alone', async () => {
  assert.deepEqual({ order: COUNTS.order, syncs: COUNTS.syncs }, await worker.play('/count', 2500));
});

test('an admin’s tab requests only the count in an hour without news, at little cost', async () => {
  const { requests, rowsRead, bytes, polled } = await adminTab(1);
  assert.deepEqual(Object.keys(polled), ['/v1/attention']);
  assert.ok(requests <= 70 && rowsRead <= 750 && bytes <= 40_000, JSON.stringify({ requests, rowsRead, bytes }));
});
