// Part of `npm run bench`: the lines of the elements' requests.
import type { D1Database } from '@cloudflare/workers-types';
import { app } from '../worker/app.ts';
import type { CustomerStatus, FeedPage, Timeline } from '../worker/contract/api.ts';
import { hexOf, idFloor } from '../worker/domain/event-id.ts';
import type { Env } from '../worker/env.ts';
import { encodeCursor } from '../worker/http/cursor.ts';
import { database } from '../worker/store/database.ts';
import { bearer, viewerToken } from '../worker/testing/callers.ts';
import { append, entry } from '../worker/testing/entries.ts';
import { SECRETS } from '../worker/testing/harness.ts';
import { type Meter, metered } from '../worker/testing/metered.ts';
import type { Line } from './line.ts';
import { DAY, UPDATES } from './order.ts';
import { DAYS, NOW } from './shop.ts';

/** Sends a viewer's request to the whole Worker. Returns the answer and the measured rows. */
export const look = async <T>(DB: D1Database, path: string): Promise<{ answer: T; meter: Meter }> => {
  const { db, meter } = metered(DB);
  const response = await app.request(path, { headers: bearer(await viewerToken()) }, { ...SECRETS, DB: db } as Env);
  const body = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${body}`);
  return { answer: JSON.parse(body), meter };
};

const LIMIT = 50;
/** The most rows that one request may read if its filters skip rows. */
const SEARCHED = 5000;

/** A page. `besides` returns the rows that it may read besides its own rows and the next one. */
const page = (call: string, path: string, besides: (page: FeedPage, DB: D1Database) => Promise<number>): Line => ({
  call,
  measure: async (DB) => {
    const { answer, meter } = await look<FeedPage>(DB, path);
    if (answer.events.length !== LIMIT) throw new Error(`${call}: a page of ${answer.events.length}`);
    const read = LIMIT + 1 + (await besides(answer, DB));
    return { ...meter, most: { read, written: 0 }, meter };
  },
});

const MIDDLE = idFloor(NOW - (DAYS / 2) * DAY);

/** The number of hidden events from `before` to the end of a page, and one row after them. */
const hidden =
  (before: string) =>
  async ({ events }: FeedPage, DB: D1Database): Promise<number> => {
    const next = 'SELECT max(id) FROM activity_log WHERE hidden IS NULL AND id < unhex(?2)';
    const passed = `SELECT count(*) AS count FROM activity_log
      WHERE hidden IS NOT NULL AND id < unhex(?1) AND id > (${next})`;
    const ends = [before, events.at(-1)!.id].map(hexOf);
    const { count } = (await DB.prepare(passed)
      .bind(...ends)
      .first<{ count: number }>())!;
    return count === 0 ? 0 : count + 1;
  };

/** The two rows that show that no snooze has ended. */
const due = async (): Promise<number> => 2;

const middle = encodeCursor({ before: MIDDLE, query: { tab: 'all' } });

/** Filters, each with the same condition in SQL: the pages must contain exactly the events that match it. */
const FILTERED: [query: string, where: string][] = [
  ['level=error', "level = 'error'"],
  ['type=order.refunded', "event_type = 'order.refunded'"],
  ['source=easypost', "source = 'easypost'"],
  ['actor=Ben', "actor = 'Ben'"],
  ['q=smaller', "instr(lower(message), 'smaller') > 0"],
  ['q=nothing like it', 'false'],
  ['tab=attention&level=error', "level = 'error' AND resolved_at IS NULL AND hidden IS NULL"],
];

/** The most pages that are followed for one filter. */
const MOST_PAGES = 60;

/** The page of a filter that reads most rows. The matches of all followed pages are compared with the table. */
const filtered = ([query, where]: [string, string]): Line => ({
  call: `feed page with ${query}`,
  measure: async (DB) => {
    let most: Meter | undefined;
    let found = 0;
    let cursor: string | null = null;
    let last: FeedPage | undefined;
    for (let pages = 0; pages < MOST_PAGES && (pages === 0 || cursor); pages++) {
      const path: string = cursor ? `/v1/events?cursor=${cursor}` : `/v1/events?${encodeURI(query)}`;
      const { answer, meter }: { answer: FeedPage; meter: Meter } = await look<FeedPage>(DB, path);
      if (!most || meter.read > most.read) most = meter;
      found += answer.events.length;
      [cursor, last] = [answer.next_cursor, answer];
    }
    const from = cursor ? idOf(cursor) : '0'.repeat(32);
    const all = await DB.prepare(
      `SELECT count(*) AS count FROM activity_log WHERE hidden IS NULL AND id >= unhex(?) AND ${where}`,
    )
      .bind(from)
      .first<{ count: number }>();
    if (!last || found !== all!.count) throw new Error(`${query}: found ${found} of ${all!.count}`);
    return { ...most!, most: { read: SEARCHED, written: 0 }, meter: most! };
  },
});

const idOf = (cursor: string): string => {
  const { before } = JSON.parse(atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))) as { before: string };
  return before.replaceAll('-', '');
};

const SHOWN = 7;
/** An order with many updates, and the number of its events. */
const longOrder = async (DB: D1Database): Promise<{ order_id: string; n: number }> => {
  const order = await DB.prepare(
    `SELECT order_id, count(*) AS n FROM activity_log
      WHERE stream IN (SELECT stream FROM activity_log WHERE event_type = 'order.delivered' LIMIT 40)
      GROUP BY stream HAVING n = ? AND count(*) FILTER (WHERE hidden = 'repeat') = ? ORDER BY stream LIMIT 1`,
  )
    .bind(SHOWN + UPDATES, UPDATES)
    .first<{ order_id: string; n: number }>();
  return order!;
};

const timeline: Line = {
  call: `an order's timeline of ${SHOWN}, and its ${UPDATES} updates`,
  measure: async (DB) => {
    const { order_id, n } = await longOrder(DB);
    const { answer, meter } = await look<Timeline>(DB, `/v1/orders/${order_id}/events`);
    if (answer.events.length !== SHOWN) throw new Error(`a timeline of ${answer.events.length}`);
    return { ...meter, most: { read: n + 2, written: 0 }, meter };
  },
};

/** The customer's status reads the stream's row and its events, and nothing else. */
const customer: Line = {
  call: 'what its customer sees of that order',
  measure: async (DB) => {
    const { order_id, n } = await longOrder(DB);
    const { answer, meter } = await look<CustomerStatus>(DB, `/v1/orders/${order_id}/status`);
    if (answer.status !== 'delivered') throw new Error(`an order that is ${answer.status}`);
    return { ...meter, most: { read: n + 2, written: 0 }, meter };
  },
};

const badge: Line = {
  call: 'the badge, of more than 100 open',
  measure: async (DB) => {
    const { meter } = await look(DB, '/v1/attention');
    return { ...meter, most: { read: 100, written: 0 }, meter };
  },
};

const one: Line = {
  call: 'one event',
  measure: async (DB) => {
    const { answer } = await look<FeedPage>(DB, '/v1/events?limit=1');
    const { meter } = await look(DB, `/v1/events/${answer.events[0]!.id}`);
    return { ...meter, most: { read: 3, written: 0 }, meter };
  },
};

/** More hidden events than a page searches. */
const QUIET = 3000;
const ORDERS = 100;

/** The newest page after many hidden repeats: it is short, and says how far it has searched. */
const lookingBack: Line = {
  call: `feed page behind ${QUIET} hidden repeats`,
  measure: async (DB) => {
    const repeats = Array.from({ length: QUIET + ORDERS }, (_, i) => {
      const order_id = `QUIET-${i % ORDERS}`;
      const status = { of: `printify:${order_id}`, is: 'production' };
      return entry('order.production', { order_id, status, occurred_at: NOW + DAY + i, source: 'printify' });
    });
    for (let from = 0; from < repeats.length; from += 500) {
      await append(database(DB), repeats.slice(from, from + 500), NOW + DAY);
    }
    const { answer, meter } = await look<FeedPage>(DB, '/v1/events');
    if (answer.events.length === LIMIT || !answer.searched_back_to)
      throw new Error('It does not say how far it looked.');
    return { ...meter, most: { read: SEARCHED, written: 0 }, meter };
  },
};

/** The requests of the elements, each through the whole Worker. */
export const reads: Line[] = [
  page('feed page, the newest', '/v1/events', hidden('f'.repeat(32))),
  page('feed page, half way down', `/v1/events?cursor=${middle}`, hidden(MIDDLE)),
  page('attention page', '/v1/events?tab=attention', due),
  ...FILTERED.map(filtered),
  timeline,
  customer,
  badge,
  one,
];

/** Requests that need changes to the log before them. */
export const laterReads: Line[] = [lookingBack];
