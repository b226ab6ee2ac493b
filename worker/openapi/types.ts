import type { JsonSchema } from './schema.ts';

export interface Parameter {
  name: string;
  in: 'path' | 'query';
  schema: JsonSchema;
  description?: string;
  required?: true;
}

/** An operation of the document, as far as the page reads it. */
export interface Described {
  summary: string;
  tags: string[];
  security?: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: JsonSchema }> }>;
}

/** The document, as far as the page reads it. */
export interface OpenApi {
  openapi: string;
  info: { title: string; version: string; description: string; license: object };
  servers: { url: string }[];
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: object };
}
