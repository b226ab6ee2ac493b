import type { LogEvent } from '../../worker/contract/event.ts';
import { OnDemand } from '../client/on-demand.ts';
import { cached } from './cached.ts';
import type { Language } from './language.ts';

// English times in the viewer's own zone, which most pages need, are formatted by hand: the first `Intl` formatter of a
// page costs more than all the rest of the first paint. `intl.ts` formats all others.

/** The texts that need `Intl`: times in other languages and zones, exact times, and sentences in other languages. */
export const INTL = new OnDemand<{
  intlTimes(tag: string, zone: string | undefined): Times;
  exactTimes(tag: string, zone: string | undefined): (iso: string) => string;
  /** A sentence of the taxonomy in the viewer's language; null in English, whose sentences are stored, and for other events. */
  makeSentence(voice: { language: Language; languageTag: string; times: Times }, event: LogEvent): string | null;
}>();

/** Times in one language and one zone. */
export interface Times {
  /** `14:23` today, `16 Feb` this year, `16 Feb 2025` before. */
  short(iso: string, now: number): string;
  /** `14:23` */
  clock(iso: string): string;
  isToday(iso: string, now: number): boolean;
  /** `Today`, `Yesterday`, `Mon 16 Feb`, with the year if it is not this one. */
  day(iso: string, now: number): string;
  /** `just now`, `2 hours ago`; the date from a week on. */
  ago(then: number, now: number): string;
  /** `3 hours` */
  span(ms: number): string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Clocks differ by less than this. */
const SKEW = 5 * MINUTE;

/** The largest unit that fits: 3 hours, 2 days. */
export const inWords = (span: number): [number, 'minute' | 'hour' | 'day'] => {
  if (span < HOUR) return [Math.floor(span / MINUTE), 'minute'];
  if (span < DAY) return [Math.floor(span / HOUR), 'hour'];
  return [Math.floor(span / DAY), 'day'];
};

/** Whether the span is too long for words, or lies in the future by more than clocks differ. */
export const isFar = (span: number) => span > 7 * DAY || span < -SKEW;

/** `14:23` today, `16 Feb, 14:23` before. */
export const moment = (times: Times, iso: string, now: number): string =>
  times.isToday(iso, now) ? times.clock(iso) : `${times.short(iso, now)}, ${times.clock(iso)}`;

/** `Mon Feb 16 2026` */
const dated = (at: number | string) => new Date(at).toDateString();

/** `16 Feb`, with the year if it is not this one. */
const dayOf = (iso: string, now: number): string => {
  const [, month, day, year] = dated(iso).split(' ');
  return `${Number(day)} ${month}${dated(now).endsWith(year!) ? '' : ` ${year}`}`;
};

const PLAIN: Times = {
  short: (iso, now) => (PLAIN.isToday(iso, now) ? PLAIN.clock(iso) : dayOf(iso, now)),
  clock: (iso) => new Date(iso).toTimeString().slice(0, 5),
  isToday: (iso, now) => dated(iso) === dated(now),
  day: (iso, now) => {
    if (PLAIN.isToday(iso, now)) return 'Today';
    // Noon is always a day after noon, even when summer time starts or ends.
    if (dated(iso) === dated(new Date(now).setHours(12) - DAY)) return 'Yesterday';
    return `${dated(iso).slice(0, 3)} ${dayOf(iso, now)}`;
  },
  ago: (then, now) => {
    const span = now - then;
    if (isFar(span)) return PLAIN.short(new Date(then).toISOString(), now);
    return span < MINUTE ? 'just now' : `${PLAIN.span(span)} ago`;
  },
  span: (ms) => {
    const [count, unit] = inWords(ms);
    return `${count} ${unit}${count === 1 ? '' : 's'}`;
  },
};

const cache = new Map<string, Times>();

/** The times of a language and zone. Undefined while they load; then `loaded` is called. */
export const timesOf = (lang: string, zone: string | undefined, loaded: () => void): Times | undefined => {
  if (!zone && /^(en(-GB)?)?$/i.test(lang)) return PLAIN;
  const load = () => INTL.load().then(({ intlTimes }) => intlTimes(lang, zone));
  return cached(cache, `${lang} ${zone ?? ''}`, load, PLAIN, loaded);
};
