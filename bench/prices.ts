// Cloudflare's prices and limits, for docs/costs.md.
/**
 * Cloudflare's prices, in US dollars a month, from its pages on 2026-11-24.
 * @see https://developers.cloudflare.com/workers/platform/pricing/
 * @see https://developers.cloudflare.com/d1/platform/pricing/
 */
export const PAID = {
  base: 5,
  requests: { included: 10e6, each: 0.3 / 1e6 },
  cpu_ms: { included: 30e6, each: 0.02 / 1e6 },
  rows_read: { included: 25e9, each: 0.001 / 1e6 },
  rows_written: { included: 50e6, each: 1 / 1e6 },
  gigabytes: { included: 5, each: 0.75 },
} as const;

export type Metered = Exclude<keyof typeof PAID, 'base'>;

/**
 * The limits of the free plan for a day, and the size of a database.
 * @see https://developers.cloudflare.com/d1/platform/limits/
 */
export const FREE_DAY = { requests: 100_000, rows_read: 5e6, rows_written: 100_000, gigabytes: 0.5 } as const;

/** The most D1 queries of a request or a run of a cron. Each statement of a batch counts as one. */
export const FREE_QUERIES = 50;
export const PAID_QUERIES = 1000;

/** The largest size of one D1 database, in gigabytes. */
export const ONE_DATABASE = 10;
