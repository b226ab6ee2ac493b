import type { FeedFilters } from '../contract/api.ts';
import type { Database } from './database.ts';
import { FIND_REF } from './statements.ts';

/** Filters as the store looks for them. */
export interface Search extends FeedFilters {
  /** The streams to which `q` leads where it is an external id. */
  led?: string[];
}

/** Looks whether `q` is a tracking number or another external id: then it finds all events of its order. */
export const search = async (db: Database, filters: FeedFilters): Promise<Search> => {
  if (filters.q === undefined) return filters;
  const { results } = await db.$client.prepare(FIND_REF).bind(filters.q.trim()).all<{ stream: string }>();
  return { ...filters, led: results.map(({ stream }) => stream) };
};
