import type { Hono } from 'hono';
import type { RouterRoute } from 'hono/types';
import type { App } from '../http/context.ts';
import { type Guard, guardOf } from '../middleware/auth.ts';
import { type Operation, operationOf } from './operation.ts';

/** A call of the API, as its route's handlers describe it. */
export interface Call {
  method: string;
  /** As OpenAPI writes it: `/v1/orders/{order_id}/events`. */
  path: string;
  /** The callers that `viewer()`, `apiKey()` or `adminKey()` lets in; undefined where anyone may call. */
  guard: Guard | undefined;
  /** The argument of `documented()`; undefined where the route has none, which a test refuses. */
  operation: Operation | undefined;
}

const toCall = (handlers: RouterRoute[]): Call => {
  const [{ method, path }] = handlers as [RouterRoute];
  const find = <T>(read: (handler: object) => T | undefined) =>
    handlers.map(({ handler }) => read(handler)).find((found) => found !== undefined);
  return { method, path: path.replace(/:(\w+)/g, '{$1}'), guard: find(guardOf), operation: find(operationOf) };
};

/** Every call that the app takes, in the order of its routes. Hono lists each handler of a route by itself. */
export const callsOf = ({ routes }: Hono<App>): Call[] => {
  const handlers = routes.filter(({ method }) => method !== 'ALL');
  return Array.from(Map.groupBy(handlers, ({ method, path }) => `${method} ${path}`).values(), toCall);
};
