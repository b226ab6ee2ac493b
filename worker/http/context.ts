import type { Env } from '../env.ts';

/** The scopes of a viewer token. */
export const SCOPES = ['read', 'write'] as const;
export type Scope = (typeof SCOPES)[number];

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
