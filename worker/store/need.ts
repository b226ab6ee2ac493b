import type { FeedFilters } from '../contract/api.ts';
import type { Level } from '../contract/event.ts';
import type { Database } from './database.ts';
import { OLDEST, readFeed, SLICE } from './feed.ts';
import type { Row } from './schema.ts';

/** The level that needs somebody most comes first. */
export const NEEDY = ['error', 'warning'] as const satisfies Level[];

/** Where a page ended: at a level, and behind an event of it; null is the first of that level. */
export interface NeedPlace {
  level: (typeof NEEDY)[number];
  after: string | null;
}

export interface NeedPage {
  rows: Row[];
  next: NeedPlace | null;
}

/** One page of what needs attention by need: errors before warnings, each oldest first. Reads as much as a narrow page does. */
export const readNeed = async (
  db: Database,
  filters: FeedFilters,
  order_id: string | null,
  from: NeedPlace | null,
  limit: number,
  now = Date.now(),
): Promise<NeedPage> => {
  const wanted = NEEDY.filter((level) => filters.level?.includes(level) ?? true);
  const rows: Row[] = [];
  for (const level of wanted.slice(from === null ? 0 : wanted.indexOf(from.level))) {
    const after = level === from?.level ? from.after : null;
    // A page that is full only looks whether there is a next one.
    const left = Math.max(limit - rows.length, 1);
    const ofLevel = { ...filters, level: [level] };
    const look = SLICE / NEEDY.length;
    const page = await readFeed(db, ofLevel, order_id, after, left, { look, direction: OLDEST, now });
    if (rows.length === limit && (page.rows.length > 0 || page.next !== null)) return { rows, next: { level, after } };
    rows.push(...page.rows);
    if (page.next !== null) return { rows, next: { level, after: page.next } };
  }
  return { rows, next: null };
};
