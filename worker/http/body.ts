import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import type { App } from './context.ts';
import { invalid, Problem } from './problem-json.ts';

const MAX_BYTES = 1024 * 1024;

/** Refuses a body beyond 1 MiB. Counts while it reads, so that a body without Content-Length is bounded too. */
export const limitBody = (): MiddlewareHandler =>
  bodyLimit({
    maxSize: MAX_BYTES,
    onError: () => {
      throw new Problem(413, 'The body is larger than 1 MiB.');
    },
  });

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/** Bytes as text; 400 where they are not UTF-8. Replacing the wrong bytes might make two ids the same. */
const textOf = (bytes: ArrayBuffer): string => {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Problem(400, 'The body is not UTF-8.');
  }
};

/** The body as JSON; 415 where its Content-Type is another, 400 where it does not parse. */
export const readJson = async (c: Context<App>): Promise<unknown> => {
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(c.req.header('Content-Type') ?? '')) {
    throw new Problem(415, 'Send the body as JSON, with "Content-Type: application/json".');
  }
  return parseJson(textOf(await c.req.arrayBuffer()));
};

/** A whole number of 16 digits or more, most likely an id: a double may not hold it. */
const LONG = /(?:^|[:[,])\s*-?\d{16}/;

/** Returns a whole number beyond 2^53 as text, since the nearest double would be another id; any other value as it is. */
const exact = (_: string, value: unknown, raw?: { source?: string }): unknown => {
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return value;
  return /^-?\d+$/.test(raw?.source ?? '') ? raw?.source : value;
};

/** Parses JSON; 400 where it does not parse. A whole number beyond 2^53 becomes text, digit by digit. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text, LONG.test(text) ? exact : undefined);
  } catch {
    throw new Problem(400, 'The body is not JSON.');
  }
};

/** Whether a value is an object and not a list: Valibot takes an empty list for an object without fields. */
export const isObject = (input: unknown): input is object =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

/** The message about a wrong field where its schema gives none. It never repeats the value that was sent. */
v.setGlobalMessage(({ expected }) => (expected === null ? 'is not allowed' : `must be ${expected}`));

/** Parses a body by its schema; 422 that names each wrong field. */
export const parse = <const T extends v.GenericSchema>(schema: T, input: unknown): v.InferOutput<T> => {
  if (!isObject(input)) throw invalid([{ path: '', message: 'must be an object' }]);
  const parsed = v.safeParse(schema, input);
  if (parsed.success) return parsed.output;
  throw invalid(parsed.issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', message: issue.message })));
};
