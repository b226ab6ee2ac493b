// The shape of a line of `npm run bench`.
import type { D1Database } from '@cloudflare/workers-types';
import type { Meter } from '../worker/testing/metered.ts';

/** The bounds of a call: rows read, rows written, requests to D1. A missing field has no bound. */
export interface Bound {
  read?: number;
  written?: number;
  /** Requests to D1. A batch is one. */
  trips?: number;
}

/** The measured rows of a call, and its bounds. */
export interface Measured {
  read: number;
  written: number;
  most: Bound;
  /** The values that the free plan limits, if the call was one request. */
  meter?: Meter;
}

/** One line of the bench's table: a call, measured on a seeded database that it may change. */
export interface Line {
  call: string;
  /** Its rows depend on how the events of the log are spread over orders and days, so that they may grow within the bound. */
  mayGrow?: true;
  measure: (DB: D1Database) => Promise<Measured>;
}

/** Whether a line is within its bound. */
export const isWithin = ({ read, written, meter, most }: Measured): boolean =>
  read <= (most.read ?? Number.POSITIVE_INFINITY) &&
  written <= (most.written ?? Number.POSITIVE_INFINITY) &&
  (meter?.trips ?? 0) <= (most.trips ?? Number.POSITIVE_INFINITY);

/** A sum per event or per row, rounded to two digits. */
export const each = (sum: number, count: number): number => Math.round((sum / count) * 100) / 100;
