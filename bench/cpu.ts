// Part of `npm run bench`: the CPU that parsing, ids and folding take.
import type { D1Database, D1PreparedStatement } from '@cloudflare/workers-types';
import { app } from '../worker/app.ts';
import type { NewEvent } from '../worker/contract/event.ts';
import { storiesOf } from '../worker/domain/story/stories.ts';
import type { Env } from '../worker/env.ts';
import { entryFromApi } from '../worker/http/event-entry.ts';
import { parseEvent } from '../worker/http/parse-event.ts';
import { type NewRow, newRow } from '../worker/store/new-row.ts';
import { bearer } from '../worker/testing/callers.ts';
import { SETTINGS } from '../worker/testing/entries.ts';
import { API_KEY, SECRETS } from '../worker/testing/harness.ts';
import { median } from './median.ts';
import { HOUR } from './order.ts';
import { NOW } from './shop.ts';

/** A client's batch: the events of orders, in the order in which they happen. */
const ORDER: ((order_id: string) => NewEvent)[] = [
  (id) => ({
    event_type: 'order.created',
    payload: { amount: 4300, currency: 'gbp', provider: 'stripe' },
    refs: [`stripe:pi_${id}`, `stripe:cs_live_${id}`],
  }),
  (id) => ({ event_type: 'order.email.confirmation_sent', payload: { email: `${id}@example.com` } }),
  () => ({ event_type: 'order.submission_failed', payload: { provider: 'Printify', reason: 'insufficient stock' } }),
  (id) => ({
    event_type: 'order.submitted',
    payload: { provider: 'Printify', reference: id },
    refs: [`printify:${id}`],
  }),
  (id) => ({ event_type: 'order.production', message: 'In production', fact: `production:${id}` }),
  (id) => ({
    event_type: 'order.shipped',
    payload: { carrier: 'royal_mail', tracking: id, tracking_url: `https://www.royalmail.com/track-your-item#/${id}` },
    refs: [`tracking:${id}`],
  }),
  (id) => ({
    event_type: 'order.delivered',
    payload: { carrier: 'royal_mail', tracking: id },
    fact: `delivered:${id}`,
  }),
];

const eventsOf = (count: number, run: number): NewEvent[] =>
  Array.from({ length: count }, (_, i) => {
    const order_id = `CPU-${run}-${Math.floor(i / ORDER.length)}`;
    const event = ORDER[i % ORDER.length]!(order_id);
    const occurred_at = new Date(NOW + HOUR + i * 1000).toISOString();
    return { ...event, order_id, occurred_at, idempotency_key: crypto.randomUUID() };
  });

/** A D1 that only serializes its parameters, so that the Worker's own work is measured. */
const NO_D1 = {
  prepare: (query: string) => ({ bind: (...values: unknown[]) => JSON.stringify([query, values]) }),
  batch: async (statements: D1PreparedStatement[]) => statements.map(() => ({ results: [] })),
} as unknown as D1Database;

/** The CPU time of a function in ms, with that of V8's and the crypto's other threads. */
const cpuOf = async <T>(run: () => T | Promise<T>): Promise<[ms: number, result: T]> => {
  const before = process.cpuUsage();
  const result = await run();
  const { user, system } = process.cpuUsage(before);
  return [(user + system) / 1000, result];
};

/** CPU times of a request, in ms. */
export interface Cpu {
  events: number;
  parsing: number;
  ids: number;
  folding: number;
  /** The Worker's whole work, with the serialization for D1. */
  request: number;
}

const once = async (events: number, run: number): Promise<Cpu> => {
  const text = JSON.stringify({ events: eventsOf(events, run) });
  const [parsing, entries] = await cpuOf(() =>
    (JSON.parse(text) as { events: unknown[] }).events.map((input) => {
      const parsed = parseEvent(input, NOW + 2 * HOUR);
      if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors));
      const made = entryFromApi(parsed.event, NOW + 2 * HOUR, 'en-GB');
      if ('errors' in made) throw new Error(JSON.stringify(made.errors));
      return made.entry;
    }),
  );
  const [ids, rows] = await cpuOf(() => Promise.all(entries.map((entry) => newRow(entry, NOW))));
  const [folding] = await cpuOf(() =>
    storiesOf(
      rows.map(({ event }: NewRow) => event),
      SETTINGS,
    ),
  );
  const init = { method: 'POST', headers: { ...bearer(API_KEY), 'Content-Type': 'application/json' }, body: text };
  const [request, response] = await cpuOf(() => app.request('/v1/events', init, { ...SECRETS, DB: NO_D1 } as Env));
  if (!response.ok) throw new Error(await response.text());
  return { events, parsing, ids, folding, request };
};

const ROUNDS = 15;

/** The median of some rounds, of each figure separately. */
const warm = async (events: number): Promise<Cpu> => {
  const rounds: Cpu[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await once(events, round));
  const middle = (name: keyof Cpu) => median(rounds.map((one) => one[name]));
  return {
    events,
    ...{ parsing: middle('parsing'), ids: middle('ids') },
    folding: middle('folding'),
    request: middle('request'),
  };
};

/** CPU times in this process, which are printed but have no bound. `first` is a request before any warm-up. */
export const cpu = async (): Promise<{ first: Cpu; warm: Cpu[] }> => {
  const first = await once(500, ROUNDS);
  const all: Cpu[] = [];
  for (const events of [500, 500, 100, 50, 1]) all.push(await warm(events));
  return { first, warm: all.slice(1) };
};

if (import.meta.main) console.table(Object.values(await cpu()).flat());
