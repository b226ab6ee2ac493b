import type { Env } from '../env.ts';

/** The scopes of a viewer token of the shop's people. */
export const SCOPES = ['read', 'write'] as const;
/** The scope of a customer: it stands alone, is for one order, and opens that order's status. */
export const CUSTOMER = 'customer';
export type Scope = (typeof SCOPES)[number] | typeof CUSTOMER;

const DAY = 24 * 60 * 60;
/** For how long a token may be valid, in seconds: a customer's is in the mail about their parcel. */
export const MOST_SECONDS = { viewer: DAY, customer: 90 * DAY };

/** The person who looks at the log, as a viewer token says. */
export interface Viewer {
  sub: string;
  scopes: string[];
  /** The one order that the token is for; null where it is for all. */
  order_id: string | null;
}

/** The types of the context that Hono gives to the handlers. */
export interface App {
  Bindings: Env;
  Variables: { viewer: Viewer };
}
