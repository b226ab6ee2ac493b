import { Temporal } from 'temporal-polyfill';

/** When a shop works. */
export interface Calendar {
  /** An IANA time zone. */
  zone: string;
  /** The days of the week on which it works: 1 is Monday, 7 is Sunday. Empty: it never opens, and clock time counts. */
  weekdays: readonly number[];
  /** Dates on which it does not, as days since 1970. */
  closed: readonly number[];
}

export const DAY = 24 * 60 * 60 * 1000;

/** A time as the clock on the shop's wall shows it: days since 1970, and ms of that day. */
interface Wall {
  day: number;
  ms: number;
}

const zoned = (at: number, zone: string) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/** The clock on the wall of a time zone at a moment, in ms since 1970. */
export const wallAt = (at: number, zone: string): Wall => {
  const shown = at + zoned(at, zone).offsetNanoseconds / 1e6;
  const day = Math.floor(shown / DAY);
  return { day, ms: shown - day * DAY };
};

/** The first moment at which the wall shows a time. One that daylight saving leaves out is the moment of the change. */
const instantOf = ({ day, ms }: Wall, zone: string): number => {
  const shown = zoned(day * DAY + ms, 'UTC').toPlainDateTime();
  const first = shown.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (first.toPlainDateTime().equals(shown)) return first.epochMilliseconds;
  return first.getTimeZoneTransition('next')!.epochMilliseconds;
};

const isWorking = ({ weekdays, closed }: Calendar, day: number): boolean =>
  // The first of January 1970 was a Thursday.
  weekdays.includes(((((day + 3) % 7) + 7) % 7) + 1) && !closed.includes(day);

const nextWorking = (calendar: Calendar, day: number): number => {
  let next = day + 1;
  while (!isWorking(calendar, next)) next++;
  return next;
};

/** Whether a calendar has no working day at all. */
export const isNeverOpen = ({ weekdays }: Calendar): boolean => weekdays.length === 0;

/** The moment by which so much working time has passed since another; all in ms. A working day counts 24 hours. */
export const addWorking = (calendar: Calendar, from: number, amount: number): number => {
  if (isNeverOpen(calendar)) return from + amount;
  const start = wallAt(from, calendar.zone);
  const isOpen = isWorking(calendar, start.day);
  let day = isOpen ? start.day : nextWorking(calendar, start.day);
  let left = (isOpen ? start.ms : 0) + amount;
  // A day that is used up to its end is over at midnight, not when the shop opens again.
  for (; left > DAY; left -= DAY) day = nextWorking(calendar, day);
  return instantOf(left === DAY ? { day: day + 1, ms: 0 } : { day, ms: left }, calendar.zone);
};

/** The working time between two moments, in ms. */
export const workingBetween = (calendar: Calendar, from: number, to: number): number => {
  if (isNeverOpen(calendar)) return to - from;
  const [start, end] = [wallAt(from, calendar.zone), wallAt(to, calendar.zone)];
  let sum = isWorking(calendar, end.day) ? end.ms : 0;
  for (let day = start.day; day < end.day; day++) if (isWorking(calendar, day)) sum += DAY;
  return Math.max(0, sum - (isWorking(calendar, start.day) ? start.ms : 0));
};

/** The end of a date such as `2026-12-24` where the shop is. */
export const endOfDate = ({ zone }: Calendar, date: string): number =>
  instantOf({ day: Date.parse(date) / DAY + 1, ms: 0 }, zone);
