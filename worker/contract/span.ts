import { counted } from './counted.ts';

const UNITS: [size: number, name: string][] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
];

/** `90 minutes`, `3 days`: a span of time in words, in the largest unit of which it has two. */
export const span = (ms: number): string => {
  const [size, unit] = UNITS.find(([size]) => Math.abs(ms) >= size * 2) ?? UNITS.at(-1)!;
  return counted(Math.round(Math.abs(ms) / size), unit);
};
