// Part of `npm run test:long`: plays a shop, and checks the counts that docs/costs.md and the README go by.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COUNTS } from '../../bench/counts.ts';
import { changedConfig, useWorker, withEntry } from '../../worker/testing/harness.ts';

const worker = useWorker({ configPath: changedConfig(withEntry('bench/shop-worker.ts')) });

test('the counts are those of a played shop that sends each event alone', async () => {
  assert.deepEqual({ order: COUNTS.order, syncs: COUNTS.syncs }, await worker.play('/count', 2500));
});
