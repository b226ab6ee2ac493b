import type { ActionDone, FeedQuery, ManyResolved, Resolved } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { type Client, orderPath } from '../kit/client.ts';

// Apart from the client, so that the badge does not carry them.

/** What a feed is narrowed by, without where in it a page is. */
export type FeedFilter = Omit<FeedQuery, 'tab' | 'limit' | 'cursor'>;

const MANY = '/v1/attention/resolve';
/** Ids that one request may name. */
const MOST_IDS = 500;

const resolvePath = (id: string) => `/v1/events/${encodeURIComponent(id)}/resolve`;

export const resolveEvent = (client: Client, id: string): Promise<Resolved> =>
  client.ask(resolvePath(id), { method: 'POST' });

/** Takes a click back. */
export const undoEvent = (client: Client, id: string): Promise<Resolved> =>
  client.ask(resolvePath(id), { method: 'DELETE' });

/** Resolves all that is open, that the filter matches and that was recorded by `upTo`. */
export const resolveMatching = (client: Client, filter: FeedFilter, upTo: string): Promise<ManyResolved> =>
  client.ask(MANY, { method: 'POST', body: { filter, up_to: upTo } });

/** Takes clicks back, in as many requests as the ids need. */
export const undoMany = async (client: Client, ids: string[]): Promise<ManyResolved> => {
  const body = { ids: ids.slice(0, MOST_IDS) };
  const answer = await client.ask<ManyResolved>(MANY, { method: 'DELETE', body });
  if (ids.length <= MOST_IDS) return answer;
  const { resolved, count } = await undoMany(client, ids.slice(MOST_IDS));
  return { resolved: [...answer.resolved, ...resolved], count };
};

export const addNote = (client: Client, orderId: string, message: string): Promise<LogEvent> =>
  client.ask(orderPath(orderId, '/notes'), { method: 'POST', body: { message } });

const eventPath = (id: string, tail: string) => `/v1/events/${encodeURIComponent(id)}${tail}`;

export const readEvent = (client: Client, id: string): Promise<LogEvent> => client.ask(eventPath(id, ''), {});

/** Until a time, or, with null, no longer. */
export const snooze = (client: Client, id: string, until: string | null): Promise<Resolved> =>
  client.ask(eventPath(id, '/snooze'), until ? { method: 'POST', body: { until } } : { method: 'DELETE' });

export const runAction = (client: Client, id: string, name: string): Promise<ActionDone> =>
  client.ask(eventPath(id, `/actions/${encodeURIComponent(name)}`), { method: 'POST' });
