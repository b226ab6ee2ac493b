import { part } from './part.ts';

// What most pages need (English, the viewer's own zone) is written by hand: the first `Intl` formatter of a page costs
// more than all the rest of the first paint. All else is `widgets/later/times.ts`.

/** Times by `Intl`, and to the second. */
export const timesPart = part(() => import('../later/times.ts'));

/** Times in one language and one zone. */
export interface Times {
  /** `14:23` today, `16 Feb` this year, `16 Feb 2025` before. */
  short(iso: string, now: number): string;
  /** `14:23` */
  clock(iso: string): string;
  isToday(iso: string, now: number): boolean;
  /** `Today`, `Yesterday`, `Monday 16 February`, with its year where that is another. */
  day(iso: string, now: number): string;
  /** `just now`, `2 hours ago`, and from a week on the date. */
  ago(then: number, now: number): string;
  /** `3 hours` */
  span(ms: number): string;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Sooner than this after it happened, an event was recorded on time. */
const LATE = 5 * MINUTE;

/** The largest unit that fits: 3 hours, 2 days. */
export const inWords = (span: number): [number, 'minute' | 'hour' | 'day'] => {
  if (span < HOUR) return [Math.floor(span / MINUTE), 'minute'];
  if (span < DAY) return [Math.floor(span / HOUR), 'hour'];
  return [Math.floor(span / DAY), 'day'];
};

/** Too long ago to count, or ahead by more than clocks differ. */
export const isFar = (span: number) => span > 7 * DAY || span < -LATE;

/** Whether it was recorded so much after it happened that this is worth a word. */
export const isLate = (span: number) => span > LATE;

/** `14:23` today, `16 Feb, 14:23` before. */
export const moment = (times: Times, iso: string, now: number): string =>
  times.isToday(iso, now) ? times.clock(iso) : `${times.short(iso, now)}, ${times.clock(iso)}`;

const two = (value: number) => String(value).padStart(2, '0');

/** Days from a fixed one on, whatever summer time does to their length. */
const dayNumber = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY;
const daysAgo = (iso: string, now: number) => dayNumber(new Date(now)) - dayNumber(new Date(iso));

/** `16 February`, with its year where that is another. */
const dated = (date: Date, now: number, length?: number): string => {
  const year = date.getFullYear();
  const month = MONTHS[date.getMonth()]!.slice(0, length);
  return `${date.getDate()} ${month}${year === new Date(now).getFullYear() ? '' : ` ${year}`}`;
};

const PLAIN: Times = {
  short: (iso, now) => (PLAIN.isToday(iso, now) ? PLAIN.clock(iso) : dated(new Date(iso), now, 3)),
  clock: (iso) => {
    const date = new Date(iso);
    return `${two(date.getHours())}:${two(date.getMinutes())}`;
  },
  isToday: (iso, now) => !daysAgo(iso, now),
  day: (iso, now) => {
    const date = new Date(iso);
    return ['Today', 'Yesterday'][daysAgo(iso, now)] ?? `${WEEKDAYS[date.getDay()]} ${dated(date, now)}`;
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

const kept = new Map<string, Times>();

/** At hand for plain English in the viewer's own zone; otherwise undefined, and `loaded` is called once they are. */
export const timesOf = (lang: string, zone: string | undefined, loaded: () => void): Times | undefined => {
  if (!zone && /^(en(-GB)?)?$/i.test(lang)) return PLAIN;
  const key = `${lang} ${zone ?? ''}`;
  if (!kept.has(key))
    timesPart()
      .then(
        ({ intlTimes }) => kept.set(key, intlTimes(lang, zone)),
        () => kept.set(key, PLAIN),
      )
      .then(loaded);
  return kept.get(key);
};
