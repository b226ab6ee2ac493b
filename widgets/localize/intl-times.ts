import { DAY, inWords, isFar, type Times } from './times.ts';

const SHORT = { day: 'numeric', month: 'short' } as const;
const LONG = { ...SHORT, weekday: 'short' } as const;
const digits = 'numeric';

/** A formatter, or null if the language or zone does not exist. */
const formatter = (lang: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat | null => {
  try {
    return new Intl.DateTimeFormat(lang, options);
  } catch {
    return null;
  }
};

/** A language and zone that exist. Digits are Latin, as in the order numbers and amounts of the same line. */
const supported = (tag: string, zone: string | undefined) => ({
  lang: /^(en)?$/i.test(tag) || !formatter(tag, {}) ? 'en-GB' : `${new Intl.Locale(tag, { numberingSystem: 'latn' })}`,
  timeZone: zone && formatter('en', { timeZone: zone }) ? zone : undefined,
});

/** Times by `Intl`, in any language and zone. Formatters are cached, since creating one costs more than all its uses. */
export const intlTimes = (tag: string, zone: string | undefined): Times => {
  const { lang, timeZone } = supported(tag, zone);
  const formats = new Map<string, Intl.DateTimeFormat>();
  const format = (name: string, iso: string | number, options: Intl.DateTimeFormatOptions): string => {
    const made = formats.get(name) ?? new Intl.DateTimeFormat(lang, { ...options, timeZone });
    formats.set(name, made);
    return made.format(new Date(iso));
  };
  const relative = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });
  const wall = new Intl.DateTimeFormat('en-US', { timeZone, year: digits, month: digits, day: digits });
  /** The year, and the number of the day, in the zone. */
  const dateOf = (at: string | number) => {
    const [month, day, year] = wall.format(new Date(at)).split('/').map(Number);
    return { year: year!, number: Date.UTC(year!, month! - 1, day) / DAY };
  };
  const times: Times = {
    short: (iso, now) => {
      if (times.isToday(iso, now)) return times.clock(iso);
      const isOther = dateOf(iso).year !== dateOf(now).year;
      return isOther ? format('year', iso, { ...SHORT, year: digits }) : format('date', iso, SHORT);
    },
    clock: (iso) => format('clock', iso, { hour: '2-digit', minute: '2-digit' }),
    isToday: (iso, now) => dateOf(iso).number === dateOf(now).number,
    day: (iso, now) => {
      const [then, today] = [dateOf(iso), dateOf(now)];
      const ago = today.number - then.number;
      if (ago === 0 || ago === 1) return relative.format(-ago, 'day');
      return then.year === today.year ? format('day', iso, LONG) : format('dayOfYear', iso, { ...LONG, year: digits });
    },
    ago: (then, now) => {
      if (isFar(now - then)) return times.short(new Date(then).toISOString(), now);
      const [count, unit] = inWords(Math.max(0, now - then));
      return count ? relative.format(-count, unit) : relative.format(0, 'second');
    },
    span: (ms) => {
      const [count, unit] = inWords(ms);
      return new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
    },
  };
  return times;
};

const exact = new Map<string, Intl.DateTimeFormat>();

/** Formats times to the second, with their zone: `16 Feb 2026, 14:23:05 GMT+1`. */
export const exactTimes = (tag: string, zone: string | undefined): ((iso: string) => string) => {
  const { lang, timeZone } = supported(tag, zone);
  const key = `${lang} ${timeZone}`;
  const format = exact.get(key) ?? new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'long', timeZone });
  exact.set(key, format);
  return (iso) => format.format(new Date(iso));
};
