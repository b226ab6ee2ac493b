import { sign } from 'hono/jwt';
import { Client } from '../../widgets/kit/client.ts';
import type { NewEvent } from '../contract/event.ts';
import { API_KEY, TOKEN_SECRET } from './harness.ts';

interface Worker {
  url: URL;
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

const inAnHour = () => Math.floor(Date.now() / 1000) + 3600;

/** A viewer token; a claim that is `undefined` is left out. */
export const viewerToken = (claims: Record<string, unknown> = {}, secret = TOKEN_SECRET): Promise<string> => {
  const all = { sub: 'Ana', scope: 'read write', exp: inAnHour(), ...claims };
  return sign(JSON.parse(JSON.stringify(all)), secret);
};

export const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });

/** The elements' own client, as the person that the claims make. */
export const asViewer = (worker: Worker, claims?: Record<string, unknown>): Client =>
  new Client(worker.url.origin, () => viewerToken(claims));

/** A request of the shop's server. */
export const asServer = (worker: Worker, path: string, body: unknown): Promise<Response> =>
  worker.fetch(path, {
    method: 'POST',
    headers: { ...bearer(API_KEY), 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

/** Records events through `POST /v1/events`. */
export const record = async (worker: Worker, ...events: NewEvent[]): Promise<void> => {
  const response = await asServer(worker, '/v1/events', { events });
  const { rejected } = (await response.json()) as { rejected: unknown[] };
  if (rejected.length > 0) throw new Error(JSON.stringify(rejected));
};
