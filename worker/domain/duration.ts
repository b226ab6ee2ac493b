const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `5m`, `12h`, `3d` in ms; null for what is none. */
export const durationOf = (setting: string | undefined): number | null => {
  const [, digits, unit] = /^(\d{1,4})\s*([mhd])$/.exec(setting?.trim() ?? '') ?? [];
  return digits === undefined ? null : Number(digits) * UNITS[unit!]!;
};

/** `40 minutes`, `26 hours`, `3 days`: how long, as a person says it; from two of a unit on in that unit. */
export const inWords = (ms: number): string => {
  const [size, unit] = (
    [
      [UNITS.d!, 'day'],
      [UNITS.h!, 'hour'],
    ] as const
  ).find(([size]) => ms >= 2 * size) ?? [UNITS.m!, 'minute'];
  const count = Math.max(1, Math.round(ms / size));
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
};
