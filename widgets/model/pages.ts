import type { FeedPage } from '../../worker/contract/api.ts';

/** The first page as it is now, followed by the older rows already shown, if both overlap. */
export const withFreshStart = (shown: FeedPage, fresh: FeedPage): FeedPage => {
  const known = new Set(fresh.events.map(({ id }) => id));
  const overlap = shown.events.findLastIndex(({ id }) => known.has(id));
  const older = overlap < 0 || !fresh.next_cursor ? [] : shown.events.slice(overlap + 1);
  if (older.length === 0) return fresh;
  return { ...fresh, events: [...fresh.events, ...older], next_cursor: shown.next_cursor };
};

/** The shown rows followed by the next page, without an event that is already shown. */
export const withNextPage = (shown: FeedPage, next: FeedPage): FeedPage => {
  const known = new Set(shown.events.map(({ id }) => id));
  return { ...next, events: [...shown.events, ...next.events.filter(({ id }) => !known.has(id))], as_of: shown.as_of };
};
