const DAY = 24 * 3_600_000;
const MORNING = 9 * 3_600_000;
const MONDAY = 1;

/** What the clock on the wall shows in a zone, as if it were UTC; times in ms. The viewer's own where the page names none that exists. */
export const wallOf = (ms: number, timeZone: string | undefined): number => {
  try {
    // Swedes write `2026-02-16 14:23:05`.
    return Date.parse(`${new Date(ms).toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')}Z`);
  } catch {
    return wallOf(ms, undefined);
  }
};

/** When the clock on the wall shows it. Twice, since the first guess may be on the other side of a change of the clocks. */
export const momentOf = (wall: number, zone: string | undefined): number => {
  let ms = wall;
  for (let i = 0; i < 2; i++) ms += wall - wallOf(ms, zone);
  return ms;
};

/** When a day such as `2026-02-16`, or one so many days after it, begins in a zone. */
export const startOf = (day: string, zone: string | undefined, after = 0): string =>
  new Date(momentOf(Date.parse(day) + after * DAY, zone)).toISOString();

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
