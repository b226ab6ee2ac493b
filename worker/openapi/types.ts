import type { JsonSchema } from '@valibot/to-json-schema';

export type { JsonSchema };

/** A parameter of an operation. @see https://spec.openapis.org/oas/v3.1.1#parameter-object */
export interface ParameterObject {
  name: string;
  in: 'path' | 'query';
  schema: JsonSchema;
  description?: string;
  required?: true;
}

/** @see https://spec.openapis.org/oas/v3.1.1#response-object */
export interface ResponseObject {
  description: string;
  headers?: Record<string, { schema: JsonSchema }>;
  content?: Record<string, { schema: JsonSchema }>;
}

/** @see https://spec.openapis.org/oas/v3.1.1#operation-object */
export interface OperationObject {
  operationId?: string;
  summary: string;
  tags: string[];
  security?: Record<string, string[]>[];
  parameters?: ParameterObject[];
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, ResponseObject>;
}

/** Operations by path and by method in small letters. */
export type Paths = Record<string, Record<string, OperationObject>>;

/** The document, as far as Flagpost fills it. @see https://spec.openapis.org/oas/v3.1.1#openapi-object */
export interface OpenApi {
  openapi: string;
  info: { title: string; version: string; description: string; license: object };
  servers: { url: string }[];
  paths: Paths;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: object };
}
