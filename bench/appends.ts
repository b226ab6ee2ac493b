// Part of `npm run bench`: the lines of appending events.
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
import { run, Sender } from './sender.ts';
import { NOW } from './shop.ts';

const failed = 'order.submission_failed';
const amount = (pence: number) => ({ payload: { amount: pence } });
const sync = (sender: Sender, type: string) => sender.of(type, { order_id: null, payload: { provider: 'printful' } });

/** A shipped order, and the fields of a delivery that names only the parcel's number. */
const shipped = async (sender: Sender): Promise<{ order_id: null; refs: string[]; fact: string }> => {
  await sender.order('order.created', 'order.submitted', 'order.shipped');
  const refs = [`tracking:${sender.order_id}`];
  await sender.send(sender.of('order.note', { refs }));
  return { order_id: null, refs, fact: `delivered:${sender.order_id}` };
};

/** Sends events that wait for a ref that no order has yet, and returns the fields of the event that brings it. */
const waiting = async (sender: Sender, count: number): Promise<{ refs: string[] }> => {
  await sender.order();
  const refs = [`late:${sender.order_id}`];
  for (let i = 0; i < count; i++) await sender.send(sender.of('order.note', { order_id: null, refs }));
  return { refs };
};

/** The most rows that an event may write: two of its own and two of its stream; a failure also one of the attention index. */
const [ANY, FIRST_ERROR, REPEAT] = [6, 8, 10];
/** The rows that are written for each other event whose state changes, and for each new ref. */
const MORE = 3;

/** Each kind of append: its name, the rows that it may write, and the events before it. */
const CALLS: [call: string, written: number, prepare: (sender: Sender) => Promise<Entry>][] = [
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
  ['fact', ANY, async (t) => shipped(t).then((fields) => t.of('order.delivered', fields))],
  [
    'fact sent twice',
    ANY,
    async (t) => {
      const fields = await shipped(t);
      await t.send(t.of('order.delivered', fields));
      return t.of('order.delivered', { ...fields, source: 'easypost' });
    },
  ],
  [
    'refund in full',
    ANY,
    async (t) => {
      await t.order();
      await t.send(t.of('order.created', amount(4300)));
      return t.of('order.refunded', amount(4300));
    },
  ],
  ['waits for its order', ANY + MORE, async (t) => t.order().then(() => t.of('order.note', unknown()))],
  ['failure that waits', FIRST_ERROR + MORE, async (t) => t.order().then(() => t.of(failed, unknown()))],
  // One waiting event, or two, and its ref join the order.
  ['late join', ANY + 2 * MORE, async (t) => waiting(t, 1).then((fields) => t.of('order.created', fields))],
  ['late join of two', ANY + 3 * MORE, async (t) => waiting(t, 2).then((fields) => t.of('order.created', fields))],
  ['the 100th of an order', ANY, async (t) => long(t, 99)],
  ['the 1,000th of an order', ANY, async (t) => long(t, 999)],
];
const newRefs = () => [`new:${run.orders}:a`, `new:${run.orders}:b`];
const unknown = () => ({ order_id: null, refs: [`unknown:${run.orders}`] });

/** An order with four refs, as most orders have, whose printer sends the same status again. */
async function updated(sender: Sender): Promise<Entry> {
  await sender.order();
  const refs = ['stripe:pi', 'stripe:cs', 'printify', 'tracking'].map((name) => `${name}:${sender.order_id}`);
  await sender.send(sender.of('order.created', { refs: refs.slice(0, 2) }), sender.of('order.submitted', { refs }));
  const update = () =>
    sender.of('order.production', {
      ...{ order_id: null, refs: refs.slice(2, 3), fact: `production:${sender.order_id}` },
      status: { of: `printify:${sender.order_id}`, is: 'production' },
    });
  await sender.send(update(), update());
  return update();
}

/** The next event of an order that has `events` events. */
async function long(sender: Sender, events: number): Promise<Entry> {
  await sender.order('order.created');
  const notes = Array.from({ length: events - 1 }, () => sender.of('order.note'));
  await sender.sendAtOnce(notes);
  return sender.of('order.submitted');
}

/** The number of events and of refs in an entry's stream. */
const SIZE = `
  SELECT count(*) AS events, (SELECT count(*) FROM ref r WHERE r.stream = l.stream) AS refs
  FROM activity_log l WHERE l.stream = (SELECT stream FROM activity_log WHERE id = unhex(?))`;

/** Appends an entry. The rows that it may read depend on the events and refs of its order, not on the size of the log. */
const cost = async (DB: D1Database, one: Entry) => {
  const { db, meter } = metered(DB);
  const { ids } = await append(database(db), [one], NOW + 2 * HOUR);
  const { events, refs } = (await DB.prepare(SIZE).bind(hexOf(ids[0]!)).first<{ events: number; refs: number }>())!;
  return { meter, mayRead: 3 * events + 40 + REF * refs };
};
/** The rows that are read for each ref: the load looks for it twice and the save once, since other streams may have it. */
const REF = 16;

/** 500 events in one request: two batches, however many orders they belong to. */
const batch = (call: string, orderOf: (i: number) => string): Line => ({
  call: `ingest: ${call}`,
  measure: async (DB) => {
    const { db, meter } = metered(DB);
    run.orders++;
    const many = Array.from({ length: 500 }, (_, i) =>
      entry('order.created', { order_id: orderOf(i), occurred_at: NOW + HOUR + i }),
    );
    await append(database(db), many, NOW + 2 * HOUR);
    const most = { read: 3 + 40, written: ANY, trips: 2 };
    return { read: each(meter.read, 500), written: each(meter.written, 500), most, meter };
  },
});

/** Every kind of append, each followed by its second delivery, which writes nothing. */
export const appends: Line[] = [
  ...CALLS.map(
    ([call, written, prepare]): Line => ({
      call: `ingest: ${call}`,
      measure: async (DB) => {
        const { meter, mayRead } = await cost(DB, await prepare(new Sender(DB)));
        return { ...meter, most: { read: mayRead, written, trips: written <= 2 ? 1 : 2 }, meter };
      },
    }),
  ),
  {
    call: 'ingest: each of these delivered again',
    measure: async (DB) => {
      let [written, nearest] = [0, { read: 0, most: Number.POSITIVE_INFINITY }];
      for (const [, , prepare] of CALLS) {
        const one = await prepare(new Sender(DB));
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
      const event = { event_type: 'order.submitted', message: 'Sent to the printer', order_id: `POST-${++run.orders}` };
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
  batch('500 orders at once, an event', (i) => `BATCH-${run.orders}-${i}`),
  batch('500 events of 25 orders at once, an event', (i) => `BATCH-${run.orders}-${i % 25}`),
];
