// The Worker that nearly all tests run: the real one, with routes that take many requests in one, so that thousands take seconds.
import { app } from '../app.ts';
import type { Env } from '../env.ts';
import { withRoutes } from './with-routes.ts';

/** A request as JSON carries it. */
export interface PlainRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  /** base64 */
  body: string | null;
}

export interface PlainAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

/** Milliseconds after which a request counts as one that hangs: longer than every limit of ours. */
const HANGS = 20_000;
const HUNG: PlainAnswer = { status: 0, headers: {}, text: 'it hangs' };

const send = async ({ method, path, headers, body }: PlainRequest, env: Env): Promise<PlainAnswer> => {
  const bytes = body === null ? null : Uint8Array.from(atob(body), (byte) => byte.charCodeAt(0));
  const late = new Promise<PlainAnswer>((resolve) => setTimeout(() => resolve(HUNG), HANGS));
  const answer = async (): Promise<PlainAnswer> => {
    const response = await app.request(path, { method, headers, body: bytes }, env);
    return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
  };
  return Promise.race([answer(), late]);
};

/** Requests to an empty log, after which the customer of each order asks for its status. */
export interface Scene {
  requests: PlainRequest[];
  /** Opens the status of any order. */
  authorization: string;
}

const TABLES = ['activity_log', 'stream', 'ref'];
const ORDERS = "SELECT substr(key, 7) AS order_id FROM stream WHERE key >= 'order:' AND key < 'order;'";

/** The answers that the customers of all orders read after each scene, by scene. */
const customersOf = async (env: Env, scenes: Scene[]): Promise<PlainAnswer[][]> => {
  const read: PlainAnswer[][] = [];
  for (const { requests, authorization } of scenes) {
    await env.DB.batch(TABLES.map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
    for (const each of requests) await send(each, env);
    const { results } = await env.DB.prepare(ORDERS).all<{ order_id: string }>();
    const paths = results.map(({ order_id }) => `/v1/orders/${encodeURIComponent(order_id)}/status`);
    const headers = { Authorization: authorization };
    read.push(await Promise.all(paths.map((path) => send({ method: 'GET', path, headers, body: null }, env))));
  }
  return read;
};

/** The answers to requests that are sent one after the other. */
const sendAll = async (env: Env, requests: PlainRequest[]): Promise<PlainAnswer[]> => {
  const answers: PlainAnswer[] = [];
  for (const each of requests) answers.push(await send(each, env));
  return answers;
};

export default withRoutes({ '/many': sendAll, '/customers': customersOf });
