import type { Hono } from 'hono';
import type { App } from '../http/context.ts';
import type { Guard } from '../middleware/auth.ts';
import { VERSION } from '../version.ts';
import { ASSETS } from './assets.ts';
import { type Call, callsOf } from './calls.ts';
import type { Operation } from './operation.ts';
import { parametersOf } from './parameters.ts';
import { responsesOf } from './responses.ts';
import { componentSchemas, requestSchema } from './schema.ts';
import type { OpenApi, OperationObject, Paths } from './types.ts';

/** The credentials, by the callers who have them. */
const CREDENTIAL = {
  server: 'api_key',
  admin: 'admin_key',
  viewer: 'viewer_token',
} as const satisfies Record<Guard['who'], string>;

const SECURITY_SCHEMES = {
  api_key: { type: 'http', scheme: 'bearer', description: 'One of `API_KEYS`. For servers only.' },
  admin_key: { type: 'http', scheme: 'bearer', description: 'One of `ADMIN_KEYS`. For servers only.' },
  viewer_token: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'HS256 with `TOKEN_SECRET`: `sub`, `scope`, `exp` at most 24 hours ahead, and `order_id` to limit it to one. A customer has the scope `customer` alone, with `order_id`, and `exp` at most 90 days ahead.',
  },
};

/** One requirement for each scope, since any of them lets a viewer in. */
const securityOf = ({ who, scopes }: Guard) =>
  scopes ? scopes.map((scope) => ({ [CREDENTIAL[who]]: [scope] })) : [{ [CREDENTIAL[who]]: [] }];

/** The first part of a path after `/v1`: `events` for `/v1/events.csv` too. */
const tagOf = (path: string): string => /^\/(?:v1\/)?([^/.]+)/.exec(path)![1]!;

/** The name of a call in generated clients: `getV1OrdersByOrderIdEvents`. */
const operationIdOf = ({ method, path }: Call): string => {
  const [, ...words] = path.replace(/\{(\w+)\}/g, 'by_$1').split(/[^a-zA-Z0-9]+/);
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
};

const requestBodyOf = ({ body, bodyOptional }: Operation): OperationObject['requestBody'] =>
  body && { required: !bodyOptional, content: { 'application/json': { schema: requestSchema(body) } } };

const toOperation = (call: Call, operation: Operation): OperationObject => {
  const parameters = parametersOf(call);
  const requestBody = requestBodyOf(operation);
  return {
    operationId: operationIdOf(call),
    summary: operation.summary,
    tags: [tagOf(call.path)],
    ...(call.guard && { security: securityOf(call.guard) }),
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: responsesOf(call, operation),
  };
};

const pathsOf = (calls: Call[]): Paths => {
  const paths: Paths = {};
  for (const call of calls) {
    if (!call.operation) continue;
    paths[call.path] = { ...paths[call.path], [call.method.toLowerCase()]: toOperation(call, call.operation) };
  }
  return paths;
};

/**
 * `/openapi.json`, which is OpenAPI 3.1, from the app itself: `callsOf` reads its routes and what `documented()` adds to each.
 * A body or a query has the schema that it is parsed with, an answer one of `ANSWERS`.
 */
export const documentOf = (app: Hono<App>): OpenApi => ({
  openapi: '3.1.1',
  info: {
    title: 'Flagpost',
    version: VERSION,
    description: 'An activity log and order timeline that drops into any shop admin.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/' }],
  paths: { ...pathsOf(callsOf(app)), ...ASSETS },
  components: { schemas: componentSchemas(), securitySchemes: SECURITY_SCHEMES },
});
