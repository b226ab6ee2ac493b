import type { Call } from './calls.ts';
import type { Operation } from './operation.ts';

/** The errors of every call of a kind, by status: with a body or a query, for some callers only, of one order or event. */
export const errorsOf = ({ method, path, guard }: Call, { body, query }: Operation): Record<number, string> => ({
  ...(body && { 400: 'The body is not JSON.' }),
  ...(query && { 400: 'Flagpost did not make this cursor.' }),
  ...(guard && { 401: 'The credential is missing, wrong, or of the wrong kind.' }),
  ...(guard?.scopes && { 403: 'The token lacks the scope, or is for another order.' }),
  ...(path.includes('{id}') && { 404: 'There is no such event, or it is of another order than the token.' }),
  ...(method !== 'GET' && { 413: 'The body is larger than 1 MiB.' }),
  ...(body && { 415: 'The Content-Type of the body is not JSON.' }),
  ...((body || query || path.includes('{order_id}')) && {
    422: 'The request is well-formed, but some fields are wrong; `errors` names each.',
  }),
  ...(guard && { 429: 'Too many writes, or too many wrong credentials; `Retry-After` is how long to wait.' }),
  503: guard
    ? 'The log cannot be reached just now, or a secret is not set; `detail` names the reason.'
    : 'The log cannot be reached just now.',
});
