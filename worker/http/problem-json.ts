import type { FieldError, ProblemJson } from '../contract/api.ts';

/** @see https://www.iana.org/assignments/http-status-codes */
const TITLES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
} as const;

/** An error that is returned to the caller. `detail` explains how to put it right, and never repeats what was sent. */
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
  new Problem(422, errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; '), { errors });
