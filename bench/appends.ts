// Part of `npm run bench`: the lines of events that are recorded.
import type { D1Database } from '@cloudflare/workers-types';
import { app } from '../worker/app.ts';
import type { Entry } from '../worker/domain/entry.ts';
import { hexOf } from '../worker/domain/event-id.ts';
import type { Env } from '../worker/env.ts';
import { database } from '../worker/store/database.ts';
import { bearer } from '../worker/testing/callers.ts';
import { append, entry } from '../worker/testing/entries.ts';
import { API_KEY, SECRETS } from '../worker/testing/harness.ts';
import { metered } from '../worker/testing/metered.ts';
import { each, type Line } from './line.ts';
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
    for (const one of entries) await this.tellAtOnce([one]);
  }
  async tellAtOnce(entries: Entry[]): Promise<void> {
    await append(database(this.#db), entries, NOW + 2 * HOUR);
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

/** The rows that an event may write: its own two and its stream's two; a failure also that of the attention index. */
const [ANY, FIRST_ERROR, REPEAT] = [6, 8, 10];
/** For each other event whose state changes, and for each new ref. */
const MORE = 3;

/** Each kind of append: its name, the rows that it may write, and how the log comes to it. */
const CALLS: [call: string, written: number, prepare: (teller: Teller) => Promise<Entry>][] = [
  ['a note, no order', 1, async (t) => t.of('order.note', { order_id: null })],
  ['a note, its order', 2, async (t) => t.order('order.created').then(() => t.of('order.note'))],
  ['the first of an order', ANY, async (t) => t.order().then(() => t.of('order.created'))],
  ['two new refs', ANY + 2 * MORE, async (t) => t.order().then(() => t.of('order.created', { refs: newRefs() }))],
  ['a step', ANY, async (t) => t.order('order.created').then(() => t.of('order.submitted'))],
  ['an unchanged status', ANY, updated],
  ['first error', FIRST_ERROR, async (t) => t.order('order.created').then(() => t.of(failed))],
  ['a failure of its own', FIRST_ERROR, async (t) => t.order('order.created').then(() => t.of('email.bounced'))],
  ['repeat', REPEAT, async (t) => t.order('order.created', failed).then(() => t.of(failed))],
  ['tenth repeat', REPEAT, async (t) => t.order(...Array(9).fill(failed)).then(() => t.of(failed))],
  ['recovery', ANY + MORE, async (t) => t.order('order.created', failed).then(() => t.of('order.submitted'))],
  ['reopening', FIRST_ERROR, async (t) => t.order(failed, 'order.submitted').then(() => t.of(failed))],
  ['sync completed', ANY, async (t) => sync(t, 'sync.completed')],
  ['sync failed', FIRST_ERROR, async (t) => sync(t, 'sync.failed')],
  ['sync recovers', ANY + MORE, async (t) => sync(t, 'sync.completed')],
  ['fact', ANY, async (t) => shipped(t).then((told) => t.of('order.delivered', told))],
  [
    'fact told twice',
    ANY,
    async (t) => {
      const told = await shipped(t);
      await t.tell(t.of('order.delivered', told));
      return t.of('order.delivered', { ...told, source: 'easypost' });
    },
  ],
  [
    'refund in full',
    ANY,
    async (t) => {
      await t.order();
      await t.tell(t.of('order.created', amount(4300)));
      return t.of('order.refunded', amount(4300));
    },
  ],
  ['waits for its order', ANY + MORE, async (t) => t.order().then(() => t.of('order.note', unknown()))],
  ['failure that waits', FIRST_ERROR + MORE, async (t) => t.order().then(() => t.of(failed, unknown()))],
  // One event more and its ref go to the order, or two.
  ['late join', ANY + 2 * MORE, async (t) => waiting(t, 1).then((told) => t.of('order.created', told))],
  ['late join of two', ANY + 3 * MORE, async (t) => waiting(t, 2).then((told) => t.of('order.created', told))],
  ['the 100th of an order', ANY, async (t) => long(t, 99)],
  ['the 1,000th of an order', ANY, async (t) => long(t, 999)],
];
const newRefs = () => [`new:${orders}:a`, `new:${orders}:b`];
const unknown = () => ({ order_id: null, refs: [`unknown:${orders}`] });

/** An order of four refs, as most come to, and the status that its printer sends once more. */
async function updated(teller: Teller): Promise<Entry> {
  await teller.order();
  const refs = ['stripe:pi', 'stripe:cs', 'printify', 'tracking'].map((name) => `${name}:${teller.order_id}`);
  await teller.tell(teller.of('order.created', { refs: refs.slice(0, 2) }), teller.of('order.submitted', { refs }));
  const update = () =>
    teller.of('order.production', {
      ...{ order_id: null, refs: refs.slice(2, 3), fact: `production:${teller.order_id}` },
      status: { of: `printify:${teller.order_id}`, is: 'production' },
    });
  await teller.tell(update(), update());
  return update();
}

/** The next event of an order of so many. */
async function long(teller: Teller, events: number): Promise<Entry> {
  await teller.order('order.created');
  const notes = Array.from({ length: events - 1 }, () => teller.of('order.note'));
  await teller.tellAtOnce(notes);
  return teller.of('order.submitted');
}

/** Events and refs of the stream that an entry is in. */
const SIZE = `
  SELECT count(*) AS events, (SELECT count(*) FROM ref r WHERE r.stream = l.stream) AS refs
  FROM activity_log l WHERE l.stream = (SELECT stream FROM activity_log WHERE id = unhex(?))`;

/** Appends an entry. The rows that it may read follow from the events and refs of its order, not from the log. */
const cost = async (DB: D1Database, one: Entry) => {
  const { db, meter } = metered(DB);
  const { ids } = await append(database(db), [one], NOW + 2 * HOUR);
  const { events, refs } = (await DB.prepare(SIZE).bind(hexOf(ids[0]!)).first<{ events: number; refs: number }>())!;
  return { meter, mayRead: 3 * events + 40 + REF * refs };
};
/** For each ref, which the load looks for twice and the save once, since other streams may have it; or did until now. */
const REF = 16;

/** 500 events in one request: two batches, however many orders they are of. */
const batch = (call: string, orderOf: (i: number) => string): Line => ({
  call: `ingest: ${call}`,
  measure: async (DB) => {
    const { db, meter } = metered(DB);
    orders++;
    const many = Array.from({ length: 500 }, (_, i) =>
      entry('order.created', { order_id: orderOf(i), occurred_at: NOW + HOUR + i }),
    );
    await append(database(db), many, NOW + 2 * HOUR);
    const most = { read: 3 + 40, written: ANY, trips: 2 };
    return { read: each(meter.read, 500), written: each(meter.written, 500), most, meter };
  },
});

/** Every kind of append, and its second delivery, which writes nothing. */
export const appends: Line[] = [
  ...CALLS.map(
    ([call, written, prepare]): Line => ({
      call: `ingest: ${call}`,
      measure: async (DB) => {
        const { meter, mayRead } = await cost(DB, await prepare(new Teller(DB)));
        return { ...meter, most: { read: mayRead, written, trips: written <= 2 ? 1 : 2 }, meter };
      },
    }),
  ),
  {
    call: 'ingest: each of these delivered again',
    measure: async (DB) => {
      let [written, nearest] = [0, { read: 0, most: Number.POSITIVE_INFINITY }];
      for (const [, , prepare] of CALLS) {
        const one = await prepare(new Teller(DB));
        await cost(DB, one);
        const { meter, mayRead } = await cost(DB, one);
        written += meter.written;
        if (meter.read - mayRead > nearest.read - nearest.most) nearest = { read: meter.read, most: mayRead };
      }
      return { read: nearest.read, written, most: { read: nearest.most, written: 0 } };
    },
  },
  {
    call: 'ingest: POST /v1/events',
    measure: async (DB) => {
      const { db, meter } = metered(DB);
      const event = { event_type: 'order.submitted', message: 'Sent to the printer', order_id: `POST-${++orders}` };
      const response = await app.request(
        '/v1/events',
        {
          method: 'POST',
          headers: { ...bearer(API_KEY), 'Content-Type': 'application/json' },
          body: JSON.stringify(event),
        },
        { ...SECRETS, DB: db } as Env,
      );
      if (response.status !== 201) throw new Error(await response.text());
      return { ...meter, most: { read: 43, written: ANY, trips: 2 }, meter };
    },
  },
  batch('500 orders at once, an event', (i) => `BATCH-${orders}-${i}`),
  batch('500 events of 25 orders at once, an event', (i) => `BATCH-${orders}-${i % 25}`),
];
