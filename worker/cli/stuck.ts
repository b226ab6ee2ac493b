import type { FeedPage, OrderStory, Timeline } from '../contract/api.ts';
import { span } from '../contract/span.ts';
import type { Step } from '../contract/steps.ts';
import { type Connection, Mistake, reach, readToken } from './connection.ts';

/** An order that somebody should look at, and why. */
export interface Stuck {
  order_id: string;
  message: string;
}

/** Orders that are asked for at once. */
const AT_ONCE = 6;

/** The words for an order that awaits a step. A parcel that left long ago is nobody's work any more, so `delivered` is not here. */
const AWAITED: Partial<Record<Step, string>> = {
  submitted: 'Not sent to the printer',
  production: 'Not in production',
  shipped: 'Not shipped',
};

/** An answer of the Worker to a viewer. */
const read = async <T>(url: string, token: string): Promise<T> => {
  const response = await reach(url, { headers: { Authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Mistake(`The Worker does not show what looks stuck: it answers ${response.status}.`);
  return (await response.json()) as T;
};

/** The open problems of these orders, each order by its oldest one. */
const problemsOf = async (url: string, token: string, imported: Set<string>): Promise<Map<string, string>> => {
  const open = new Map<string, string>();
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ tab: 'attention', limit: '200', ...(cursor !== null && { cursor }) });
    const page: FeedPage = await read<FeedPage>(`${url}/v1/events?${query}`, token);
    for (const { order_id, message } of page.events)
      if (order_id !== null && imported.has(order_id)) open.set(order_id, message);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return open;
};

/**
 * Why an order of the past looks stuck that has no open problem: the step that it awaits was late before the import, so that it
 * has no deadline and rings nobody. Null where it goes on in time, is on hold, or has come to its end.
 */
const lateOf = (story: OrderStory | null, now: number): string | null => {
  const { next = null, since, on_hold, status } = story ?? {};
  const awaited = next && AWAITED[next.step];
  if (!awaited || on_hold || since === undefined) return null;
  if (next.due_at !== null && Date.parse(next.due_at) > now) return null;
  return `${awaited}; ${status} ${span(now - Date.parse(since))} ago`;
};

/** The imported orders that look stuck: those with an open problem, and those that were late already before the import. */
export const stuckOf = async (connection: Connection, orders: string[], now = Date.now()): Promise<Stuck[]> => {
  const token = await readToken(connection);
  const open = await problemsOf(connection.url, token, new Set(orders));
  const others = orders.filter((order_id) => !open.has(order_id));
  const stuck = Array.from(open, ([order_id, message]): Stuck => ({ order_id, message }));
  for (let from = 0; from < others.length; from += AT_ONCE) {
    const found = others.slice(from, from + AT_ONCE).map(async (order_id): Promise<Stuck[]> => {
      const path = `/v1/orders/${encodeURIComponent(order_id)}/events`;
      const { story } = await read<Timeline>(`${connection.url}${path}`, token);
      const message = lateOf(story, now);
      return message === null ? [] : [{ order_id, message }];
    });
    stuck.push(...(await Promise.all(found)).flat());
  }
  return stuck;
};
