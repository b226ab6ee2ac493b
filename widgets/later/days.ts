const DAY = 24 * 60 * 60 * 1000;

/** How far the clocks of a zone are ahead of UTC, in ms; of the viewer's where the page names none that exists. */
const offset = (at: number, timeZone: string | undefined): number => {
  try {
    // Swedes write `2026-02-16 14:23:05`.
    const shown = new Date(at).toLocaleString('sv-SE', { timeZone });
    return Date.parse(`${shown.replace(' ', 'T')}Z`) - at;
  } catch {
    return offset(at, undefined);
  }
};

/** When a day such as `2026-02-16`, or one so many days after it, begins in a zone; without one, where the viewer is. */
export const startOf = (day: string, zone: string | undefined, after = 0): string => {
  const utc = Date.parse(day) + after * DAY;
  return new Date(utc - offset(utc - offset(utc, zone), zone)).toISOString();
};
