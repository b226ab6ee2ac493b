const digits = 'numeric';
const PARTS = { year: digits, month: digits, day: digits, hour: digits, minute: digits, second: digits } as const;

/** What the clock on the wall shows in a zone, as if it were UTC; times in ms. Undefined is the viewer's own zone. */
export const wallOf = (ms: number, timeZone: string | undefined): number => {
  const format = new Intl.DateTimeFormat('en-US', { ...PARTS, hourCycle: 'h23', timeZone });
  const of = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(of.year!, of.month! - 1, of.day, of.hour, of.minute, of.second);
};

/** When the clock on the wall shows it. Twice, since the first guess may be on the other side of a change of the clocks. */
export const momentOf = (wall: number, timeZone: string | undefined): number => {
  let ms = wall;
  for (let i = 0; i < 2; i++) ms += wall - wallOf(ms, timeZone);
  return ms;
};

const DAY = 24 * 3_600_000;
const MORNING = 9 * 3_600_000;
const MONDAY = 1;

/** Nine in the morning so many days after today. */
const morning = (now: number, days: number, zone: string | undefined): number => {
  const wall = wallOf(now, zone);
  return momentOf(wall - (wall % DAY) + days * DAY + MORNING, zone);
};

export const tomorrow = (now: number, zone: string | undefined): number => morning(now, 1, zone);

/** The next one, a week ahead on a Monday. */
export const monday = (now: number, zone: string | undefined): number => {
  const today = new Date(wallOf(now, zone)).getUTCDay();
  return morning(now, (MONDAY - today + 7) % 7 || 7, zone);
};

/** As `<input type="datetime-local">` has it. */
export const toInput = (ms: number, zone: string | undefined): string =>
  new Date(wallOf(ms, zone)).toISOString().slice(0, 16);

export const fromInput = (value: string, zone: string | undefined): number => momentOf(Date.parse(`${value}Z`), zone);
