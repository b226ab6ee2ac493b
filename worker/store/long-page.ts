import type { FeedFilters } from '../contract/api.ts';
import type { LogEvent } from '../contract/event.ts';
import type { Database } from './database.ts';
import { readFeed } from './feed.ts';
import { isNarrow } from './filters.ts';
import { toWire, type WireSettings } from './to-wire.ts';

/** Rows that are in memory at once, whatever their payload. */
const CHUNK = 500;
/** Rows that looking for an external id may take from each chunk. */
const IDS = 20;
/** The rows that a request may read. Where filters pass rows over, a chunk is read twice. */
const MOST_ROWS = 5000;
/** A page that is larger ends there. */
const MOST_CHARACTERS = 8_000_000;

/** Many events as text, whole before any of it is sent: an answer that breaks off would look like a complete one. */
export interface LongPage {
  text: string;
  /** The id to go on behind, or null at the end. */
  next: string | null;
}

export const readLongPage = async (
  db: Database,
  filters: FeedFilters,
  order_id: string | null,
  from: string | null,
  limit: number,
  write: (event: LogEvent) => string,
  settings: WireSettings,
): Promise<LongPage> => {
  const isPlain = !isNarrow(filters);
  const chunks = MOST_ROWS / CHUNK / (isPlain ? 1 : 2);
  const look = isPlain ? 0 : CHUNK - (filters.q === undefined ? 0 : IDS);
  let text = '';
  let next = from;
  let left = limit;
  for (let read = 0; read < chunks && left > 0 && text.length < MOST_CHARACTERS; read++) {
    const chunk = await readFeed(db, filters, order_id, next, Math.min(CHUNK, left), { look });
    for (const row of chunk.rows) text += write(toWire(row, settings));
    left -= chunk.rows.length;
    next = chunk.next;
    if (next === null) break;
  }
  return { text, next };
};
