/** The units of time in a setting, in ms. A working day counts 24 hours. */
export const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, wd: 86_400_000 };

/** `5m`, `12h`, `3d` in ms; null for what is none. */
export const durationOf = (setting: string | undefined): number | null => {
  const [, digits, unit] = /^(\d{1,4})\s*([mhd])$/.exec(setting?.trim() ?? '') ?? [];
  return digits === undefined ? null : Number(digits) * UNITS[unit as keyof typeof UNITS];
};
