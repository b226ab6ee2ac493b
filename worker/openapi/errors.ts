import type { Guard } from '../middleware/auth.ts';
import type { Operation } from './operation.ts';

/** The errors that a route may answer, by its body, its parameters and its callers. */
export const errorsOf = (method: string, path: string, guard: Guard | undefined, operation: Operation) => ({
  ...((operation.body || operation.query) && {
    400: operation.query ? 'The cursor is none of ours.' : 'The body is not JSON.',
    422: 'Well-formed, but some fields are wrong; `errors` names each.',
  }),
  ...(path.includes('{order_id}') && { 422: 'Well-formed, but some fields are wrong; `errors` names each.' }),
  ...(guard && { 401: 'No credential, a wrong one, or one of the wrong kind.' }),
  ...(guard?.scopes && { 403: 'The token lacks the scope, or is for another order.' }),
  ...(path.includes('{id}') && { 404: 'There is no such event, or it is of another order than the token.' }),
  ...(method !== 'GET' && { 413: 'The body is larger than 1 MiB.' }),
  ...(operation.body && { 415: 'The body is not said to be JSON.' }),
  ...(guard && { 429: 'Too many writes, or too many wrong credentials; `Retry-After` says how long to wait.' }),
  503: guard
    ? 'The log cannot be reached just now, or a secret is not set; `detail` says which.'
    : 'The log cannot be reached just now.',
});
