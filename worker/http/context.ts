import type { Env } from '../env.ts';

/** What a viewer token may allow. */
export const SCOPES = ['read', 'write'] as const;
export type Scope = (typeof SCOPES)[number];

/** The person who looks at the log, as a viewer token says. */
export interface Viewer {
  sub: string;
  scopes: string[];
  /** The one order that the token is for; null where it is for all. */
  order_id: string | null;
}

/** What Hono's handlers here are given. */
export interface App {
  Bindings: Env;
  Variables: { viewer: Viewer };
}
