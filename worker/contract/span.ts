const UNITS: [size: number, name: string][] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
];

/** `90 minutes`, `3 days`: how long, as a person says it; from two of a unit on in that unit. */
export const span = (ms: number): string => {
  const [size, unit] = UNITS.find(([size]) => Math.abs(ms) >= size * 2) ?? UNITS.at(-1)!;
  const count = Math.round(Math.abs(ms) / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
};
