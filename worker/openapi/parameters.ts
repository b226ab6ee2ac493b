import { SOURCES } from '../sources/index.ts';
import type { Call } from './calls.ts';
import { requestSchema } from './schema.ts';
import type { JsonSchema, ParameterObject } from './types.ts';

/** The parameters of paths, by name. */
const IN_PATH: Record<string, { schema: JsonSchema; description: string }> = {
  id: { schema: { type: 'string', format: 'uuid' }, description: "An event's id." },
  name: { schema: { type: 'string' }, description: 'The name of an action that the event offers.' },
  order_id: {
    schema: { type: 'string', minLength: 1, maxLength: 128 },
    description: "The shop's own order number.",
  },
  source: { schema: { type: 'string', enum: Object.keys(SOURCES) }, description: 'A source whose secret is set.' },
};

const inPath = (path: string): ParameterObject[] =>
  Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = '']) => ({ name, in: 'path', required: true, ...IN_PATH[name]! }));

/** The parameters of a call: those of its path, then those that its query's schema names. */
export const parametersOf = ({ path, operation }: Call): ParameterObject[] => {
  const query = operation?.query ? requestSchema(operation.query).properties : {};
  const inQuery = Object.entries((query ?? {}) as Record<string, JsonSchema>);
  return [...inPath(path), ...inQuery.map(([name, schema]) => ({ name, in: 'query' as const, schema }))];
};
