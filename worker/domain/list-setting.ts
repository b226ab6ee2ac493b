/** A setting that is a comma-separated list. */
export const list = (setting: string | undefined): string[] =>
  (setting ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
