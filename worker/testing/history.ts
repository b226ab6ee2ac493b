import assert from 'node:assert/strict';
import fc from 'fast-check';
import { deadlines } from '../domain/deadlines.ts';
import type { Env } from '../env.ts';
import { overdue } from '../jobs/overdue.ts';
import { wake } from '../jobs/wake.ts';
import { append, type Entry } from '../store/append.ts';
import { resolveEvent, snoozeEvent, undoResolve, wakeEvent } from '../store/attention.ts';
import { database } from '../store/database.ts';
import { activityLog } from '../store/schema.ts';
import { entry } from './entries.ts';
import type { Clicks, Snoozes, Told } from './model.ts';

const MINUTE = 60_000;
const T = Date.UTC(2026, 1, 16);

// Few orders, few refs, few moments: so that everything collides.
const KINDS: [type: string, told?: Partial<Entry>][] = [
  ['order.created', { payload: { amount: 3 } }],
  ['order.created', { payload: { amount: 3 } }],
  ['order.submission_failed'],
  ['order.submission_failed'],
  ['order.submission_failed', { problem: 'warehouse:7' }],
  ['order.submitted'],
  ['order.submitted', { problem: 'warehouse:7' }],
  ['order.production'],
  ['order.shipped'],
  ['order.delivered', { fact: 'delivered:1' }],
  ['order.delivered', { fact: 'delivered:1', source: 'easypost' }],
  ['order.cancelled'],
  ['order.refunded'],
  ['order.refunded', { payload: { amount: 1 } }],
  ['order.refunded', { payload: { amount: 1 }, fact: 'refunded:1' }],
  ['order.refunded', { payload: { amount: 1 }, fact: 'refunded:1', source: 'stripe' }],
  ['order.refunded', { payload: { amount: 2 }, fact: 'refunded:2' }],
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
    minute: fc.nat(12),
    order: fc.constantFrom('A', 'B'),
    knows: fc.boolean(),
    refs: fc.subarray(['stripe', 'printify', 'tracking'], { maxLength: 2 }),
  })
  .map(({ kind: [type, told], minute, order, knows, refs }): Entry => {
    const ofOrder = type.startsWith('order.');
    return entry(type, {
      ...told,
      occurred_at: T + minute * MINUTE,
      order_id: ofOrder && knows ? order : null,
      refs: ofOrder ? refs.map((ref) => `${ref}:${order}`) : [],
    });
  });

const OPERATIONS = { deliver: 6, 'at once': 2, again: 1, click: 3, undo: 1, snooze: 3, wake: 1, sweep: 3 };
type Operation = keyof typeof OPERATIONS;

/** What happens to a log, in the order in which it happens: `n` says how many, or which. */
export interface Step {
  op: Operation;
  n: number;
  by: string;
}

const step = fc.oneof(
  ...Object.entries(OPERATIONS).map(([op, weight]) => ({
    weight,
    arbitrary: fc.record({ op: fc.constant(op as Operation), n: fc.nat(100), by: fc.constantFrom('Ana', 'Ben') }),
  })),
);

/** Events in the order in which they come, and what is done meanwhile. */
export const histories = fc.record({
  events: fc.array(event, { minLength: 10, maxLength: 36 }),
  steps: fc.array(step, { minLength: 12, maxLength: 40 }),
});

/** Minutes, as the events are apart, so that the cron has something to find. */
const SETTINGS = {
  OVERDUE_SUBMITTED: '3m',
  OVERDUE_PRODUCTION: '4m',
  OVERDUE_SHIPPED: '5m',
  OVERDUE_DELIVERED: 'off',
};

/** One shop's log, and what a model of it must know: the events told and the clicks that took. */
export class History {
  readonly told = new Map<string, Told>();
  readonly clicks: Clicks = new Map();
  readonly #snoozed: Snoozes['until'] = new Map();
  readonly #env: Env;
  readonly #queue: Entry[];
  #clock = T + 1000 * MINUTE;

  constructor(binding: Env['DB'], events: Entry[]) {
    this.#env = { DB: binding, ...SETTINGS };
    this.#queue = [...events];
  }

  get snoozes(): Snoozes {
    return { until: this.#snoozed, now: this.#clock };
  }

  async play(steps: Step[]): Promise<void> {
    for (const { op, n, by } of steps) await this.#play(op, n, by);
    while (this.#queue.length > 0) await this.#tell(this.#queue.splice(0, 3));
    await this.#learnOverdue();
  }

  async #play(op: Operation, n: number, by: string): Promise<void> {
    const failures = [...this.told].filter(([, { level }]) => level !== 'info').map(([id]) => id);
    if (op === 'deliver') await this.#tell(this.#queue.splice(0, 1 + (n % 4)));
    if (op === 'at once') await Promise.all(this.#queue.splice(0, 2 + (n % 3)).map((each) => this.#tell([each])));
    if (op === 'again')
      await this.#again(
        [...this.told.values()].filter(({ since }) => !since),
        n,
      );
    if (op === 'click') await this.#click(failures[n % failures.length], by);
    if (op === 'undo') await this.#undo([...this.clicks.keys()][n % this.clicks.size]);
    if (op === 'snooze') await this.#snooze(failures[n % failures.length], 1 + (n % 9));
    if (op === 'wake') await this.#wake([...this.#snoozed.keys()][n % this.#snoozed.size]);
    if (op === 'sweep') await this.#sweep(T + (n % 20) * MINUTE);
  }

  async #tell(entries: Entry[]): Promise<void> {
    const { ids } = await append(database(this.#env.DB), entries, this.#clock, deadlines(this.#env));
    for (const [i, id] of ids.entries()) this.told.set(id, entries[i]!);
  }

  async #again(told: Entry[], n: number): Promise<void> {
    const one = told[n % told.length];
    if (one) assert.equal((await append(database(this.#env.DB), [one])).added.size, 0);
  }

  async #click(id: string | undefined, by: string): Promise<void> {
    if (id === undefined) return;
    const at = this.#clock++;
    await resolveEvent(database(this.#env.DB), id, null, by, at);
    if (!this.clicks.has(id)) this.clicks.set(id, { by, at });
  }

  async #undo(id: string | undefined): Promise<void> {
    if (id === undefined) return;
    await undoResolve(database(this.#env.DB), id, null);
    this.clicks.delete(id);
  }

  /** For some steps; each click takes one. */
  async #snooze(id: string | undefined, steps: number): Promise<void> {
    if (id === undefined) return;
    const now = this.#clock++;
    await snoozeEvent(database(this.#env.DB), id, null, now + steps, now);
    if (!this.clicks.has(id)) this.#snoozed.set(id, now + steps);
  }

  async #wake(id: string | undefined): Promise<void> {
    if (id === undefined) return;
    await wakeEvent(database(this.#env.DB), id, null);
    this.#snoozed.delete(id);
  }

  async #sweep(now: number): Promise<void> {
    await overdue(this.#env, now);
    await wake(this.#env, this.#clock++);
    await this.#learnOverdue();
  }

  /** What the cron raised is an input like any other: the clock's own. */
  async #learnOverdue(): Promise<void> {
    for (const row of await database(this.#env.DB).select().from(activityLog)) {
      if (row.event_type !== 'order.overdue' || this.told.has(row.id)) continue;
      const { order_id, since, occurred_at } = row;
      const problem = `overdue.${row.payload.step}:${order_id}`;
      this.told.set(row.id, {
        ...entry('order.overdue', { order_id, occurred_at, problem, source: 'flagpost' }),
        since,
      });
    }
  }
}
