import type { CaughtUp } from '../contract/api.ts';
import { Mistake, originOf, reach } from './connection.ts';

/** The address of the Worker, and an admin key. */
export interface AdminConnection {
  url: string;
  adminKey: string;
}

/** The connection from options or environment; a mistake that names the missing one. */
export const adminConnectionOf = (
  options: { url?: string; adminKey?: string },
  env: NodeJS.ProcessEnv,
): AdminConnection => {
  const url = options.url ?? env.FLAGPOST_URL;
  const adminKey = options.adminKey ?? env.FLAGPOST_ADMIN_KEY;
  if (!url)
    throw new Mistake("Give the Worker's address by --url https://flagpost.example.workers.dev, or in FLAGPOST_URL.");
  if (!adminKey) throw new Mistake("Give one of the Worker's ADMIN_KEYS in FLAGPOST_ADMIN_KEY, or by --admin-key.");
  return { url: originOf(url), adminKey };
};

/** Posts JSON, or nothing, to a call that needs the admin key. `answer` is empty where the body is no JSON. */
export const postAsAdmin = async <T>({ url, adminKey }: AdminConnection, path: string, body?: object) => {
  const response = await reach(`${url}${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${adminKey}`, ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json().catch(() => ({}))) as Partial<T> & { detail?: string };
  return { response, answer };
};

/** Calls `POST /v1/catch-up/:source` once. `isDone` is false where another call is needed. */
export const postCatchUp = async (
  connection: AdminConnection,
  source: string,
  body?: object,
): Promise<CaughtUp & { isDone: boolean }> => {
  const path = `/v1/catch-up/${encodeURIComponent(source)}`;
  const { response, answer } = await postAsAdmin<CaughtUp>(connection, path, body);
  if (answer.fetched === undefined || answer.missed === undefined)
    throw new Mistake(`The Worker did not fetch these events: ${answer.detail ?? response.status}`);
  return { fetched: answer.fetched, missed: answer.missed, isDone: !response.headers.has('Link') };
};

/** Calls the Worker until it has caught up with a source, and returns the sum. */
export const catchUp = async (connection: AdminConnection, source: string): Promise<CaughtUp> => {
  const sum: CaughtUp = { fetched: 0, missed: 0 };
  for (let isDone = false; !isDone; ) {
    const answer = await postCatchUp(connection, source);
    sum.fetched += answer.fetched;
    sum.missed += answer.missed;
    isDone = answer.isDone;
  }
  return sum;
};
