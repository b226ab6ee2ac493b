import * as v from 'valibot';
import type { FeedFilters } from '../contract/api.ts';
import { parse } from './body.ts';
import { decodeCursor, type SentFilters } from './cursor.ts';
import { FILTERS, tab } from './feed-filters.ts';
import { invalid } from './problem-json.ts';

/** How many events a call answers: by default, and at most. */
export interface Limits {
  usual: number;
  most: number;
}

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

/** The schema of that query; `most` events a request. */
export const Query = (most: number) =>
  v.object({
    ...FILTERS,
    tab: v.optional(tab),
    limit: v.optional(limitTo(most)),
    cursor: v.optional(v.string()),
  });

/** What a page is a page of, from where on (null: the newest), and how many; `query` is what a cursor remembers of it. */
export interface PageQuery {
  filters: FeedFilters;
  before: string | null;
  limit: number;
  query: SentFilters;
}

/** Goes on where the cursor says, with the filters that it remembers; those that are sent along must be the same. */
const resume = (cursor: string, sent: SentFilters): Omit<PageQuery, 'limit'> => {
  const { before, query } = decodeCursor(cursor);
  const names = Object.keys(sent) as (keyof SentFilters)[];
  const changed = names.filter((name) => sent[name] !== query[name]);
  if (changed.length > 0)
    throw invalid(changed.map((path) => ({ path, message: 'is not what the cursor was made with' })));
  return { before, query, filters: { ...parse(v.object(FILTERS), query), tab: query.tab ?? 'all' } };
};

/** Reads the query of `GET /v1/events` and its exports. Throws 422 that names each field that is wrong. */
export const readFeedQuery = (query: Record<string, string[]>, { usual, most }: Limits): PageQuery => {
  const schema = Query(most);
  const names = Object.keys(schema.entries);
  // In our words only: an answer never echoes a query.
  if (Object.keys(query).some((name) => !names.includes(name))) {
    throw invalid([{ path: '', message: `the query takes ${names.join(', ')}, and nothing else` }]);
  }
  const twice = Object.keys(query).filter((name) => query[name]!.length > 1);
  if (twice.length > 0) throw invalid(twice.map((path) => ({ path, message: 'must be given once' })));
  const once = Object.fromEntries(Object.entries(query).map(([name, [value]]) => [name, value]));
  const { cursor, limit = usual, ...filters } = parse(schema, once);
  const { cursor: _, limit: __, ...sent } = once as SentFilters & { cursor?: string; limit?: string };
  if (cursor !== undefined) return { ...resume(cursor, sent), limit };
  return { filters: { ...filters, tab: filters.tab ?? 'all' }, before: null, limit, query: sent };
};
