import type { ActionDone, FeedQuery, ManyResolved, Resolved } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { type Client, orderPath, pathStep } from './client.ts';

// Separate from `client.ts`, so that the badge does not load these requests.

/** The filters of a feed, without the position of a page. */
export type FeedFilter = Omit<FeedQuery, 'tab' | 'limit' | 'cursor' | 'sort'>;

const MANY = '/v1/attention/resolve';
/** The most ids of one request. */
const MAX_IDS = 500;

/** Writes each value as it is in its object, so that the `toJSON` that Prototype.js adds to arrays has no effect. */
const toJson = (body: object): string =>
  JSON.stringify(body, function (this: Record<string, unknown>, key) {
    return this[key];
  });

const eventPath = (id: string, tail: string) => `/v1/events/${pathStep(id)}${tail}`;

export const readEvent = async (client: Client, id: string): Promise<LogEvent> => client.request(eventPath(id, ''), {});

export const resolveEvent = async (client: Client, id: string): Promise<Resolved> =>
  client.request(eventPath(id, '/resolve'), { method: 'POST' });

/** Reopens an event that a person resolved. */
export const undoEvent = async (client: Client, id: string): Promise<Resolved> =>
  client.request(eventPath(id, '/resolve'), { method: 'DELETE' });

/** Resolves everything open that the filter matches and that was recorded by `upTo`. */
export const resolveMatching = (client: Client, filter: FeedFilter, upTo: string): Promise<ManyResolved> =>
  client.request(MANY, { method: 'POST', body: toJson({ filter, up_to: upTo }) });

/** Reopens many events, in as many requests as the ids need. */
export const undoMany = async (client: Client, ids: string[]): Promise<ManyResolved> => {
  const body = toJson({ ids: ids.slice(0, MAX_IDS) });
  const answer = await client.request<ManyResolved>(MANY, { method: 'DELETE', body });
  if (ids.length <= MAX_IDS) return answer;
  const { resolved, count } = await undoMany(client, ids.slice(MAX_IDS));
  return { resolved: [...answer.resolved, ...resolved], count };
};

/** `isPublic`: the customer may read the note. */
export const addNote = async (client: Client, orderId: string, message: string, isPublic: boolean): Promise<LogEvent> =>
  client.request(orderPath(orderId, '/notes'), {
    method: 'POST',
    body: toJson(isPublic ? { message, public: true } : { message }),
  });

/** Hides a public note from the customer. */
export const hideNote = async (client: Client, id: string): Promise<LogEvent> =>
  client.request(eventPath(id, '/public'), { method: 'DELETE' });

/** Snoozes an event until a time; null ends the snooze. */
export const snoozeEvent = async (client: Client, id: string, until: string | null): Promise<Resolved> =>
  client.request(eventPath(id, '/snooze'), until ? { method: 'POST', body: toJson({ until }) } : { method: 'DELETE' });

export const runAction = async (client: Client, id: string, name: string): Promise<ActionDone> =>
  client.request(eventPath(id, `/actions/${pathStep(name)}`), { method: 'POST' });
