import { type ConversionConfig, toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { ANSWERS } from './answers.ts';
import type { JsonSchema } from './types.ts';

/** The rules that JSON Schema has no words for. The answer to a wrong field explains them. */
const INEXPRESSIBLE = ['check', 'partial_check', 'trim'];

const pointerTo = (name: string) => `#/components/schemas/${name}`;

const CONFIG: ConversionConfig = {
  target: 'draft-2020-12',
  definitions: ANSWERS,
  ignoreActions: INEXPRESSIBLE,
  overrideRef: ({ referenceId }) => pointerTo(referenceId),
  // Every custom schema here is of an object. Metadata holds the JSON Schema of a rule that is a check, such as a pattern.
  overrideSchema: ({ valibotSchema, jsonSchema }) =>
    valibotSchema.type === 'custom' ? { type: 'object' } : { ...jsonSchema, ...v.getMetadata(valibotSchema) },
};

const withoutDefinitions = ({ $schema: _, $defs: __, ...schema }: JsonSchema): JsonSchema => schema;

/** The JSON Schema of a body or a query, before it is parsed. */
export const requestSchema = (schema: v.GenericSchema): JsonSchema =>
  withoutDefinitions(toJsonSchema(schema, { ...CONFIG, typeMode: 'input' }));

const NAMES = new Map<v.GenericSchema, string>(Object.entries(ANSWERS).map(([name, schema]) => [schema, name]));

/** The JSON Schema of an answer; of one of `ANSWERS`, a reference to it. */
export const responseSchema = (schema: v.GenericSchema): JsonSchema => {
  const name = NAMES.get(schema);
  return name ? { $ref: pointerTo(name) } : withoutDefinitions(toJsonSchema(schema, CONFIG));
};

/** `components.schemas`: each of `ANSWERS` by its name. */
export const componentSchemas = (): Record<string, JsonSchema> =>
  toJsonSchema(ANSWERS.Event, CONFIG).$defs as Record<string, JsonSchema>;
