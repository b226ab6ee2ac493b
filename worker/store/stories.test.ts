import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { expectations } from '../domain/deadlines.ts';
import type { Entry } from '../domain/entry.ts';
import { orderOf } from '../domain/story/assign.ts';
import { type Click, NOT_PERSONS, type State, type StoryEvent } from '../domain/story/event.ts';
import { storiesOf } from '../domain/story/stories.ts';
import type { Env } from '../env.ts';
import { overdue } from '../jobs/overdue.ts';
import { prune } from '../jobs/prune.ts';
import { wake } from '../jobs/wake.ts';
import { TABLES, useWorker } from '../testing/harness.ts';
import { events, MINUTE, SETTINGS, START } from '../testing/histories.ts';
import { append } from './append.ts';
import { openNow } from './attention.ts';
import { resolveEvent, resolveOrder, undoResolve } from './clicks.ts';
import { TooBusy } from './commit.ts';
import { database } from './database.ts';
import { eraseOf } from './erase.ts';
import { type FeedSlice, readFeed } from './feed.ts';
import { forgetOrder } from './forget-order.ts';
import { cutOf, goneOf, type Loaded } from './load.ts';
import { newRow } from './new-row.ts';
import { snoozedUntil } from './open.ts';
import { activityLog, type Row, ref, stream } from './schema.ts';
import { snoozeEvent, wakeEvent } from './snooze.ts';

const { HISTORIES = '100', SEED = '42' } = process.env;
const settings = expectations(SETTINGS, true).expected;
const ANYBODY = { by: 'Ana', order_id: null };
const DAY = 24 * 60 * MINUTE;

const worker = useWorker();

const OPERATIONS = {
  ...{ deliver: 6, 'at once': 3, again: 1, click: 3, 'click all': 1, undo: 2, snooze: 2, wake: 1, sweep: 3 },
  ...{ erase: 1, prune: 1, 'delete the order': 1 },
};
type Operation = keyof typeof OPERATIONS;

/** The changes to a log: `n` is a count, or a choice. */
const step = fc.oneof(
  ...Object.entries(OPERATIONS).map(([op, weight]) => ({
    weight,
    arbitrary: fc.record({ op: fc.constant(op as Operation), n: fc.nat(100) }),
  })),
);

const histories = fc.record({
  queue: events(8, 24),
  steps: fc.array(step, { minLength: 8, maxLength: 20 }),
});

const seen = {
  histories: 0,
  events: 0,
  tries: 0,
  appends: 0,
  joined: 0,
  hidden: 0,
  clicks: 0,
  open: 0,
  cut: 0,
  standings: new Set<string>(),
};

/** One shop's log, and what was told and clicked. */
class Shop {
  readonly db = database(worker.db);
  readonly env: Env = { DB: worker.db, RETENTION_DAYS: '1', ...SETTINGS };
  readonly told = new Map<string, Entry>();
  readonly clicks = new Map<string, Click>();
  /** False once events were removed or have lost what they said: then the stored rows are all that there is to go by. */
  isWhole = true;
  #clock = START + 1000 * MINUTE;

  /** As a sender does, who tries again while others are busy with the same orders. */
  async tell(entries: Entry[]): Promise<void> {
    for (;;) {
      try {
        const { ids, tries } = await append(this.db, entries, settings, this.#clock);
        for (const [i, id] of ids.entries()) this.told.set(id, entries[i]!);
        seen.tries += tries;
        seen.appends++;
        return;
      } catch (error) {
        if (!(error instanceof TooBusy)) throw error;
      }
    }
  }

  async play(op: Operation, n: number, queue: Entry[]): Promise<void> {
    const failures = [...this.told].filter(([, { level }]) => level !== 'info').map(([id]) => id);
    const failure = failures[n % failures.length];
    const clicked = [...this.clicks.keys()][n % this.clicks.size];
    const at = this.#clock++;
    if (op === 'deliver') await this.tell(queue.splice(0, 1 + (n % 4)));
    if (op === 'at once') await Promise.all(queue.splice(0, 2 + (n % 4)).map((each) => this.tell([each])));
    if (op === 'again') await this.#again(n);
    if (op === 'click' && failure !== undefined) {
      await resolveEvent(this.db, failure, ANYBODY, settings, at);
      if (!this.clicks.has(failure)) this.clicks.set(failure, { by: 'Ana', at });
    }
    if (op === 'click all') await this.#clickAll(at);
    if (op === 'undo' && clicked !== undefined) {
      await undoResolve(this.db, clicked, null, settings, at);
      this.clicks.delete(clicked);
    }
    if (op === 'snooze' && failure !== undefined) await snoozeEvent(this.db, failure, null, at + 1 + (n % 9), at);
    if (op === 'wake' && failure !== undefined) await wakeEvent(this.db, failure, null, at);
    if (op === 'sweep') {
      await overdue(this.env, START + (n % 20) * MINUTE);
      await wake(this.env, at);
    }
    if (['erase', 'prune', 'delete the order'].includes(op)) this.isWhole = false;
    if (op === 'erase') await eraseOf(this.db, { order_id: 'A' }, null, 'salt', settings, at);
    if (op === 'prune') await prune(this.env, START + 1000 * MINUTE + DAY + 1 + n);
    if (op === 'delete the order') await forgetOrder(this.db, 'B');
  }

  async #again(n: number): Promise<void> {
    const one = [...this.told.values()][n % this.told.size];
    if (!one || !this.isWhole) return;
    const { added } = await append(this.db, [one], settings, this.#clock);
    assert.equal(added.size, 0);
  }

  async #clickAll(at: number): Promise<void> {
    const { resolved } = await resolveOrder(this.db, 'A', at, ANYBODY, at);
    for (const id of resolved) this.clicks.set(id, { by: 'Ana', at });
  }

  get now(): number {
    return this.#clock;
  }
}

const stateOf = ({
  hidden,
  is_whole,
  retracted,
  is_part,
  items_of,
  resolved_at,
  resolved_by,
  repeats,
  came_back,
}: Row): State => {
  return { hidden, is_whole, retracted, is_part, items_of, resolved_at, resolved_by, repeats, came_back };
};

const clickOf = ({ resolved_at, resolved_by }: Row): Click | null =>
  resolved_by === null || NOT_PERSONS.includes(resolved_by) ? null : { by: resolved_by, at: resolved_at! };

/** Everything that is stored, as the rules see it. */
const stored = async (shop: Shop): Promise<{ rows: Row[]; loaded: Loaded }> => {
  const [rows, streams, refs] = await Promise.all([
    shop.db.select().from(activityLog),
    shop.db.select().from(stream),
    shop.db.select().from(ref),
  ]);
  const events = rows.map((row) => ({ ...row, stream: row.stream!, click: clickOf(row), was: stateOf(row) }));
  const loaded: Loaded = {
    streams: new Map(
      streams.map(({ status, standing, ...row }) => [
        row.key,
        { ...row, is_cut: row.is_cut === 1, standing: status && standing ? { status, ...standing } : null },
      ]),
    ),
    refs,
    events,
    known: new Set(),
    isWhole: true,
  };
  return { rows, loaded };
};

const comparable = (streams: Map<string, string | null>, states: Map<string, State>) =>
  [...states]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, state]) => ({ id, stream: streams.get(id) ?? null, ...state }));

/** The tables say what the fold says of all events at once. */
const check = async (shop: Shop): Promise<void> => {
  const { rows, loaded } = await stored(shop);
  const is = comparable(
    new Map(rows.map((row) => [row.id, row.stream])),
    new Map(rows.map((row) => [row.id, stateOf(row)])),
  );
  const cut = (key: string) => cutOf(loaded.streams.get(key));
  // An event of an order that is gone from the shop stands alone, and as it stood.
  const folded = loaded.events.filter((event) => shop.isWhole || (event.stream as string | null) !== null);
  const whole = storiesOf(folded, settings, goneOf({ ...loaded, events: folded }), cut);
  for (const [key, { standing, awaited }] of whole.stories) {
    if (orderOf(key) === null || loaded.streams.get(key)!.is_cut) continue;
    assert.deepEqual(loaded.streams.get(key)!.standing, standing, key);
    const due = awaited.map(({ due_at }) => due_at);
    assert.equal(loaded.streams.get(key)!.due_at, due.length > 0 ? Math.min(...due) : null);
    seen.standings.add(standing?.status ?? 'none');
  }
  const alone = is.filter(({ id }) => !folded.some((event) => event.id === id));
  assert.deepEqual(
    is,
    [...comparable(whole.streams, whole.states), ...alone].sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
  if (shop.isWhole) {
    const told = await Promise.all([...shop.told.values()].map((entry) => newRow(entry, START)));
    const clicked = (event: StoryEvent) => ({ ...event, click: shop.clicks.get(event.id) ?? null });
    const warnings = loaded.events.filter(({ effects }) => effects.step !== undefined);
    const events = [...new Map(told.map(({ event }) => [event.id, clicked(event)])).values()];
    const model = storiesOf([...events, ...warnings.map((event) => ({ ...event, was: null }))], settings);
    assert.deepEqual(is, comparable(model.streams, model.states), 'what was told');
  }
  seen.histories++;
  seen.events += rows.length;
  seen.joined += rows.filter((row) => row.order_id !== null && row.effects.order === undefined).length;
  seen.hidden += rows.filter(({ hidden }) => hidden !== null).length;
  seen.open += rows.filter((row) => row.level !== 'info' && row.resolved_at === null && row.hidden === null).length;
  seen.clicks += shop.clicks.size;
  seen.cut += [...loaded.streams.values()].filter(({ is_cut }) => is_cut).length;
  await listsAlike(shop, rows);
};

/** The lists and the count show what is open. */
const listsAlike = async ({ db, now }: Shop, rows: Row[]): Promise<void> => {
  const open = rows.filter((row) => row.level !== 'info' && row.resolved_at === null && row.hidden === null);
  const [snoozed, awake] = [true, false].map((is) => open.filter((row) => (snoozedUntil(row, now) !== null) === is));
  assert.equal((await openNow(db, null, now)).length, awake!.length);
  const shown = rows.filter(({ hidden }) => hidden === null);
  for (const [tab, all] of [
    ['all', shown],
    ['attention', awake!],
    ['snoozed', snoozed!],
  ] as const) {
    const listed: string[] = [];
    for (let before: string | null = null, first = true; first || before !== null; first = false) {
      const page: FeedSlice = await readFeed(db, { tab }, null, before, 5, { now });
      listed.push(...page.rows.map(({ id }) => id));
      before = page.next;
    }
    assert.deepEqual(
      listed,
      all
        .map(({ id }) => id)
        .sort()
        .reverse(),
      tab,
    );
  }
};

test(`${HISTORIES} random histories on D1 end in the state that the fold says`, async (t) => {
  const property = fc.asyncProperty(histories, async ({ queue, steps }) => {
    await worker.db.batch(TABLES.map((table) => worker.db.prepare(`DELETE FROM ${table}`)));
    const shop = new Shop();
    const left = [...queue];
    for (const { op, n } of steps) await shop.play(op, n, left);
    while (left.length > 0) await shop.tell(left.splice(0, 3));
    await check(shop);
  });
  await fc.assert(property, { numRuns: Number(HISTORIES), seed: Number(SEED), endOnFailure: false });
  t.diagnostic(JSON.stringify({ ...seen, standings: [...seen.standings] }));
});
