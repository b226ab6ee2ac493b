import assert from 'node:assert/strict';
import { expectations } from '../domain/deadlines.ts';
import type { Entry } from '../domain/entry.ts';
import type { Click } from '../domain/story/event.ts';
import type { Env } from '../env.ts';
import { overdue } from '../jobs/overdue.ts';
import { prune } from '../jobs/prune.ts';
import { wake } from '../jobs/wake.ts';
import { append } from '../store/append.ts';
import { resolveEvent, resolveOrder, undoResolve } from '../store/clicks.ts';
import { TooBusy } from '../store/commit.ts';
import { type Database, database } from '../store/database.ts';
import { eraseOf } from '../store/erase.ts';
import { forgetOrder } from '../store/forget-order.ts';
import { snoozeEvent, wakeEvent } from '../store/snooze.ts';
import { MINUTE, SETTINGS, START } from './minutes.ts';

export const settings = expectations(SETTINGS, true).expected;
const ANYBODY = { by: 'Ana', order_id: null };
const DAY = 24 * 60 * MINUTE;

/** The changes to a log, and how often each happens. */
export const OPERATIONS = {
  ...{ deliver: 6, 'at once': 3, again: 1, click: 3, 'click all': 1, undo: 2, snooze: 2, wake: 1, sweep: 3 },
  ...{ erase: 1, prune: 1, 'delete the order': 1 },
};
export type Operation = keyof typeof OPERATIONS;

/** A shop whose events and clicks come by chance, and the model of its log: all that was sent and clicked. */
export class RandomShop {
  readonly db: Database;
  readonly env: Env;
  tries = 0;
  appends = 0;
  readonly sent = new Map<string, Entry>();
  readonly clicks = new Map<string, Click>();
  /** False once events were removed or have lost what they said: then the stored rows are all that there is to go by. */
  isWhole = true;
  #clock = START + 1000 * MINUTE;

  constructor(DB: D1Database) {
    this.db = database(DB);
    this.env = { DB, RETENTION_DAYS: '1', ...SETTINGS };
  }

  /** Records events as a sender does, who tries again while others are busy with the same orders. */
  async send(entries: Entry[]): Promise<void> {
    for (;;) {
      try {
        const { ids, tries } = await append(this.db, entries, settings, this.#clock);
        for (const [i, id] of ids.entries()) this.sent.set(id, entries[i]!);
        this.tries += tries;
        this.appends++;
        return;
      } catch (error) {
        if (!(error instanceof TooBusy)) throw error;
      }
    }
  }

  async play(op: Operation, n: number, queue: Entry[]): Promise<void> {
    const failures = [...this.sent].filter(([, { level }]) => level !== 'info').map(([id]) => id);
    const failure = failures[n % failures.length];
    const clicked = [...this.clicks.keys()][n % this.clicks.size];
    const at = this.#clock++;
    if (op === 'deliver') await this.send(queue.splice(0, 1 + (n % 4)));
    if (op === 'at once') await Promise.all(queue.splice(0, 2 + (n % 4)).map((each) => this.send([each])));
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
    const one = [...this.sent.values()][n % this.sent.size];
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
