import { type ConversionConfig, type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { ANSWERS } from './answers.ts';

export type { JsonSchema };

/** The rules that JSON Schema cannot express: the answer to a wrong field gives them in words. */
const BEYOND = ['check', 'partial_check', 'trim'];

const CONFIG: ConversionConfig = {
  target: 'draft-2020-12',
  definitions: ANSWERS,
  ignoreActions: BEYOND,
  overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  // The schemas of our own making are all for objects. What a check looks at, its schema's metadata says in this language.
  overrideSchema: ({ valibotSchema, jsonSchema }) =>
    valibotSchema.type === 'custom' ? { type: 'object' } : { ...jsonSchema, ...v.getMetadata(valibotSchema) },
};

const bare = ({ $schema: _, $defs: __, ...schema }: JsonSchema): JsonSchema => schema;

/** The schema of what is sent, before it is parsed. */
export const sent = (schema: v.GenericSchema): JsonSchema =>
  bare(toJsonSchema(schema, { ...CONFIG, typeMode: 'input' }));

/** The schema of what is answered; a reference where it has a name. */
export const answered = (schema: v.GenericSchema): JsonSchema => bare(toJsonSchema(schema, CONFIG));

/** `components.schemas`: each answer by its name. */
export const named = (): Record<string, JsonSchema> =>
  toJsonSchema(ANSWERS.Event, CONFIG).$defs as Record<string, JsonSchema>;
