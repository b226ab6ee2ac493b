import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { entry } from '../testing/entries.ts';
import { useWorker } from '../testing/harness.ts';
import { type Clicks, type State, stateOf } from '../testing/model.ts';
import { append, type Entry } from './append.ts';
import { resolveEvent, undoResolve } from './attention.ts';
import { type Database, database } from './database.ts';
import { runsOf, SINGLE } from './runs.ts';
import { activityLog } from './schema.ts';

const HISTORIES = Number(process.env.HISTORIES ?? 300);
const SEED = Number(process.env.SEED ?? 42);
const T = Date.UTC(2026, 1, 16);
const TABLES = ['activity_log', 'order_ref', 'waiting', 'seen', 'job_run'];

const worker = useWorker();

// Few orders, few refs, few moments: so that everything collides.
const KINDS: [type: string, told?: Partial<Entry>][] = [
  ['order.created'],
  ['order.submission_failed'],
  ['order.submission_failed'],
  ['order.submission_failed', { problem: 'warehouse:7' }],
  ['order.submitted'],
  ['order.submitted', { problem: 'warehouse:7' }],
  ['order.shipped'],
  ['order.delivered', { fact: 'delivered:1' }],
  ['order.delivered', { fact: 'delivered:1', source: 'easypost' }],
  ['order.cancelled'],
  ['order.note'],
  ['email.bounced'],
  ['sync.completed', { payload: { provider: 'Printify' } }],
  ['sync.failed', { payload: { provider: 'printify' } }],
  ['sync.failed', { payload: { provider: 'printify' } }],
  ['import.failed', { level: 'error', problem: '1' }],
  ['import.done', { problem: '1' }],
];

const event = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    moment: fc.nat(12),
    order: fc.constantFrom('A', 'B'),
    knows: fc.boolean(),
    refs: fc.subarray(['stripe', 'printify', 'tracking'], { maxLength: 2 }),
  })
  .map(({ kind: [type, told], moment, order, knows, refs }): Entry => {
    const ofOrder = type.startsWith('order.');
    return entry(type, {
      ...told,
      occurred_at: T + moment * 1000,
      order_id: ofOrder && knows ? order : null,
      refs: ofOrder ? refs.map((ref) => `${ref}:${order}`) : [],
    });
  });

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ op: fc.constant('deliver' as const), n: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('at once' as const), n: fc.integer({ min: 2, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('again' as const), n: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({ op: fc.constant('click' as const), n: fc.nat(), by: fc.constantFrom('Ana', 'Ben') }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('undo' as const), n: fc.nat() }) },
);

/** One shop's log and what a model of it must know: the events told and the clicks that took. */
class History {
  readonly told = new Map<string, Entry>();
  readonly clicks: Clicks = new Map();
  #clock = T + 1e9;
  readonly #db: Database;
  readonly #queue: Entry[];

  constructor(db: Database, queue: Entry[]) {
    this.#db = db;
    this.#queue = [...queue];
  }

  async play({ op, n, by = '' }: { op: string; n: number; by?: string }): Promise<void> {
    if (op === 'deliver') await this.#tell(this.#queue.splice(0, n));
    if (op === 'at once') await Promise.all(this.#queue.splice(0, n).map((each) => this.#tell([each])));
    if (op === 'again') await this.#again([...this.told.values()].at(n % this.told.size || 0));
    if (op === 'click')
      await this.#click(
        this.#pick(
          [...this.told].filter(([, { level }]) => level !== 'info').map(([id]) => id),
          n,
        ),
        by,
      );
    if (op === 'undo') await this.#undo(this.#pick([...this.clicks.keys()], n));
  }

  async finish(): Promise<void> {
    while (this.#queue.length > 0) await this.#tell(this.#queue.splice(0, 3));
  }

  #pick(ids: string[], n: number): string | undefined {
    return ids[n % ids.length];
  }

  async #tell(entries: Entry[]): Promise<void> {
    const { ids } = await append(this.#db, entries);
    for (const [i, id] of ids.entries()) this.told.set(id, entries[i]!);
  }

  async #again(told: Entry | undefined): Promise<void> {
    if (told) assert.equal((await append(this.#db, [told])).added.size, 0);
  }

  async #click(id: string | undefined, by: string): Promise<void> {
    if (id === undefined) return;
    const at = this.#clock++;
    await resolveEvent(this.#db, id, null, by, at);
    if (!this.clicks.has(id)) this.clicks.set(id, { by, at });
  }

  async #undo(id: string | undefined): Promise<void> {
    if (id === undefined) return;
    await undoResolve(this.#db, id, null);
    this.clicks.delete(id);
  }
}

const stored = async (db: Database): Promise<State[]> => {
  const rows = await db.select().from(activityLog);
  const runs = await runsOf(db, rows);
  return rows.map(({ id, order_id, retold, resolved_at, resolved_by }) => {
    const { repeats } = runs.get(id) ?? SINGLE;
    return { id, order_id, retold, resolved_at, resolved_by, repeats };
  });
};

test(`the state of ${HISTORIES} random histories is what the model says, in whatever order they came`, async (t) => {
  const seen = {
    histories: 0,
    events: 0,
    clicks: 0,
    joined: 0,
    retold: 0,
    recovered: 0,
    repeated: 0,
    open: 0,
    repeats: 0,
  };
  const history = fc.array(event, { minLength: 10, maxLength: 36 });
  const steps = fc.array(step, { minLength: 12, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(history, steps, async (events, played) => {
      await worker.db.batch(TABLES.map((table) => worker.db.prepare(`DELETE FROM ${table}`)));
      const db = database(worker.db);
      const shop = new History(db, events);
      for (const one of played) await shop.play(one);
      await shop.finish();
      const [is, should] = [await stored(db), stateOf(shop.told, shop.clicks)];
      assert.deepEqual(is, should);
      seen.histories++;
      seen.clicks += shop.clicks.size;
      for (const row of is) {
        seen.events++;
        if (row.order_id !== null && shop.told.get(row.id)!.order_id === null) seen.joined++;
        if (row.retold) seen.retold++;
        if (row.resolved_by === 'recovered' || row.resolved_by === 'repeated') seen[row.resolved_by]++;
        if (row.resolved_by === null && shop.told.get(row.id)!.level !== 'info') seen.open++;
        seen.repeats = Math.max(seen.repeats, row.repeats);
      }
    }),
    { numRuns: HISTORIES, seed: SEED },
  );
  t.diagnostic(JSON.stringify(seen));
});
