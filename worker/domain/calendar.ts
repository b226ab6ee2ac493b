import type { Flaw } from './flaw.ts';
import { list } from './list-setting.ts';
import { type Calendar, DAY } from './working-time.ts';

/** The settings that say when a shop works. */
export interface CalendarSettings {
  TIME_ZONE?: string;
  WORKING_DAYS?: string;
  CLOSED?: string;
}

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const USUAL = { zone: 'UTC', days: 'mon-fri' };

/** Memory of the zones that were tried: a formatter is dear to make. */
const zones = new Map<string, boolean>();

const isZone = (zone: string): boolean => {
  const known = zones.get(zone);
  if (known !== undefined) return known;
  let is = true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    is = false;
  }
  zones.set(zone, is);
  return is;
};

/** `sun-thu` → 7, 1, 2, 3, 4; null for what names no day. */
const weekdaysOf = (text: string): number[] | null => {
  const [, from = '', to = from] = /^([a-z]{3})[a-z]*(?:\s*-\s*([a-z]{3})[a-z]*)?$/.exec(text.toLowerCase()) ?? [];
  const [first, last] = [WEEK.indexOf(from), WEEK.indexOf(to)];
  if (first === -1 || last === -1) return null;
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, i) => ((first + i) % 7) + 1);
};

/** A date such as `2026-12-24` in days since 1970; null for what is none. */
const dayOf = (text: string): number | null => {
  const ms = Date.parse(`${text}T00:00:00Z`);
  const isDate = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
  return isDate ? ms / DAY : null;
};

/** When a shop works, by its settings, and what is wrong with those. One that cannot be read is as if it were not set. */
export const calendarOf = (settings: CalendarSettings): { calendar: Calendar; flaws: Flaw[] } => {
  const flaws: Flaw[] = [];
  const zone = settings.TIME_ZONE?.trim() || USUAL.zone;
  if (!isZone(zone))
    flaws.push({
      setting: 'TIME_ZONE',
      says: `${JSON.stringify(zone)} is no time zone such as Europe/London; UTC counts`,
    });
  const days = settings.WORKING_DAYS ?? USUAL.days;
  const parts = list(days).map((part) => (part === 'none' || part === 'off' ? [] : weekdaysOf(part)));
  const isReadable = parts.every((part) => part !== null);
  const weekdays = [...new Set(isReadable ? parts.flat() : weekdaysOf(USUAL.days)!)].sort();
  if (!isReadable)
    flaws.push({
      setting: 'WORKING_DAYS',
      says: `${JSON.stringify(days)} names no days such as mon-fri; mon-fri counts`,
    });
  else if (weekdays.length === 0)
    flaws.push({
      setting: 'WORKING_DAYS',
      says: 'no day is a working day: a working day counts as 24 hours by the clock',
    });
  const dates = list(settings.CLOSED).map((text) => [text, dayOf(text)] as const);
  for (const [text, day] of dates)
    if (day === null) flaws.push({ setting: 'CLOSED', says: `${JSON.stringify(text)} is no date such as 2026-12-24` });
  const closed = dates.flatMap(([, day]) => day ?? []).sort((a, b) => a - b);
  return { calendar: { zone: isZone(zone) ? zone : USUAL.zone, weekdays, closed }, flaws };
};
