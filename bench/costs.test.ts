// Part of `npm test`: checks each figure of docs/costs.md. `scripts/long/costs.ts` plays a shop to check the counts.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { bill, mostForFree, SHOPS, tables } from './costs.ts';

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
