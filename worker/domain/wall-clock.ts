/** What clocks on the wall show somewhere: the day as `2026-02-16`, and the minutes since its midnight. */
export interface WallClock {
  day: string;
  minutes: number;
}

const PARTS = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;

const formatOf = (timeZone: string) => new Intl.DateTimeFormat('en-GB', { ...PARTS, timeZone, hourCycle: 'h23' });

/** The wall clock of a time zone at a moment, in ms since 1970. UTC's, where the zone is none. */
export const wallClock = (ms: number, zone: string): WallClock => {
  let format: Intl.DateTimeFormat;
  try {
    format = formatOf(zone);
  } catch {
    format = formatOf('UTC');
  }
  const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  return {
    day: `${parts.year}-${parts.month}-${parts.day}`,
    minutes: Number(parts.hour) * 60 + Number(parts.minute),
  };
};
