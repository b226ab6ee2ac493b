import type { D1Database } from '@cloudflare/workers-types';
import type { Entry } from '../../worker/domain/entry.ts';
import { database } from '../../worker/store/database.ts';
import { append, entry } from '../../worker/testing/entries.ts';
import { metered } from '../../worker/testing/metered.ts';
import type { Line } from './line.ts';
import { HOUR } from './order.ts';
import { NOW } from './shop.ts';

/** A shop's orders of this run, with what was told of them before the event that is measured. */
class Teller {
  readonly #db: D1Database;
  order_id = '';
  constructor(db: D1Database) {
    this.#db = db;
  }

  /** Each a moment after the one before, so that they stand in this order. */
  of(type: string, told: Partial<Entry> = {}): Entry {
    const occurred_at = NOW + HOUR + moments++ * 1000;
    return entry(type, { order_id: this.order_id, occurred_at, key: `bench-${moments}`, ...told });
  }
  async tell(...entries: Entry[]): Promise<void> {
    for (const one of entries) await append(database(this.#db), [one], NOW + 2 * HOUR);
  }
  async order(...types: string[]): Promise<void> {
    this.order_id = `NEW-${++orders}`;
    await this.tell(...types.map((type) => this.of(type)));
  }
}
let [orders, moments] = [0, 0];

const failed = 'order.submission_failed';
const amount = (pence: number) => ({ payload: { amount: pence } });
const sync = (teller: Teller, type: string) => teller.of(type, { order_id: null, payload: { provider: 'printful' } });

/** An order whose parcel somebody will tell of by its number alone. */
const shipped = async (teller: Teller): Promise<{ order_id: null; refs: string[]; fact: string }> => {
  await teller.order('order.created', 'order.submitted', 'order.shipped');
  const refs = [`tracking:${teller.order_id}`];
  await teller.tell(teller.of('order.note', { refs }));
  return { order_id: null, refs, fact: `delivered:${teller.order_id}` };
};

/** Two events that wait for a ref which nobody knows yet. */
const waiting = async (teller: Teller, count: number): Promise<{ refs: string[] }> => {
  await teller.order();
  const refs = [`late:${teller.order_id}`];
  for (let i = 0; i < count; i++) await teller.tell(teller.of('order.note', { order_id: null, refs }));
  return { refs };
};

const USUAL = 20;
const JOIN_OF_TWO = 60;

/** What is appended, the rows that it may write and read, and how it comes to it. */
const CALLS: [call: string, written: number, read: number, prepare: (teller: Teller) => Promise<Entry>][] = [
  ['info, no order', 1, USUAL, async (t) => t.of('sync.started', { order_id: null })],
  ['info, its order', 2, USUAL, async (t) => t.order().then(() => t.of('order.created'))],
  ['info, a new ref', 3, USUAL, async (t) => t.order().then(() => t.of('order.created', { refs: [`new:${orders}`] }))],
  ['first error', 3, USUAL, async (t) => t.order('order.created').then(() => t.of(failed))],
  ['own problem', 3, USUAL, async (t) => t.order('order.created').then(() => t.of('email.bounced'))],
  ['repeat', 4, USUAL, async (t) => t.order('order.created', failed).then(() => t.of(failed))],
  ['tenth repeat', 4, USUAL, async (t) => t.order(...Array(10).fill(failed)).then(() => t.of(failed))],
  ['recovery', 3, USUAL, async (t) => t.order('order.created', failed).then(() => t.of('order.submitted'))],
  ['reopening', 3, USUAL, async (t) => t.order(failed, 'order.submitted').then(() => t.of(failed))],
  ['sync completed', 2, USUAL, async (t) => sync(t, 'sync.completed')],
  ['sync failed', 3, USUAL, async (t) => sync(t, 'sync.failed')],
  ['sync recovers', 3, USUAL, async (t) => sync(t, 'sync.completed')],
  ['fact', 2, USUAL, async (t) => shipped(t).then((told) => t.of('order.delivered', told))],
  [
    'fact told twice',
    3,
    USUAL,
    async (t) => {
      const told = await shipped(t);
      await t.tell(t.of('order.delivered', told));
      return t.of('order.delivered', { ...told, source: 'easypost' });
    },
  ],
  [
    'refund in full',
    2,
    USUAL,
    async (t) => {
      await t.order();
      await t.tell(t.of('order.created', amount(4300)));
      return t.of('order.refunded', amount(4300));
    },
  ],
  [
    'refund in part',
    4,
    USUAL,
    async (t) => {
      await t.order();
      await t.tell(t.of('order.created', amount(4300)));
      return t.of('order.refunded', amount(500));
    },
  ],
  ['waits for its order', 2, USUAL, async (t) => t.order().then(() => t.of('order.note', unknown()))],
  ['failure that waits', 3, USUAL, async (t) => t.order().then(() => t.of(failed, unknown()))],
  ['late join', 7, USUAL, async (t) => waiting(t, 1).then((told) => t.of('order.created', told))],
  ['late join of two', 12, JOIN_OF_TWO, async (t) => waiting(t, 2).then((told) => t.of('order.created', told))],
];
const unknown = () => ({ order_id: null, refs: [`unknown:${orders}`] });

const cost = async (DB: D1Database, one: Entry) => {
  const { db, meter } = metered(DB);
  await append(database(db), [one], NOW + 2 * HOUR);
  return meter;
};

/** Every kind of append, and its second delivery, which writes nothing. */
export const appends: Line[] = [
  ...CALLS.map(
    ([call, written, read, prepare]): Line => ({
      call: `ingest: ${call}`,
      measure: async (DB) => ({ ...(await cost(DB, await prepare(new Teller(DB)))), most: { read, written } }),
    }),
  ),
  {
    call: 'ingest: each of these delivered again',
    measure: async (DB) => {
      let [read, written] = [0, 0];
      for (const [, , , prepare] of CALLS) {
        const one = await prepare(new Teller(DB));
        await cost(DB, one);
        const again = await cost(DB, one);
        [read, written] = [Math.max(read, again.read), written + again.written];
      }
      return { read, written, most: { read: USUAL, written: 0 } };
    },
  },
  {
    call: 'ingest: 500 in one statement, an event',
    measure: async (DB) => {
      const { db, meter } = metered(DB);
      const batch = Array.from({ length: 500 }, (_, i) =>
        entry('order.created', { order_id: `BATCH-${orders}-${i}`, occurred_at: NOW + HOUR + i }),
      );
      await append(database(db), batch, NOW + 2 * HOUR);
      return { read: meter.read / 500, written: meter.written / 500, most: { read: USUAL, written: 2 }, meter };
    },
  },
];
