import { test } from 'node:test';
import fc from 'fast-check';
import type { Seen } from '../testing/check-log.ts';
import { changedConfig, TABLES, useWorker, withEntry } from '../testing/harness.ts';
import { events } from '../testing/histories.ts';
import type { History } from '../testing/history-worker.ts';
import { OPERATIONS, type Operation } from '../testing/random-shop.ts';

const { HISTORIES = '10', SEED = '42' } = process.env;

const withHistory = withEntry('worker/testing/history-worker.ts');
const worker = useWorker({
  configPath: changedConfig((toml) =>
    withHistory(toml).replace(/^compatibility_date.*/m, '$&\ncompatibility_flags = ["nodejs_compat"]'),
  ),
});

const step = fc.oneof(
  ...Object.entries(OPERATIONS).map(([op, weight]) => ({
    weight,
    arbitrary: fc.record({ op: fc.constant(op as Operation), n: fc.nat(100) }),
  })),
);

const histories: fc.Arbitrary<History> = fc.record({
  queue: events(8, 24),
  steps: fc.array(step, { minLength: 8, maxLength: 20 }),
});

test(`${HISTORIES} random histories on D1 end in the state that the fold says`, async (t) => {
  const seen: Seen[] = [];
  const property = fc.asyncProperty(histories, async (history) => {
    await worker.db.batch(TABLES.map((table) => worker.db.prepare(`DELETE FROM ${table}`)));
    seen.push(await worker.play<Seen>('/history', history));
  });
  await fc.assert(property, { numRuns: Number(HISTORIES), seed: Number(SEED), endOnFailure: false });
  const sum = (of: (one: Seen) => number) => seen.reduce((total, one) => total + of(one), 0);
  t.diagnostic(
    `histories ${seen.length}, events ${sum(({ events }) => events)}, appends ${sum(({ appends }) => appends)}`,
  );
  t.diagnostic(
    `tries ${sum(({ tries }) => tries)}, joined ${sum(({ joined }) => joined)}, hidden ${sum(({ hidden }) => hidden)}`,
  );
  t.diagnostic(`clicks ${sum(({ clicks }) => clicks)}, open ${sum(({ open }) => open)}, cut ${sum(({ cut }) => cut)}`);
  t.diagnostic(`standings ${[...new Set(seen.flatMap(({ standings }) => standings))].join(' ')}`);
});
