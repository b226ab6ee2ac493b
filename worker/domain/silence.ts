import { durationOf } from './duration.ts';
import type { Flaw } from './flaw.ts';
import { DAY } from './working-time.ts';

/** A week by its number since 1970: how many deliveries came in it, and the longest silence before one of them, in ms. */
export interface Week {
  week: number;
  count: number;
  longest: number;
}

/** How often a source delivers. Times in ms since 1970. */
export interface Rhythm {
  first_delivery_at: number;
  last_delivery_at: number;
  deliveries: number;
  weeks: Week[];
}

const WEEK = 7 * DAY;
/** Weeks that are kept: an older one says little of today. */
const KEPT = 8;
/** The deliveries, and the time, after which a source is known, and how much longer than usual a silence has to be. */
const KNOWN = { deliveries: 20, within: 14 * DAY };
const FACTOR = 4;
const LEAST = DAY;

const add = ({ count, longest, ...rest }: Week, more: number, gap: number): Week => ({
  ...rest,
  count: count + more,
  longest: Math.max(longest, gap),
});

/** The rhythm with so many deliveries more, the last at `now`. The silence before them does not count where it was an outage. */
export const withDeliveries = (before: Rhythm | undefined, count: number, now: number, wasOutage: boolean): Rhythm => {
  const week = Math.floor(now / WEEK);
  const { first_delivery_at = now, last_delivery_at = now, deliveries = 0, weeks = [] } = before ?? {};
  const gap = wasOutage ? 0 : Math.max(0, now - last_delivery_at);
  const kept = weeks.filter((each) => each.week > week - KEPT);
  const all = kept.some((each) => each.week === week) ? kept : [...kept, { week, count: 0, longest: 0 }];
  return {
    first_delivery_at,
    last_delivery_at: Math.max(now, last_delivery_at),
    deliveries: deliveries + count,
    weeks: all.map((each) => (each.week === week ? add(each, count, gap) : each)),
  };
};

/** A setting of a source's silence; null where it says `auto`, or cannot be read. */
const chosenOf = (setting: string): number | 'off' | null => {
  if (setting.trim().toLowerCase() === 'off') return 'off';
  return durationOf(setting) || null;
};

/** How long a source may be silent, in ms; null while nobody can tell, or where it is not to be watched. */
export const mostSilence = (setting: string | undefined, rhythm: Rhythm): number | null => {
  const chosen = chosenOf(setting ?? '');
  if (chosen !== null) return chosen === 'off' ? null : chosen;
  const { deliveries, first_delivery_at, last_delivery_at, weeks } = rhythm;
  const isKnown = deliveries >= KNOWN.deliveries && last_delivery_at - first_delivery_at >= KNOWN.within;
  return isKnown ? Math.max(LEAST, FACTOR * Math.max(0, ...weeks.map(({ longest }) => longest))) : null;
};

/** The settings that say how long a source may be silent, and cannot be read. */
export const silenceFlaws = (settings: object): Flaw[] =>
  Object.entries(settings).flatMap(([setting, value]) => {
    if (!setting.startsWith('QUIET_') || typeof value !== 'string') return [];
    const isRead = ['', 'auto'].includes(value.trim().toLowerCase()) || chosenOf(value) !== null;
    const says = `${JSON.stringify(value)} is neither a time such as 12h nor off; auto counts`;
    return isRead ? [] : [{ setting, says }];
  });

/** How long it usually takes from one delivery to the next, in ms; null where there were not two. */
export const usualGap = ({ first_delivery_at, last_delivery_at, weeks }: Rhythm): number | null => {
  const count = weeks.reduce((sum, week) => sum + week.count, 0);
  const from = Math.max(first_delivery_at, Math.min(...weeks.map(({ week }) => week * WEEK)));
  return count > 1 ? (last_delivery_at - from) / (count - 1) : null;
};
