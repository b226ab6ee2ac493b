import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import type { App } from './context.ts';
import { invalid, Problem } from './problem-json.ts';

const MAX_BYTES = 1024 * 1024;

/** Counts while it reads, so that a body without a length is bounded as well. */
export const limitBody = (): MiddlewareHandler =>
  bodyLimit({
    maxSize: MAX_BYTES,
    onError: () => {
      throw new Problem(413, 'The body is larger than 1 MiB.');
    },
  });

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/** Bytes as text, or 400: with another character in place of what is no UTF-8, two ids might become one. */
const textOf = (bytes: ArrayBuffer): string => {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Problem(400, 'The body is not UTF-8.');
  }
};

/** The body as JSON: 415 where it is said to be something else, 400 where it is no JSON. */
export const readJson = async (c: Context<App>): Promise<unknown> => {
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(c.req.header('Content-Type') ?? '')) {
    throw new Problem(415, 'Send the body as JSON, with "Content-Type: application/json".');
  }
  return parseJson(textOf(await c.req.arrayBuffer()));
};

/** Whole numbers of so many digits that a double may not hold them: an id, most likely. */
const LONG = /(?:^|[:[,])\s*-?\d{16}/;

/** Such a number as its digits, since the nearest double would be another id; any other value as it is. */
const exact = (_: string, value: unknown, raw?: { source?: string }): unknown => {
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return value;
  return /^-?\d+$/.test(raw?.source ?? '') ? raw?.source : value;
};

/** Text as JSON, or 400. What is whole and beyond 2^53 comes as text, digit by digit. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text, LONG.test(text) ? exact : undefined);
  } catch {
    throw new Problem(400, 'The body is not JSON.');
  }
};

/** No list: Valibot takes an empty one for an object without fields. */
export const isObject = (input: unknown): input is object =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

/** The answer to a wrong field whose schema has no words of its own. It never repeats the value that was sent. */
v.setGlobalMessage(({ expected }) => (expected === null ? 'is not allowed' : `must be ${expected}`));

/** The body as the schema has it, or 422 that names each field that is wrong. */
export const parse = <const T extends v.GenericSchema>(schema: T, input: unknown): v.InferOutput<T> => {
  if (!isObject(input)) throw invalid([{ path: '', message: 'must be an object' }]);
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  throw invalid(parsed.issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', message: issue.message })));
};
