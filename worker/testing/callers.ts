import { sign } from 'hono/jwt';
import { Client, orderPath } from '../../widgets/client/client.ts';
import { resolveEvent, undoEvent } from '../../widgets/client/writes.ts';
import type { ManyResolved } from '../contract/api.ts';
import type { LogEvent, NewEvent } from '../contract/event.ts';
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

/** The elements' own client, with all that a viewer may ask. */
class Viewer extends Client {
  event = (id: string): Promise<LogEvent> => this.request(`/v1/events/${encodeURIComponent(id)}`, {});
  resolve = (id: string) => resolveEvent(this, id);
  undo = (id: string) => undoEvent(this, id);
  resolveOrder = (order_id: string, up_to?: string): Promise<ManyResolved> =>
    this.request(orderPath(order_id, '/resolve'), {
      method: 'POST',
      body: JSON.stringify(up_to === undefined ? {} : { up_to }),
    });
}

/** The elements' own client, as the person that the claims make. */
export const asViewer = (worker: Worker, claims?: Record<string, unknown>): Viewer =>
  new Viewer(worker.url.origin, () => viewerToken(claims));

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
