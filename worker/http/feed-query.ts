import * as v from 'valibot';
import type { FeedFilters } from '../contract/api.ts';
import type { NeedPlace } from '../store/need.ts';
import { parse } from './body.ts';
import { decodeCursor, type SentFilters } from './cursor.ts';
import { FILTERS, sort, tab } from './feed-filters.ts';
import { invalid } from './problem-json.ts';

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

/** The schema of an export's query, with at most `most` events a request. */
export const Query = (most: number) =>
  v.object({
    ...FILTERS,
    tab: v.optional(tab),
    limit: v.optional(limitTo(most)),
    cursor: v.optional(v.string()),
  });

/** The schema of a list's query, which may be sorted. */
export const SortedQuery = (most: number) => v.object({ ...Query(most).entries, sort: v.optional(sort) });

/** The filters of a list, the start of a page of it, and the page's length. A cursor keeps `query`. */
export interface PageQuery {
  filters: FeedFilters;
  /** In a list of the newest first: the id before which the page begins; null for the first page. */
  before: string | null;
  /** In a list by need: the place after which the page begins; null for the first page. */
  place: NeedPlace | null;
  limit: number;
  query: SentFilters;
}

/** The page after a cursor, with the cursor's filters. Filters that are sent too must be the same. */
const resume = (text: string, sent: SentFilters): Omit<PageQuery, 'limit'> => {
  const { query, ...at } = decodeCursor(text);
  const names = Object.keys(sent) as (keyof SentFilters)[];
  const changed = names.filter((name) => sent[name] !== query[name]);
  if (changed.length > 0)
    throw invalid(changed.map((path) => ({ path, message: 'is not what the cursor was made with' })));
  const filters = { ...parse(v.object(FILTERS), query), tab: query.tab ?? 'all' };
  return { filters, query, before: 'before' in at ? at.before : null, place: 'level' in at ? at : null };
};

/** Reads the query of `GET /v1/events`, or of its exports; 422 that names each wrong field. */
export const readFeedQuery = (
  query: Record<string, string[]>,
  schema: ReturnType<typeof Query> | ReturnType<typeof SortedQuery>,
  usual: number,
): PageQuery => {
  const names = Object.keys(schema.entries);
  // An answer never repeats a query, so it names the known filters.
  if (Object.keys(query).some((name) => !names.includes(name))) {
    throw invalid([{ path: '', message: `the query takes ${names.join(', ')}, and nothing else` }]);
  }
  const twice = Object.keys(query).filter((name) => query[name]!.length > 1);
  if (twice.length > 0) throw invalid(twice.map((path) => ({ path, message: 'must be given once' })));
  const once = Object.fromEntries(Object.entries(query).map(([name, [value]]) => [name, value]));
  const { cursor, limit = usual, ...rest } = parse(schema, once);
  const { sort: sorted, ...filters } = { sort: undefined, ...rest };
  const { cursor: _, limit: __, ...sent } = once as SentFilters & { cursor?: string; limit?: string };
  if (cursor !== undefined) return { ...resume(cursor, sent), limit };
  if (sorted === 'need' && filters.tab !== 'attention') {
    throw invalid([{ path: 'sort', message: 'need is for tab=attention' }]);
  }
  return { filters: { ...filters, tab: filters.tab ?? 'all' }, before: null, place: null, limit, query: sent };
};
