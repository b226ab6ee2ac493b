import type { ErrorHandler } from 'hono';
import type { FieldError, ProblemJson } from './contract/api.ts';
import { isStorageError } from './store/database.ts';

/** @see https://www.iana.org/assignments/http-status-codes */
const TITLES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

/** An error that the caller hears of. `detail` says what to do about it, and never holds what was sent. */
export class Problem extends Error {
  override name = 'Problem';
  status: keyof typeof TITLES;
  errors: FieldError[] | undefined;
  headers: Record<string, string>;

  constructor(
    status: keyof typeof TITLES,
    detail: string,
    more: { errors?: FieldError[]; headers?: Record<string, string> } = {},
  ) {
    super(detail);
    this.status = status;
    this.errors = more.errors;
    this.headers = more.headers ?? {};
  }

  toResponse(): Response {
    const { status, message: detail, errors, headers } = this;
    const body: ProblemJson = { type: 'about:blank', title: TITLES[status], status, detail, ...(errors && { errors }) };
    return Response.json(body, { status, headers: { ...headers, 'Content-Type': 'application/problem+json' } });
  }
}

/** 422: well-formed, but these fields are wrong. */
export const invalid = (errors: FieldError[]): Problem =>
  new Problem(422, errors.map(({ path, message }) => `${path}: ${message}`).join('; '), { errors });

/** Seconds after which it is worth another try. */
const RETRY_AFTER = '30';

const toProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  const storage = isStorageError(error);
  // Ids and codes only: a query's parameters, and so an error's text, may hold a customer's data.
  console.error(
    JSON.stringify({ error: storage ? 'storage' : 'unexpected', name: error instanceof Error ? error.name : '' }),
  );
  return storage
    ? new Problem(503, 'The log cannot be reached just now. Try again.', { headers: { 'Retry-After': RETRY_AFTER } })
    : new Problem(500, 'Something went wrong on our side.');
};

export const onError: ErrorHandler = (error, c) => {
  const response = toProblem(error).toResponse();
  // Hono starts a fresh answer after a throw: what CORS set on the old one has to come along.
  for (const [name, value] of c.res.headers) if (!response.headers.has(name)) response.headers.append(name, value);
  return response;
};
