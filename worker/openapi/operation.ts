import type { MiddlewareHandler } from 'hono';
import type { GenericSchema } from 'valibot';
import type { App } from '../http/context.ts';

/** An answer: JSON by its schema, an error by a sentence about it, or a text of another type. */
export type Answer = GenericSchema | string | { type: string; description: string };

/** The description of a call that only its route can give. Its path and its callers come from the route's handlers. */
export interface Operation {
  /** One sentence. */
  summary: string;
  /** The schema that the query is parsed with. */
  query?: GenericSchema;
  /** The schema that the body is parsed with. */
  body?: GenericSchema;
  /** Whether the body may be left out. */
  bodyOptional?: true;
  /** Whether it answers with an ETag, and 304 to a caller that sends the same one. */
  conditional?: true;
  /** By status. `errors.ts` adds the errors of every call of its kind. */
  answers: Record<number, Answer>;
}

const OPERATIONS = new WeakMap<object, Operation>();

/** Describes a call for `/openapi.json`: put it first among the handlers of its route. It does nothing to a request. */
export const documented = (operation: Operation): MiddlewareHandler<App> => {
  const handler: MiddlewareHandler<App> = (_, next) => next();
  OPERATIONS.set(handler, operation);
  return handler;
};

/** The description that a handler of `documented()` holds; undefined for any other handler. */
export const operationOf = (handler: object): Operation | undefined => OPERATIONS.get(handler);
