const DAY = 24 * 3_600_000;
const MORNING = 9 * 3_600_000;
const MONDAY = 1;

/**
 * The time on a wall clock in the zone, as if it were UTC, in milliseconds. A zone that does not exist becomes the
 * viewer's own.
 */
export const wallOf = (ms: number, timeZone: string | undefined): number => {
  try {
    // Swedish dates look like ISO 8601: `2026-02-16 14:23:05`.
    return Date.parse(`${new Date(ms).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')}Z`);
  } catch {
    return wallOf(ms, undefined);
  }
};

/** The moment when the wall clock shows a time. Corrects the guess twice, since summer time may start in between. */
export const momentOf = (wall: number, zone: string | undefined): number => {
  let ms = wall;
  for (let i = 0; i < 2; i++) ms += wall - wallOf(ms, zone);
  return ms;
};

/** The start of a day such as `2026-02-16`, or of the day `after` days later, in the zone. */
export const startOf = (day: string, zone: string | undefined, after = 0): string =>
  new Date(momentOf(Date.parse(day) + after * DAY, zone)).toISOString();

/** Nine in the morning, `days` days after today. */
const morning = (now: number, days: number, zone: string | undefined): number => {
  const wall = wallOf(now, zone);
  return momentOf(wall - (wall % DAY) + days * DAY + MORNING, zone);
};

export const tomorrow = (now: number, zone: string | undefined): number => morning(now, 1, zone);

/** The next Monday: a week ahead if today is Monday. */
export const monday = (now: number, zone: string | undefined): number => {
  const today = new Date(wallOf(now, zone)).getUTCDay();
  return morning(now, (MONDAY - today + 7) % 7 || 7, zone);
};

/** The format of `<input type="datetime-local">`. */
export const toInput = (ms: number, zone: string | undefined): string =>
  new Date(wallOf(ms, zone)).toISOString().slice(0, 16);

export const fromInput = (value: string, zone: string | undefined): number => momentOf(Date.parse(`${value}Z`), zone);
