import type { FeedPage } from '../contract/api.ts';
import type { LogEvent } from '../contract/event.ts';
import { type Connection, reach, readToken } from './connection.ts';

/** The oldest open problem of each of these orders that has one. */
export const stuckOf = async (connection: Connection, orders: string[]): Promise<LogEvent[]> => {
  const token = await readToken(connection);
  const imported = new Set(orders);
  const stuck = new Map<string, LogEvent>();
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ tab: 'attention', limit: '200', ...(cursor !== null && { cursor }) });
    const response = await reach(`${connection.url}/v1/events?${query}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    const page = (await response.json()) as FeedPage;
    for (const event of page.events) {
      if (event.order_id !== null && imported.has(event.order_id)) stuck.set(event.order_id, event);
    }
    cursor = page.next_cursor;
  } while (cursor !== null);
  return [...stuck.values()];
};
