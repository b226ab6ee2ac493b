import { Refused } from '../source.ts';

/** How far a signed timestamp may be from our clock, in seconds: Stripe's and Standard Webhooks' own number. */
export const TOLERANCE = 300;

/**
 * A signature can be replayed until its timestamp, in whole seconds since 1970, is too old. The other side counts too:
 * Stripe's library lets a timestamp of tomorrow pass, which could then be replayed until tomorrow.
 */
export const requireFresh = (timestamp: string, received_at: number): void => {
  if (!/^\d{1,12}$/.test(timestamp)) throw new Refused('malformed_header');
  const age = Math.floor(received_at / 1000) - Number(timestamp);
  if (age > TOLERANCE) throw new Refused('too_old');
  if (age < -TOLERANCE) throw new Refused('too_new');
};
