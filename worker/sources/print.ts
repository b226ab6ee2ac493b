import type { Payload } from '../contract/event.ts';

/** What a printing house tells of an order, by whatever words. */
export interface Told {
  event_type: string;
  payload?: Payload;
  fact?: string | null;
  /** When, where that is not simply when it was told. */
  at?: unknown;
}

/** The shop tells this too, as it submits: by its fact the two are one line. */
export const submitted = (order: string): Told => ({
  event_type: 'order.submitted',
  payload: { reference: order },
  fact: `submitted:${order}`,
});

export const production = (order: string): Told => ({ event_type: 'order.production', fact: `production:${order}` });

export const submissionFailed = (reason: string): Told => ({
  event_type: 'order.submission_failed',
  payload: { reason },
});
