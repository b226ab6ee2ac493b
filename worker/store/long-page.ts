import type { LogEvent } from '../contract/event.ts';
import type { Env } from '../env.ts';
import type { Database } from './database.ts';
import { readFeed } from './feed.ts';
import { type Filters, isNarrow } from './filters.ts';
import { onWire } from './to-wire.ts';

/** Rows that are in memory at once, whatever their payload. */
const CHUNK = 500;
/** What a request may read besides the runs of failures. Where filters pass rows over, a chunk is read twice. */
const MOST_ROWS = 5000;
/** A page that is larger ends there. */
const MOST_CHARACTERS = 8_000_000;

/** Many events as text, whole before any of it is sent: an answer that breaks off would look like a complete one. */
export interface LongPage {
  text: string;
  /** The id to go on before, or null at the end. */
  before: string | null;
}

export const readLongPage = async (
  db: Database,
  filters: Filters,
  scope: string | null,
  from: string | null,
  limit: number,
  write: (event: LogEvent) => string,
  settings: Pick<Env, 'ACTIONS'>,
): Promise<LongPage> => {
  const chunks = MOST_ROWS / CHUNK / (isNarrow(filters) ? 2 : 1);
  let text = '';
  let before = from;
  let left = limit;
  for (let read = 0; read < chunks && left > 0 && text.length < MOST_CHARACTERS; read++) {
    const chunk = await readFeed(db, filters, scope, before, Math.min(CHUNK, left), CHUNK);
    for (const event of await onWire(db, chunk.rows, settings)) text += write(event);
    left -= chunk.rows.length;
    before = chunk.before;
    if (before === null) break;
  }
  return { text, before };
};
