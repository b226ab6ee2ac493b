import type { ErrorHandler } from 'hono';
import { NotSet } from '../env.ts';
import type { App } from '../http/context.ts';
import { Problem } from '../http/problem-json.ts';
import { TooBusy } from '../store/commit.ts';
import { isOutdated, isStorageError } from '../store/database.ts';
import { countFailure } from './rate-limit.ts';

/** `Retry-After` in seconds: where storage is down, and where other requests save the same orders. */
const RETRY_AFTER = { down: '30', busy: '1' };

const OUTDATED =
  'The database does not have the tables of this version. On your own machine, stop the Worker, delete .wrangler/state and start again; ' +
  'where it is deployed, run "npx wrangler d1 migrations apply DB --remote".';

const toProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  if (error instanceof NotSet) return new Problem(503, error.message);
  if (isOutdated(error)) return new Problem(503, OUTDATED, { headers: { 'Retry-After': RETRY_AFTER.down } });
  const storage = isStorageError(error);
  // Codes only: the text of an error may hold a query's parameters, and so a customer's data.
  console.error(
    JSON.stringify({ error: storage ? 'storage' : 'unexpected', name: error instanceof Error ? error.name : '' }),
  );
  return storage
    ? new Problem(503, 'The log cannot be reached just now. Try again.', {
        headers: { 'Retry-After': error instanceof TooBusy ? RETRY_AFTER.busy : RETRY_AFTER.down },
      })
    : new Problem(500, 'Something went wrong on our side.');
};

/** Answers every error that a handler throws. Wrong credentials of all calls are counted here. */
export const onError: ErrorHandler<App> = async (error, c) => {
  const problem = toProblem(error);
  const response = ((problem.status === 401 ? await countFailure(c) : null) ?? problem).toResponse();
  // Hono makes a new answer after an error, so the headers that CORS has set are copied to it.
  for (const [name, value] of c.res.headers) if (!response.headers.has(name)) response.headers.append(name, value);
  return response;
};
