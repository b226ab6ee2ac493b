import { STEPS, type Step } from '../contract/steps.ts';
import { calendarOf } from './calendar.ts';
import { UNITS } from './duration.ts';
import type { Flaw } from './flaw.ts';
import { list } from './list-setting.ts';
import { addWorking, type Calendar, endOfDate, workingBetween } from './working-time.ts';

/** The settings that say what an order awaits, and when that is late. */
export const OVERDUE_SETTINGS = [
  'STEPS',
  'OVERDUE_SUBMITTED',
  'OVERDUE_PRODUCTION',
  'OVERDUE_SHIPPED',
  'OVERDUE_DELIVERED',
  'OVERDUE_HOLD',
  'TIME_ZONE',
  'WORKING_DAYS',
  'CLOSED',
] as const;
export type OverdueSettings = { [Name in (typeof OVERDUE_SETTINGS)[number]]?: string };

/** The things that an order may be late for: a step, or the end of a hold. */
export const EXPECTED = [...STEPS, 'hold'] as const;
export type Expected = (typeof EXPECTED)[number];

/** How long something may take: so much by the clock, or so many working days. */
export interface Limit {
  /** As it is set: `2h`, `3wd`. */
  text: string;
  ms: number;
  isWorking: boolean;
}

/** The steps of a shop's orders, and how long each may take. */
export interface Expectations {
  /** The steps that they go through. */
  steps: readonly Step[];
  /** A step without a limit is never late. */
  limits: Partial<Record<Expected, Limit>>;
  calendar: Calendar;
}

/** The expectations of a shop that is never late. */
export const NOTHING_EXPECTED: Expectations = {
  steps: [],
  limits: {},
  calendar: { zone: 'UTC', weekdays: [], closed: [] },
};

const USUAL: Record<Expected, string> = {
  submitted: '2h',
  production: '3d',
  shipped: '7d',
  delivered: '21d',
  hold: '7d',
};
/** The limit of `shipped` in a shop that packs for itself, where shipping follows payment. */
const PACKED_IN = '3wd';

/** `2h`, `3wd` as a limit; undefined for any other text. */
const limitOf = (text: string): Limit | undefined => {
  const [, digits, unit] = /^(\d{1,4})\s*(m|h|d|wd)$/.exec(text.trim()) ?? [];
  const count = Number(digits);
  if (!(count > 0)) return undefined;
  return {
    text: `${count}${unit}`,
    ms: count * UNITS[unit as keyof typeof UNITS],
    isWorking: unit === 'wd',
  };
};

/** The steps of a shop: those that `STEPS` names, or those of one where others print, or where nobody does. */
const stepsOf = ({ STEPS: setting }: OverdueSettings, isPrinted: boolean): { steps: Step[]; flaws: Flaw[] } => {
  const named = list(setting);
  const unknown = named.filter((name) => !STEPS.includes(name as Step));
  const derived = STEPS.filter((step) => isPrinted || step === 'shipped' || step === 'delivered');
  const steps = STEPS.filter((step) => named.includes(step));
  const says = `${JSON.stringify(unknown.join(','))} is no step; there are ${STEPS.join(', ')}`;
  return {
    steps: steps.length > 0 ? steps : derived,
    flaws: unknown.length > 0 ? [{ setting: 'STEPS', says }] : [],
  };
};

/** Reads a shop's settings: the expectations, and each setting that cannot be read. `isPrinted`: a print source is open. */
export const expectations = (
  settings: OverdueSettings,
  isPrinted: boolean,
): { expected: Expectations; flaws: Flaw[] } => {
  const { steps, flaws } = stepsOf(settings, isPrinted);
  const { calendar, flaws: ofCalendar } = calendarOf(settings);
  const limits: Expectations['limits'] = {};
  for (const each of EXPECTED) {
    const setting = `OVERDUE_${each.toUpperCase() as Uppercase<Expected>}` as const;
    const usual = each === 'shipped' && steps[0] === 'shipped' ? PACKED_IN : USUAL[each];
    const chosen = settings[setting]?.trim() || usual;
    if (chosen === 'off') continue;
    limits[each] = limitOf(chosen) ?? limitOf(usual)!;
    if (limitOf(chosen)) continue;
    flaws.push({
      setting,
      says: `${JSON.stringify(chosen)} is neither a time such as 2h, 3d or 2wd nor off; ${usual} counts`,
    });
  }
  return { expected: { steps, limits, calendar }, flaws: [...flaws, ...ofCalendar] };
};

/** A stretch of time in which a clock stood still, in ms since 1970. */
export type Stop = [from: number, to: number];

/** When a limit that counts from `since` is over. */
export const dueAt = (limit: Limit, since: number, stops: readonly Stop[], calendar: Calendar): number => {
  const length = ([from, to]: Stop) => (limit.isWorking ? workingBetween(calendar, from, to) : to - from);
  const stopped = stops.reduce((sum, stop) => sum + length(stop), 0);
  return limit.isWorking ? addWorking(calendar, since, limit.ms + stopped) : since + limit.ms + stopped;
};

/** Whether something is a promise: a date such as `2026-12-24`, or a time with its zone. */
export const isPromise = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d))?$/i.test(value) &&
  !Number.isNaN(Date.parse(value));

/** When a promise such as `2026-12-24`, or a time, is broken. */
export const promisedAt = (ship_by: string, calendar: Calendar): number =>
  ship_by.includes('T') ? Date.parse(ship_by) : endOfDate(calendar, ship_by);
