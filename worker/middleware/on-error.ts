import type { ErrorHandler } from 'hono';
import { NotSet } from '../env.ts';
import type { App } from '../http/context.ts';
import { Problem } from '../http/problem-json.ts';
import { TooBusy } from '../store/commit.ts';
import { isOutdated, isStorageError } from '../store/database.ts';
import { countFailure } from './rate-limit.ts';

/** Seconds after which it is worth another try: where storage is down, and where others save the same orders. */
const RETRY_AFTER = { down: '30', busy: '1' };

const OUTDATED =
  'The database does not have the tables of this version. On your own machine, stop the Worker, delete .wrangler/state and start again; ' +
  'where it is deployed, run "npx wrangler d1 migrations apply DB --remote".';

const toProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  if (error instanceof NotSet) return new Problem(503, error.message);
  if (isOutdated(error)) return new Problem(503, OUTDATED, { headers: { 'Retry-After': RETRY_AFTER.down } });
  const storage = isStorageError(error);
  // Ids and codes only: a query's parameters, and so an error's text, may hold a customer's data.
  console.error(
    JSON.stringify({ error: storage ? 'storage' : 'unexpected', name: error instanceof Error ? error.name : '' }),
  );
  return storage
    ? new Problem(503, 'The log cannot be reached just now. Try again.', {
        headers: { 'Retry-After': error instanceof TooBusy ? RETRY_AFTER.busy : RETRY_AFTER.down },
      })
    : new Problem(500, 'Something went wrong on our side.');
};

/** Whatever was thrown, as the caller hears of it. Here credentials that were none are counted, whichever door they tried. */
export const onError: ErrorHandler<App> = async (error, c) => {
  const problem = toProblem(error);
  const response = ((problem.status === 401 ? await countFailure(c) : null) ?? problem).toResponse();
  // Hono starts a fresh answer after a throw: what CORS set on the old one has to come along.
  for (const [name, value] of c.res.headers) if (!response.headers.has(name)) response.headers.append(name, value);
  return response;
};
