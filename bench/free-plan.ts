// Part of `npm run bench`: how near the calls come to the limits of Cloudflare's free plan.
import type { Measured } from './line.ts';

/**
 * The limits of D1 and Workers for a request on the free plan.
 * @see https://developers.cloudflare.com/d1/platform/limits/
 */
export const FREE = { queries: 50, statement: 100_000, parameters: 100 } as const;

/** The most of anything that a request or a run of a cron takes, of those measured. */
export interface Dearest {
  what: string;
  most: number;
  of: number;
  call: string;
}

/** The call that comes nearest to each limit. */
export const dearest = (measured: Map<string, Measured>): Dearest[] => {
  const metered = [...measured].flatMap(([call, { meter }]) => (meter ? [{ call, meter }] : []));
  const most = (what: string, of: number, pick: (meter: NonNullable<Measured['meter']>) => number): Dearest => {
    const [first, ...rest] = metered;
    const top = rest.reduce((best, one) => (pick(one.meter) > pick(best.meter) ? one : best), first!);
    return { what, most: pick(top.meter), of, call: top.call };
  };
  return [
    most('queries a request', FREE.queries, ({ queries }) => queries),
    most('bytes of a statement', FREE.statement, ({ longest }) => longest),
    most('parameters of a statement', FREE.parameters, ({ parameters }) => parameters),
  ];
};
