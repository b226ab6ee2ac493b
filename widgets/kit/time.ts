import { strings } from './strings.ts';

// What most pages need (English, the viewer's own zone) is written by hand: the first `Intl` formatter of a page costs
// more than all the rest of the first paint.

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Sooner than this after it happened, an event was recorded on time. */
const LATE = 5 * MINUTE;

const LONG = { weekday: 'long', day: 'numeric', month: 'long' } as const;

type Unit = 'minute' | 'hour' | 'day';

/** The largest unit that fits: 3 hours, 2 days. */
const inWords = (span: number): [number, Unit] => {
  if (span < HOUR) return [Math.floor(span / MINUTE), 'minute'];
  if (span < DAY) return [Math.floor(span / HOUR), 'hour'];
  return [Math.floor(span / DAY), 'day'];
};

/** What a clock and a calendar on the wall show. */
interface Wall {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const two = (value: number) => String(value).padStart(2, '0');

/** Days from a fixed one on, whatever summer time does to their length. */
const dayNumber = ({ year, month, day }: Wall) => Date.UTC(year, month - 1, day) / DAY;

const sameDay = (a: Wall, b: Wall) => dayNumber(a) === dayNumber(b);

/** A formatter, or null where the page names a language or zone that does not exist. */
const formatter = (lang: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat | null => {
  try {
    return new Intl.DateTimeFormat(lang, options);
  } catch {
    return null;
  }
};

/** Times in one language and one zone. */
export class Times {
  readonly #lang: string;
  readonly #zone: string | undefined;
  /** English as we write it by hand. */
  readonly #isPlain: boolean;
  readonly #kept = new Map<string, Intl.DateTimeFormat | null>();
  #relative: Intl.RelativeTimeFormat | undefined;

  constructor(lang: string, zone: string | undefined) {
    this.#isPlain = /^(en(-GB)?)?$/i.test(lang) || !formatter(lang, {});
    this.#lang = this.#isPlain ? 'en-GB' : lang;
    this.#zone = zone && formatter('en', { timeZone: zone }) ? zone : undefined;
  }

  /** `14:23` today, `16 Feb` this year, `16 Feb 2025` before. */
  short(iso: string, now: number): string {
    const wall = this.#wall(Date.parse(iso));
    const today = this.#wall(now);
    if (sameDay(wall, today)) return this.clock(iso);
    return this.#date(iso, wall.year !== today.year);
  }

  /** `at 14:23` today, `on 16 Feb` before. */
  on(iso: string, now: number): string {
    return (this.isToday(iso, now) ? strings.at : strings.on)(this.short(iso, now));
  }

  /** `14:23` today, `16 Feb, 14:23` before. */
  moment(iso: string, now: number): string {
    return this.isToday(iso, now) ? this.clock(iso) : `${this.short(iso, now)}, ${this.clock(iso)}`;
  }

  isToday(iso: string, now: number): boolean {
    return sameDay(this.#wall(Date.parse(iso)), this.#wall(now));
  }

  /** `Today`, `Yesterday`, `Monday 16 February`, with its year where that is another. */
  day(iso: string, now: number): string {
    const wall = this.#wall(Date.parse(iso));
    const today = this.#wall(now);
    const ago = dayNumber(today) - dayNumber(wall);
    const withYear = wall.year !== today.year;
    if (ago === 0 || ago === 1) return this.#recent(ago);
    if (!this.#isPlain)
      return this.#format(withYear ? 'dayOfYear' : 'day', iso, { ...LONG, year: withYear ? 'numeric' : undefined });
    const weekday = WEEKDAYS[(dayNumber(wall) + 4) % 7];
    return `${weekday} ${wall.day} ${MONTHS[wall.month - 1]}${withYear ? ` ${wall.year}` : ''}`;
  }

  /** `just now`, `2 hours ago`, and from a week on the date. */
  ago(then: number, now: number): string {
    const span = now - then;
    if (span > 7 * DAY || span < -LATE) return this.short(new Date(then).toISOString(), now);
    const [count, unit] = inWords(Math.max(0, span));
    if (this.#isPlain) return count === 0 ? strings.justNow : strings.ago(count, unit);
    return count === 0 ? this.#inWords(0, 'second') : this.#inWords(-count, unit);
  }

  /** To the second, with its zone: `16 Feb 2026, 14:23:05 GMT+1`. */
  exact(iso: string): string {
    if (this.#isPlain && !this.#zone) {
      const wall = this.#wall(Date.parse(iso));
      return `${this.#date(iso, true)}, ${this.clock(iso)}:${two(wall.second)} ${offset(new Date(iso))}`;
    }
    return this.#format('exact', iso, { dateStyle: 'medium', timeStyle: 'long' });
  }

  /** `recorded 3 hours later, at 17:40`, where that says something. */
  late(occurredAt: string, insertedAt: string): string | null {
    const span = Date.parse(insertedAt) - Date.parse(occurredAt);
    if (!(span > LATE)) return null;
    const isSameDay = sameDay(this.#wall(Date.parse(occurredAt)), this.#wall(Date.parse(insertedAt)));
    return strings.recordedLater(...inWords(span), this.clock(insertedAt), isSameDay ? null : this.#date(insertedAt));
  }

  /** `14:23` */
  clock(iso: string): string {
    const wall = this.#wall(Date.parse(iso));
    if (this.#isPlain) return `${two(wall.hour)}:${two(wall.minute)}`;
    return this.#format('clock', iso, { hour: '2-digit', minute: '2-digit' });
  }

  #recent(daysAgo: 0 | 1): string {
    if (!this.#isPlain) return this.#inWords(-daysAgo, 'day');
    return daysAgo === 0 ? strings.today : strings.yesterday;
  }

  #inWords(count: number, unit: Intl.RelativeTimeFormatUnit): string {
    this.#relative ??= new Intl.RelativeTimeFormat(this.#lang, { numeric: 'auto' });
    return this.#relative.format(count, unit);
  }

  #date(iso: string, withYear = false): string {
    const { day, month, year } = this.#wall(Date.parse(iso));
    if (this.#isPlain) return `${day} ${MONTHS[month - 1]!.slice(0, 3)}${withYear ? ` ${year}` : ''}`;
    const options = { day: 'numeric', month: 'short', year: withYear ? 'numeric' : undefined } as const;
    return this.#format(withYear ? 'year' : 'date', iso, options);
  }

  #wall(ms: number): Wall {
    const date = new Date(ms);
    if (this.#zone) return this.#wallIn(date);
    return {
      year: date.getFullYear(),
      month: date.getMonth() + 1,
      day: date.getDate(),
      hour: date.getHours(),
      minute: date.getMinutes(),
      second: date.getSeconds(),
    };
  }

  #wallIn(date: Date): Wall {
    const digits = 'numeric';
    const options = { year: digits, month: digits, day: digits, hour: digits, minute: digits, second: digits } as const;
    const format = this.#keep('wall', 'en-GB', { ...options, hourCycle: 'h23' });
    const parts = format?.formatToParts(date).map(({ type, value }) => [type, Number(value)]);
    return Object.fromEntries(parts ?? []);
  }

  #format(name: string, iso: string, options: object): string {
    return this.#keep(name, this.#lang, options)?.format(new Date(iso)) ?? iso;
  }

  #keep(name: string, lang: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat | null {
    const kept = this.#kept.get(name) ?? formatter(lang, { ...options, timeZone: this.#zone });
    this.#kept.set(name, kept);
    return kept;
  }
}

/** `GMT+1`, `GMT-3:30`, `GMT`. */
const offset = (date: Date): string => {
  const minutes = -date.getTimezoneOffset();
  if (minutes === 0) return 'GMT';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `GMT${minutes < 0 ? '-' : '+'}${hours}${rest ? `:${two(rest)}` : ''}`;
};

const kept = new Map<string, Times>();

export const timesOf = (lang: string, zone: string | undefined): Times => {
  const key = `${lang} ${zone ?? ''}`;
  const times = kept.get(key) ?? new Times(lang, zone);
  kept.set(key, times);
  return times;
};
