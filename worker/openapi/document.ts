import type { Hono } from 'hono';
import type { RouterRoute } from 'hono/types';
import type { App } from '../http/context.ts';
import { type Guard, guardOf } from '../middleware/auth.ts';
import { SOURCES } from '../sources/index.ts';
import { VERSION } from '../version.ts';
import { ANSWERS } from './answers.ts';
import { ASSETS } from './assets.ts';
import { errorsOf } from './errors.ts';
import { type Answer, type Operation, operationOf } from './operation.ts';
import { answered, type JsonSchema, named, sent } from './schema.ts';
import type { Described, OpenApi, Parameter } from './types.ts';

/** The parameters of paths. */
const PARAMETERS: Record<string, { schema: JsonSchema; description: string }> = {
  id: { schema: { type: 'string', format: 'uuid' }, description: "An event's id." },
  order_id: {
    schema: { type: 'string', minLength: 1, maxLength: 128 },
    description: "The shop's own order number.",
  },
  source: { schema: { type: 'string', enum: Object.keys(SOURCES) }, description: 'A source whose secret is set.' },
};

const SECURITY = {
  server: 'api_key',
  admin: 'admin_key',
  viewer: 'viewer_token',
} as const satisfies Record<Guard['who'], string>;

/** A call as the app has it: its path in OpenAPI's words, who may make it, and what it says of itself. */
export interface Call {
  method: string;
  path: string;
  guard: Guard | undefined;
  operation: Operation | undefined;
}

const ofCall = ({ method, path }: RouterRoute) => `${method} ${path}`;

/** Every call that the app takes, in the order of its table of contents. */
export const callsOf = ({ routes }: Hono<App>): Call[] =>
  [
    ...Map.groupBy(
      routes.filter(({ method }) => method !== 'ALL'),
      ofCall,
    ).values(),
  ].map((handlers) => {
    const [{ method, path }] = handlers as [RouterRoute];
    const find = <T>(read: (handler: object) => T | undefined) =>
      handlers.map(({ handler }) => read(handler)).find((found) => found !== undefined);
    return { method, path: path.replace(/:(\w+)/g, '{$1}'), guard: find(guardOf), operation: find(operationOf) };
  });

const jsonOf = (schema: JsonSchema, type = 'application/json') => ({ content: { [type]: { schema } } });

const response = (answer: Answer, conditional: boolean) => {
  if (typeof answer === 'string')
    return { description: answer, ...jsonOf(answered(ANSWERS.ProblemJson), 'application/problem+json') };
  if ('says' in answer) return { description: answer.says, content: { [answer.type]: { schema: { type: 'string' } } } };
  const headers = conditional && { headers: { ETag: { schema: { type: 'string' } } } };
  return { description: 'What was asked for.', ...headers, ...jsonOf(answered(answer)) };
};

const pathParameters = (path: string): Parameter[] =>
  Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    ...(PARAMETERS[name] ?? { schema: { type: 'string' } }),
  }));

const queryParameters = (query: Operation['query']): Parameter[] =>
  Object.entries((query && sent(query).properties) ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    schema: schema as JsonSchema,
  }));

/** Any of these lets a caller in. */
const securityOf = ({ who, scopes }: Guard) =>
  (scopes?.map((scope) => [scope]) ?? [[]]).map((one) => ({ [SECURITY[who]]: one }));

const operationOn = ({ method, path, guard }: Call, operation: Operation): Described => {
  const { summary, query, body, bodyOptional, conditional = false, answers } = operation;
  const responses = Object.entries({ ...errorsOf(method, path, guard, operation), ...answers });
  const parameters = [...pathParameters(path), ...queryParameters(query)];
  return {
    summary,
    tags: [path.split('/')[1] === 'v1' ? path.split('/')[2]!.replace(/\..*/, '') : path.split('/')[1]!],
    ...(guard && { security: securityOf(guard) }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: !bodyOptional, ...jsonOf(sent(body)) } }),
    responses: {
      ...Object.fromEntries(responses.map(([status, answer]) => [status, response(answer, conditional)])),
      ...(conditional && { 304: { description: 'What If-None-Match names is still so.' } }),
    },
  };
};

const pathsOf = (calls: Call[]): Record<string, Record<string, Described>> => {
  const paths: ReturnType<typeof pathsOf> = {};
  for (const call of calls) {
    if (!call.operation) continue;
    paths[call.path] = { ...paths[call.path], [call.method.toLowerCase()]: operationOn(call, call.operation) };
  }
  return paths;
};

/** OpenAPI 3.1 of the app, from the schemas that it parses with and the guards that stand before its routes. */
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
  components: {
    schemas: named(),
    securitySchemes: {
      api_key: { type: 'http', scheme: 'bearer', description: 'One of `API_KEYS`. For servers only.' },
      admin_key: { type: 'http', scheme: 'bearer', description: 'One of `ADMIN_KEYS`. For servers only.' },
      viewer_token: {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description:
          'HS256 with `TOKEN_SECRET`: `sub`, `scope`, `exp` at most 24 hours ahead, and `order_id` to limit it to one. A customer has the scope `customer` alone, with `order_id`, and `exp` at most 90 days ahead.',
      },
    },
  },
});
