import type { Payload } from '../contract/event.ts';
import type { Entry } from '../domain/entry.ts';
import { type Env, foldSettings } from '../env.ts';
import { overdue } from '../jobs/overdue.ts';
import { refold } from '../jobs/refold.ts';
import { append } from '../store/append.ts';
import { database } from '../store/database.ts';
import { readTimeline } from '../store/read.ts';
import { entry } from './entries.ts';
import { withRoutes } from './with-routes.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Sunday; British clocks go forward four weeks later. */
const FIRST = Date.UTC(2026, 2, 1);

/** `6 09:30` in March: the day of the month and the time, by UTC. */
const at = (when: string): number => {
  const [, day, hour, minute] = /^(\d+) (\d\d):(\d\d)$/.exec(when)!;
  return FIRST + (Number(day) - 1) * DAY + Number(hour) * HOUR + Number(minute) * 60_000;
};

/** An event of an order: when it happened, its type after `order.`, its payload, and when the Worker hears of it, if later. */
export type Line = [when: string, type: string, payload?: Payload, heard?: string];

/** The events of each order in a month; an event is delivered as it happens, or later. */
export type Month = Record<string, Line[]>;

/** The month's events, each with the time at which the Worker hears of it, in that order. */
const arrivals = (month: Month): { at: number; entry: Entry }[] =>
  Object.entries(month)
    .flatMap(([order_id, lines]) =>
      lines.map(([when, type, payload = {}, heard = when]) => ({
        at: at(heard),
        entry: entry(`order.${type}`, { order_id, payload, occurred_at: at(when) }),
      })),
    )
    .sort((a, b) => a.at - b.at);

/** Runs of the cron, so far apart here: a warning stands at its deadline whenever it is found. */
const EVERY = 8 * HOUR;

/** A month of a shop with these settings. */
export interface Played {
  settings: Partial<Env>;
  month: Month;
}

/** Plays a month by the clock, with the cron, and reads which warnings there are in the end, and how each ended. */
const play = async ({ DB }: Env, { settings, month }: Played): Promise<string[]> => {
  const env: Env = { DB, ...settings };
  const db = database(DB);
  const events = arrivals(month);
  for (let now = FIRST; now <= FIRST + 31 * DAY; now += EVERY) {
    for (const event of events.splice(0, events.findLastIndex((each) => each.at <= now) + 1)) {
      await append(db, [event.entry], foldSettings(env), event.at);
    }
    await refold(env, now);
    await overdue(env, now);
  }
  const stories = await Promise.all(Object.keys(month).map((order) => readTimeline(db, order)));
  return stories
    .flatMap(({ rows }) => rows)
    .filter(({ event_type }) => event_type === 'order.overdue')
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((row) => {
      const when = new Date(row.occurred_at).toISOString().slice(8, 16).replace('T', ' ').replace(/^0/, '');
      return `${when} ${row.order_id} ${row.message}${row.resolved_by === null ? '' : ` (${row.resolved_by})`}`;
    });
};

export default withRoutes({ '/month': play });
