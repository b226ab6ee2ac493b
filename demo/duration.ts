const UNITS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `3d 2h 10m` in ms. `-5m` is negative. */
export const duration = (text: string): number =>
  text
    .split(' ')
    .map((part) => Number.parseFloat(part) * (UNITS[part.at(-1) ?? ''] ?? Number.NaN))
    .reduce((sum, ms) => sum + ms, 0);
