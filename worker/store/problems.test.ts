import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Level } from '../contract/event.ts';
import { TABLES, useWorker } from '../testing/harness.ts';
import { History, histories } from '../testing/history.ts';
import { type State, stateOf } from '../testing/model.ts';
import { openNow } from './attention.ts';
import { type Database, database } from './database.ts';
import { type FeedSlice, readFeed } from './feed.ts';
import { snoozedUntil } from './open.ts';
import { activityLog } from './schema.ts';

const { HISTORIES = '300', SEED = '42', SHRINK, DROP } = process.env;

const worker = useWorker();

const stored = async (db: Database, now: number): Promise<State[]> => {
  const rows = await db.select().from(activityLog);
  return rows.map((row) => {
    const { id, order_id, retold, resolved_at, resolved_by, subject, repeats, came_back } = row;
    const isNewest = subject !== null && resolved_by !== 'repeated';
    const run = isNewest ? { repeats: repeats ?? 1, came_back } : { repeats: 1, came_back: null };
    return { id, order_id, retold, resolved_at, resolved_by, snoozed_until: snoozedUntil(row, now), ...run };
  });
};

/** What is listed as needing attention, as snoozed, and what is counted, is what the states say. */
const listsAlike = async (db: Database, states: State[], levels: Map<string, Level>, now: number): Promise<void> => {
  const open = states.filter(({ id, resolved_at }) => resolved_at === null && levels.get(id) !== 'info');
  const [snoozed, awake] = [true, false].map((is) =>
    open.filter(({ snoozed_until }) => (snoozed_until !== null) === is),
  );
  assert.equal((await openNow(db, null, now)).length, awake!.length);
  for (const [tab, is] of [
    ['attention', awake!],
    ['snoozed', snoozed!],
  ] as const) {
    const listed: string[] = [];
    for (let before: string | null = null, first = true; first || before !== null; first = false) {
      const page: FeedSlice = await readFeed(db, { tab }, null, before, 5, undefined, now);
      listed.push(...page.rows.map(({ id }) => id));
      before = page.before;
    }
    assert.deepEqual(listed, is.map(({ id }) => id).reverse());
  }
};

test(`the state of ${HISTORIES} random histories is what the model says, in whatever order they came`, async (t) => {
  const seen = {
    histories: 0,
    events: 0,
    clicks: 0,
    joined: 0,
    retold: 0,
    snoozed: 0,
    recovered: 0,
    repeated: 0,
    overdue: 0,
    back: 0,
    most: 0,
  };
  // For .ci/mutate.ts, which wants to see this fail.
  if (DROP) await worker.db.prepare(`DROP TRIGGER ${DROP}`).run();
  const property = fc.asyncProperty(histories, async ({ events, steps }) => {
    await worker.db.batch(TABLES.map((table) => worker.db.prepare(`DELETE FROM ${table}`)));
    const db = database(worker.db);
    const shop = new History(worker.db, events);
    await shop.play(steps);
    const { now } = shop.snoozes;
    const is = await stored(db, now);
    assert.deepEqual(is, stateOf(shop.told, shop.clicks, shop.snoozes));
    await listsAlike(db, is, new Map([...shop.told].map(([id, { level }]) => [id, level])), now);
    assert.deepEqual((await worker.db.prepare('SELECT * FROM waiting JOIN order_ref USING (ref)').all()).results, []);
    seen.histories++;
    seen.clicks += shop.clicks.size;
    for (const { id, order_id, retold, resolved_by, snoozed_until, repeats, came_back } of is) {
      const told = shop.told.get(id)!;
      seen.events++;
      if (order_id !== null && told.order_id === null) seen.joined++;
      if (retold) seen.retold++;
      if (told.since) seen.overdue++;
      if (snoozed_until) seen.snoozed++;
      if (resolved_by === 'recovered' || resolved_by === 'repeated') seen[resolved_by]++;
      if (came_back) seen.back++;
      seen.most = Math.max(seen.most, repeats);
    }
  });
  await fc.assert(property, { numRuns: Number(HISTORIES), seed: Number(SEED), endOnFailure: !SHRINK });
  t.diagnostic(JSON.stringify(seen));
});
