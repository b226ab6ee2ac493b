import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { dueAt, type Limit, type Stop } from './deadlines.ts';
import { type Calendar, DAY, endOfDate } from './working-time.ts';

const MINUTE = 60_000;
const { CASES = '250', SEED = '42' } = process.env;

/** Zones that change their clocks at night, at midnight, by half an hour, on working days, or never. */
const ZONES = [
  ...['UTC', 'Europe/London', 'America/New_York', 'Africa/Cairo', 'Asia/Jerusalem', 'Australia/Lord_Howe'],
  ...['America/Santiago', 'Asia/Kathmandu', 'Pacific/Apia', 'America/Sao_Paulo', 'Africa/Casablanca'],
];
const QUARTER = 15 * MINUTE;
/** By zone and quarter of an hour, in which no zone changes its clocks. */
const offsets = new Map<string, number>();

/** How far the clock on the wall is ahead of UTC, as `Intl` has it. */
const offsetAt = (zone: string, at: number): number => {
  const quarter = Math.floor(at / QUARTER) * QUARTER;
  const key = `${zone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const parts = formatterOf(zone).formatToParts(quarter);
  const [year, month, day, hour, minute] = ['year', 'month', 'day', 'hour', 'minute'].map((name) =>
    Number(parts.find(({ type }) => type === name)!.value),
  );
  const offset = Date.UTC(year!, month! - 1, day, hour, minute) - quarter;
  offsets.set(key, offset);
  return offset;
};

const formatters = new Map<string, Intl.DateTimeFormat>();
const formatterOf = (timeZone: string): Intl.DateTimeFormat => {
  const date = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  const formatter =
    formatters.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', { timeZone, ...date, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' });
  formatters.set(timeZone, formatter);
  return formatter;
};

/** A moment as a clock on the wall shows it: days since 1970, the day of the week, minutes of that day. */
const wall = (zone: string, at: number) => {
  const shown = at + offsetAt(zone, at);
  const day = Math.floor(shown / DAY);
  return { day, minute: (shown - day * DAY) / MINUTE, weekday: new Date(shown).getUTCDay() || 7 };
};

/**
 * The plain model: walks from minute to minute, and counts the minutes that the wall's clock moves on in, of working days,
 * outside of stops. The deadline is the first minute at which so many are counted.
 */
const counted = ({ zone, weekdays, closed }: Calendar, limit: Limit, since: number, stops: readonly Stop[]): number => {
  const isOpen = ({ day, weekday }: { day: number; weekday: number }) =>
    weekdays.includes(weekday) && !closed.includes(day);
  /** Minutes of working days up to a moment, from when the model began to walk. */
  let [before, today] = [0, wall(zone, since)];
  const clock = (at: number): number => {
    if (!limit.isWorking || weekdays.length === 0) return (at - since) / MINUTE;
    const shown = wall(zone, at);
    if (shown.day > today.day) {
      before += isOpen(today) ? 1440 : 0;
      for (let day = today.day + 1; day < shown.day; day++) {
        const weekday = ((today.weekday - 1 + day - today.day) % 7) + 1;
        before += isOpen({ day, weekday }) ? 1440 : 0;
      }
      today = shown;
    }
    // A clock that is set back across midnight shows the day before once more.
    const back = shown.day < today.day && isOpen(shown) ? 1440 : 0;
    return before - back + (isOpen(shown) ? shown.minute : 0);
  };
  const start = clock(since);
  let needed = limit.ms / MINUTE;
  const readings = new Map<number, number>([[since, start]]);
  for (let at = since; ; at += MINUTE) {
    readings.set(at, clock(at));
    for (const [from, to] of stops) if (to === at) needed += Math.max(0, readings.get(to)! - readings.get(from)!);
    const isStopped = stops.some(([from, to]) => from <= at && at < to);
    if (!isStopped && readings.get(at)! - start >= needed && stops.every(([, to]) => to <= at)) return at;
  }
};

const YEAR = Date.UTC(2026, 0, 1);

const calendars = fc.record({
  zone: fc.constantFrom(...ZONES),
  weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 0 }),
  closed: fc.array(fc.nat(364), { maxLength: 4 }).map((days) => days.map((day) => YEAR / DAY + day)),
});

const limits = fc.oneof(
  fc.integer({ min: 1, max: 4 }).map((count): Limit => ({ text: `${count}wd`, ms: count * DAY, isWorking: true })),
  fc.integer({ min: 1, max: 5 }).map((count): Limit => ({ text: `${count}wd`, ms: count * DAY, isWorking: true })),
  fc.integer({ min: 1, max: 90 }).map((count): Limit => ({ text: `${count}m`, ms: count * MINUTE, isWorking: false })),
);

/** Holds one after the other, all of them over before the deadline can be. */
const stretches = fc.array(fc.record({ pause: fc.nat(300), length: fc.nat(2000) }), { maxLength: 2 });

test(`deadlines are what a plain model counts, minute by minute: ${CASES} cases`, { timeout: 600_000 }, () => {
  let held = 0;
  const property = fc.property(calendars, limits, fc.nat(525_600), stretches, (calendar, limit, minute, holds) => {
    const since = YEAR + minute * MINUTE;
    const stops: Stop[] = [];
    let at = since;
    for (const { pause, length } of holds) {
      const from = at + (limit.isWorking ? pause : 0) * MINUTE;
      at = from + length * MINUTE;
      stops.push([from, at]);
    }
    held += stops.length;
    assert.equal(
      new Date(dueAt(limit, since, stops, calendar)).toISOString(),
      new Date(counted(calendar, limit, since, stops)).toISOString(),
    );
  });
  fc.assert(property, { numRuns: Number(CASES), seed: Number(SEED) });
  assert.ok(held > 0);
});

describe('a working day', () => {
  const london: Calendar = { zone: 'Europe/London', weekdays: [1, 2, 3, 4, 5], closed: [] };
  const wd = (count: number): Limit => ({ text: `${count}wd`, ms: count * DAY, isWorking: true });
  const due = (since: string, count: number, calendar: Partial<Calendar> = {}) =>
    new Date(dueAt(wd(count), Date.parse(since), [], { ...london, ...calendar })).toISOString();

  test('ends at the same time of the day as it began, over the weekend', () => {
    assert.equal(due('2026-02-13T15:00:00Z', 2), '2026-02-17T15:00:00.000Z');
  });

  test('begins on the next one where none was', () => {
    assert.equal(due('2026-02-14T15:00:00Z', 2), '2026-02-18T00:00:00.000Z');
  });

  test('keeps the time on the wall where clocks change', () => {
    // British clocks went forward on Sunday, 29 March 2026.
    assert.equal(due('2026-03-27T15:00:00Z', 1), '2026-03-30T14:00:00.000Z');
  });

  test('is none that the shop is closed on', () => {
    const closed = [Date.UTC(2026, 11, 25) / DAY, Date.UTC(2026, 11, 28) / DAY];
    assert.equal(due('2026-12-24T12:00:00Z', 1, { closed }), '2026-12-29T12:00:00.000Z');
  });

  test('may be a Sunday', () => {
    assert.equal(due('2026-02-12T12:00:00Z', 1, { weekdays: [7, 1, 2, 3, 4] }), '2026-02-15T12:00:00.000Z');
  });

  test('is 24 hours by the clock for a shop that never opens', () => {
    assert.equal(due('2026-02-13T15:00:00Z', 2, { weekdays: [] }), '2026-02-15T15:00:00.000Z');
  });
});

test('a date ends where the shop is, though its clocks change at midnight', () => {
  assert.equal(
    new Date(endOfDate({ zone: 'America/New_York', weekdays: [], closed: [] }, '2026-12-24')).toISOString(),
    '2026-12-25T05:00:00.000Z',
  );
  // In Cairo 24 April 2026 begins at one o'clock.
  assert.equal(
    new Date(endOfDate({ zone: 'Africa/Cairo', weekdays: [], closed: [] }, '2026-04-23')).toISOString(),
    '2026-04-23T22:00:00.000Z',
  );
});
