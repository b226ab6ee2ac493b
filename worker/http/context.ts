import type { Env } from '../env.ts';

/** The scopes of a viewer token of the shop's people. */
export const SCOPES = ['read', 'write'] as const;
/** The scope of a customer: it stands alone, is for one order, and opens that order's status. */
export const CUSTOMER = 'customer';
export type Scope = (typeof SCOPES)[number] | typeof CUSTOMER;

const DAY = 24 * 60 * 60;
/** The longest validity of a token, in seconds. A customer's is long, since a mail about their parcel holds it. */
export const MOST_SECONDS = { viewer: DAY, customer: 90 * DAY };

/** The person who looks at the log, from their viewer token. */
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
