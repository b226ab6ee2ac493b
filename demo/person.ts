import { createClient } from '../worker/client/index.ts';
import type { Timeline } from '../worker/contract/api.ts';
import type { LogEvent } from '../worker/contract/event.ts';
import type { Secrets } from './secrets.ts';
import type { Happening, Played } from './senders/sender.ts';

type ByPerson = Extract<Happening, { by: 'person' }>;

/** The person who is signed in to the shop's admin. */
export const PERSON = 'Ana';

/** The request of a person's step, or null if the order's timeline shows that it was done before. */
const requestOf = ({ at, order_id, step }: ByPerson, events: LogEvent[]): { path: string; body: object } | null => {
  if ('note' in step) {
    const isWritten = events.some(({ event_type, message }) => event_type === 'order.note' && message === step.note);
    return isWritten
      ? null
      : { path: `/v1/orders/${encodeURIComponent(order_id)}/notes`, body: { message: step.note } };
  }
  const failures = events.filter(({ event_type }) => event_type === step.resolve);
  const last = failures.findLast(({ occurred_at }) => Date.parse(occurred_at) <= at.getTime());
  if (!last) throw new Error(`${order_id} has no ${step.resolve} that ${PERSON} could resolve.`);
  return last.resolved_at ? null : { path: `/v1/events/${last.id}/resolve`, body: {} };
};

/** Sends a person's step by the API that the elements use, unless it was done before. A note counts as an event, a click does not. */
export const playPerson = async (url: string, secrets: Secrets, happening: ByPerson): Promise<Played> => {
  const { viewerToken } = createClient({ url, apiKey: secrets.API_KEYS, tokenSecret: secrets.TOKEN_SECRET });
  const authorization = `Bearer ${await viewerToken({ sub: PERSON, scope: 'read write' })}`;
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = { authorization, 'content-type': 'application/json' };
    const response = await fetch(url + path, { ...init, headers });
    if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const { events } = (await call(`/v1/orders/${encodeURIComponent(happening.order_id)}/events`)) as Timeline;
  const todo = requestOf(happening, events);
  if (todo) await call(todo.path, { method: 'POST', body: JSON.stringify(todo.body) });
  const added = 'note' in happening.step ? 1 : 0;
  return todo ? { accepted: added, duplicates: 0 } : { accepted: 0, duplicates: added };
};
