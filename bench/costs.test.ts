// Part of `npm test`: plays a shop, and checks each figure of docs/costs.md.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { changedConfig, useWorker, withEntry } from '../worker/testing/harness.ts';
import { bill, mostForFree, SHOPS, tables } from './costs.ts';
import { COUNTS } from './counts.ts';

const ROOT = join(import.meta.dirname, '..');
const page = readFileSync(join(ROOT, 'docs/costs.md'), 'utf8');

test('docs/costs.md has the figures of the counts and prices', () => {
  assert.ok(page.includes(tables()), `docs/costs.md should have:\n${tables()}`);
});

test('the README has the same costs', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const dollars = SHOPS.map((shop) => `$${bill(shop).toFixed(2)}`);
  for (const figure of [...dollars, `${mostForFree()} orders a day`]) assert.ok(readme.includes(figure), figure);
});

const worker = useWorker({ configPath: changedConfig(withEntry('bench/shop-worker.ts')) });

test('the counts are those of a played shop that sends each event alone', async () => {
  assert.deepEqual({ order: COUNTS.order, syncs: COUNTS.syncs }, await worker.play('/count', 2500));
});
