import * as v from 'valibot';
import { FEED_TABS } from '../contract/api.ts';
import { LEVELS } from '../contract/event.ts';
import { GROUP_NAMES } from '../contract/taxonomy.ts';
import { parse } from '../http/body.ts';
import { decodeCursor } from '../http/cursor.ts';
import { instant } from '../http/parse-event.ts';
import { invalid } from '../http/problem-json.ts';
import type { Filters } from '../store/filters.ts';

/** How many events a call answers: by default, and at most. */
export interface Limits {
  usual: number;
  most: number;
}

const filled = v.pipe(
  v.string('must be a string'),
  v.minLength(1, 'must not be empty'),
  v.maxLength(256, 'must be at most 256 characters'),
);
const commas = v.pipe(
  filled,
  v.transform((text) => [...new Set(text.split(',').map((part) => part.trim()))]),
  v.maxLength(20, 'must name at most 20'),
);
const time = v.pipe(
  instant,
  v.transform((text) => Date.parse(text)),
);

const FILTERS = {
  level: v.optional(v.pipe(commas, v.array(v.picklist(LEVELS, `must be of ${LEVELS.join(', ')}`)))),
  type: v.optional(
    v.pipe(
      commas,
      v.array(
        v.pipe(
          v.string(),
          v.regex(/^[a-z0-9_]+(\.[a-z0-9_]+){0,2}(\.\*)?$/, 'must be a type, or a prefix such as order.*'),
        ),
      ),
    ),
  ),
  group: v.optional(v.pipe(commas, v.array(v.picklist(GROUP_NAMES, `must be of ${GROUP_NAMES.join(', ')}`)))),
  source: v.optional(commas),
  actor: v.optional(filled),
  order_id: v.optional(filled),
  problem: v.optional(filled),
  q: v.optional(v.pipe(filled, v.maxLength(100, 'must be at most 100 characters'))),
  since: v.optional(time),
  until: v.optional(time),
};

/** What a body may narrow by, in the words of the query. */
export const Filter = v.strictObject(FILTERS, 'is not a filter');

const limitTo = (most: number) => {
  const message = `must be a number from 1 to ${most}`;
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,4}$/, message),
    v.transform(Number),
    v.minValue(1, message),
    v.maxValue(most, message),
  );
};

/** What that query is parsed with; `most` events a request. */
export const Query = (most: number) =>
  v.object({
    ...FILTERS,
    tab: v.optional(v.picklist(FEED_TABS, `must be one of ${FEED_TABS.join(', ')}`)),
    limit: v.optional(limitTo(most)),
    cursor: v.optional(v.string()),
  });

/** The filters that a cursor remembers; one that is sent along must be the same. */
const resume = (cursor: string, sent: object) => {
  const { before, filters } = decodeCursor(cursor);
  const changed = Object.entries(sent).filter(
    ([path, value]) => JSON.stringify(value) !== JSON.stringify(filters[path as keyof Filters]),
  );
  if (changed.length > 0)
    throw invalid(changed.map(([path]) => ({ path, message: 'is not what the cursor was made with' })));
  return { before, filters };
};

/** The query of `GET /v1/events` and its exports: what to show, from where on (null: the newest), and how many. */
export const readFeedQuery = (
  query: Record<string, string[]>,
  { usual, most }: Limits,
): { filters: Filters; before: string | null; limit: number } => {
  const schema = Query(most);
  const names = Object.keys(schema.entries);
  // In our words only: an answer never echoes a query.
  if (Object.keys(query).some((name) => !names.includes(name))) {
    throw invalid([{ path: '', message: `the query takes ${names.join(', ')}, and nothing else` }]);
  }
  const twice = Object.keys(query).filter((name) => query[name]!.length > 1);
  if (twice.length > 0) throw invalid(twice.map((path) => ({ path, message: 'must be given once' })));
  const once = Object.fromEntries(Object.entries(query).map(([name, [value]]) => [name, value]));
  const { cursor, limit = usual, ...sent } = parse(schema, once);
  if (cursor !== undefined) return { ...resume(cursor, sent), limit };
  return { filters: { ...sent, tab: sent.tab ?? 'all' }, before: null, limit };
};
