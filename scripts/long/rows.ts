// Part of `npm run test:long`: checks the bounds of `npm run bench` at 10,000 events, and that column of docs/costs.md.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { D1Database } from '@cloudflare/workers-types';
import { COUNTS } from '../../bench/counts.ts';
import { peaks } from '../../bench/free-plan.ts';
import { isWithin, type Measured } from '../../bench/line.ts';
import { openD1 } from '../../bench/local-d1.ts';
import { LINES } from '../../bench/measure.ts';
import { discard, seeded } from '../../bench/seed.ts';
import { lineOf } from '../../bench/table.ts';

describe('among 10,000 events', () => {
  const measured = new Map<string, Measured>();
  let [DB, close, folder] = [undefined as unknown as D1Database, async () => {}, ''];
  before(async () => {
    folder = await seeded(10_000, () => {});
    ({ DB, close } = await openD1(folder));
  });
  after(async () => {
    await close();
    discard(folder);
  });

  for (const { call, measure } of LINES) {
    test(`${call}: reads and writes no more than its bound`, async () => {
      const cost = await measure(DB);
      measured.set(call, cost);
      const { read, written, most } = cost;
      assert.ok(isWithin(cost), `${read} read, ${written} written, at most ${JSON.stringify(most)}`);
    });
  }

  test('docs/costs.md has the rows of each call', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/costs.md'), 'utf8');
    const cells = (line: string) => line.split('|').map((cell) => cell.trim());
    const documented = new Map(page.split('\n').map((line) => [cells(line)[1], cells(line)[3]]));
    for (const [call, cost] of measured) assert.equal(documented.get(call), cells(lineOf(call, [cost]))[3], call);
  });

  test('an event takes no more bytes than docs/costs.md says', () => {
    assert.ok(measured.get('storage, bytes an event')!.read <= COUNTS.bytes);
  });

  test('every request fits the free plan', () => {
    for (const { what, most, of, call } of peaks(measured)) assert.ok(most <= of, `${call}: ${most} ${what}`);
  });
});
