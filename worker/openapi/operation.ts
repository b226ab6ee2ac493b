import type { MiddlewareHandler } from 'hono';
import type { GenericSchema } from 'valibot';
import type { App } from '../http/context.ts';

/** An answer: the JSON of a schema, the problem that a sentence describes, or a body of another type. */
export type Answer = GenericSchema | string | { type: string; says: string };

/** A route's own part of `/openapi.json`. Its path and its callers are read from the route. */
export interface Operation {
  /** One sentence. */
  summary: string;
  /** The schema that the query is parsed with. */
  query?: GenericSchema;
  /** The schema that the body is parsed with. */
  body?: GenericSchema;
  /** Whether the body may be left out. */
  bodyOptional?: true;
  /** Answers under an ETag, and 304 to who has it already. */
  conditional?: true;
  /** By status; what every route of its kind may answer besides stands in `errors.ts`. */
  answers: Record<number, Answer>;
}

const OPERATIONS = new WeakMap<object, Operation>();

/** Describes the route that it is the first handler of, and does nothing else. */
export const documented = (operation: Operation): MiddlewareHandler<App> => {
  const handler: MiddlewareHandler<App> = (_, next) => next();
  OPERATIONS.set(handler, operation);
  return handler;
};

/** The operation that a handler describes, where it is one that does. */
export const operationOf = (handler: object): Operation | undefined => OPERATIONS.get(handler);
