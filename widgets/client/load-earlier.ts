import type { LogEvent } from '../../worker/contract/event.ts';
import type { Client } from './client.ts';

/** The most requests for one run of failures. In a busy log a page may contain few failures of the problem. */
const MAX_REQUESTS = 4;

/** Loads about `most` failures that came before the event in its run, newest first. */
export const loadEarlier = async (
  client: Client,
  { id, problem, order_id, occurred_at }: LogEvent,
  most: number,
): Promise<LogEvent[]> => {
  const until = new Date(Date.parse(occurred_at) + 1).toISOString();
  const query = { problem: problem!, ...(order_id && { order_id }), until, limit: most };
  const found: LogEvent[] = [];
  let cursor: string | null = '';
  for (let requests = 0; requests < MAX_REQUESTS && cursor !== null && found.length < most; requests++) {
    const page = await client.feed(cursor ? { cursor, limit: most } : query);
    const failures = page.events.filter((event) => event.level !== 'info' && event.id < id);
    const end = failures.findIndex(({ resolved_by }) => resolved_by !== 'repeated');
    found.push(...(end < 0 ? failures : failures.slice(0, end)));
    cursor = end < 0 ? page.next_cursor : null;
  }
  return found;
};
