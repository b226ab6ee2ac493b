// Part of `npm run bench`: how near the calls come to the limits of Cloudflare's free plan.
import type { Measured } from './line.ts';

/**
 * The limits of D1 and Workers for a request on the free plan.
 * @see https://developers.cloudflare.com/d1/platform/limits/
 */
export const FREE = { queries: 50, statement: 100_000, parameters: 100 } as const;

/** The highest value among the measured calls, and the call that has it. */
export interface Peak {
  what: string;
  most: number;
  of: number;
  call: string;
}

/** The peak of each limited value. */
export const peaks = (measured: Map<string, Measured>): Peak[] => {
  const metered = [...measured].flatMap(([call, { meter }]) => (meter ? [{ call, meter }] : []));
  const most = (what: string, of: number, pick: (meter: NonNullable<Measured['meter']>) => number): Peak => {
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
