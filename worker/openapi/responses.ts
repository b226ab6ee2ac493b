import { ANSWERS } from './answers.ts';
import type { Call } from './calls.ts';
import { errorsOf } from './errors.ts';
import type { Answer, Operation } from './operation.ts';
import { responseSchema } from './schema.ts';
import type { JsonSchema, ResponseObject } from './types.ts';

const body = (type: string, schema: JsonSchema) => ({ content: { [type]: { schema } } });

const ETAG = { headers: { ETag: { schema: { type: 'string' as const } } } };
const UNCHANGED: ResponseObject = { description: 'The answer is still the one that If-None-Match names.' };

/** Each is an error, a file or JSON, as `Answer` has it. */
const toResponse = (answer: Answer, conditional: boolean): ResponseObject => {
  if (typeof answer === 'string')
    return { description: answer, ...body('application/problem+json', responseSchema(ANSWERS.ProblemJson)) };
  if ('description' in answer) return { description: answer.description, ...body(answer.type, { type: 'string' }) };
  return {
    description: 'The answer.',
    ...(conditional && ETAG),
    ...body('application/json', responseSchema(answer)),
  };
};

/** The answers of a call by status: the errors of every call of its kind, then its own. */
export const responsesOf = (call: Call, operation: Operation): Record<string, ResponseObject> => {
  const { answers, conditional = false } = operation;
  const all = Object.entries({ ...errorsOf(call, operation), ...answers });
  const responses = Object.fromEntries(all.map(([status, answer]) => [status, toResponse(answer, conditional)]));
  return conditional ? { ...responses, 304: UNCHANGED } : responses;
};
