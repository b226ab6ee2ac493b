import type { DrawnElement } from '../kit/drawn.ts';
import { css } from '../kit/reactive.ts';
import { DAY, inWords, isFar, type Times } from '../kit/times.ts';

const SHORT = { day: 'numeric', month: 'short' } as const;
const LONG = { ...SHORT, weekday: 'short' } as const;
const digits = 'numeric';

/** A formatter, or null where the page names a language or zone that does not exist. */
const formatter = (lang: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat | null => {
  try {
    return new Intl.DateTimeFormat(lang, options);
  } catch {
    return null;
  }
};

/** What the page names, or what stands in for it. Its digits are those of order numbers and amounts in the same line. */
const known = (tag: string, zone: string | undefined) => ({
  lang: /^(en)?$/i.test(tag) || !formatter(tag, {}) ? 'en-GB' : `${new Intl.Locale(tag, { numberingSystem: 'latn' })}`,
  timeZone: zone && formatter('en', { timeZone: zone }) ? zone : undefined,
});

/** Times by `Intl`, in any language and zone. Formatters are kept, since making one costs more than all its uses. */
export const intlTimes = (tag: string, zone: string | undefined): Times => {
  const { lang, timeZone } = known(tag, zone);
  const kept = new Map<string, Intl.DateTimeFormat>();
  const format = (name: string, iso: string | number, options: Intl.DateTimeFormatOptions): string => {
    const made = kept.get(name) ?? new Intl.DateTimeFormat(lang, { ...options, timeZone });
    kept.set(name, made);
    return made.format(new Date(iso));
  };
  const relative = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });
  const wall = new Intl.DateTimeFormat('en-US', { timeZone, year: digits, month: digits, day: digits });
  /** Year and number of the day in the zone. */
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

/** What a pointer gets as the browser's own tip, for who comes by keyboard. */
const tip = css`
  time {
    position: relative;
  }
  .entry:has(:focus-visible) time[title]::after {
    content: attr(title);
    position: absolute;
    z-index: 2;
    inset-block-start: 100%;
    inset-inline-start: 0;
    padding: 2px 6px;
    border-radius: var(--radius);
    background: CanvasText;
    color: Canvas;
    white-space: nowrap;
  }
`;

const exact = new Map<string, Intl.DateTimeFormat>();

/** Tells the times of a row to the second, with their zone: `16 Feb 2026, 14:23:05 GMT+1`. */
export const tellExactly = (host: DrawnElement, row: Element): void => {
  const { adoptedStyleSheets } = host.renderRoot;
  if (!adoptedStyleSheets.includes(tip)) adoptedStyleSheets.push(tip);
  const { lang, timeZone } = known(host.tag, host.timeZone);
  const key = `${lang} ${timeZone}`;
  const format = exact.get(key) ?? new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'long', timeZone });
  exact.set(key, format);
  for (const time of row.querySelectorAll('time')) time.title = format.format(new Date(time.dateTime));
};
