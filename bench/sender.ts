// Records the events of `npm run bench` in orders of their own.
import type { D1Database } from '@cloudflare/workers-types';
import type { Entry } from '../worker/domain/entry.ts';
import { database } from '../worker/store/database.ts';
import { append, entry } from '../worker/testing/entries.ts';
import { HOUR } from './order.ts';
import { NOW } from './shop.ts';

/** Counters of this run, so that each order and each event has a name of its own. */
export const run = { orders: 0, moments: 0 };

/** Creates orders, and records the events before a measured one. */
export class Sender {
  readonly #db: D1Database;
  order_id = '';
  constructor(db: D1Database) {
    this.#db = db;
  }

  /** Makes an event, a second after the last one, so that they are in this order. */
  of(type: string, fields: Partial<Entry> = {}): Entry {
    const occurred_at = NOW + HOUR + run.moments++ * 1000;
    return entry(type, { order_id: this.order_id, occurred_at, key: `bench-${run.moments}`, ...fields });
  }
  async send(...entries: Entry[]): Promise<void> {
    for (const one of entries) await this.sendAtOnce([one]);
  }
  async sendAtOnce(entries: Entry[]): Promise<void> {
    await append(database(this.#db), entries, NOW + 2 * HOUR);
  }
  async order(...types: string[]): Promise<void> {
    this.order_id = `NEW-${++run.orders}`;
    await this.send(...types.map((type) => this.of(type)));
  }
}
