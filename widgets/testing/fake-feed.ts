import type { FeedPage } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import { GROUPS } from '../../worker/contract/taxonomy.ts';
import { clock } from '../model/clock.ts';

const NEWEST_FIRST = (a: LogEvent, b: LogEvent) =>
  Number(a.occurred_at < b.occurred_at) - Number(a.occurred_at > b.occurred_at);
/** Errors before warnings, each oldest first. */
const BY_NEED = (a: LogEvent, b: LogEvent) =>
  Number(a.level !== 'error') - Number(b.level !== 'error') || -NEWEST_FIRST(a, b);
export const isOpen = (event: LogEvent) => event.level !== 'info' && event.resolved_at === null;

const isOfType = (event: LogEvent, type: string) =>
  type.endsWith('.*') ? event.event_type.startsWith(type.slice(0, -1)) : event.event_type === type;
const isIn = (event: LogEvent, types: readonly string[]) =>
  types.some((type) => isOfType(event, type)) &&
  !types.some((type) => type.startsWith('!') && isOfType(event, type.slice(1)));
const isOfGroup = (event: LogEvent, group: string) =>
  group === 'own'
    ? !Object.values(GROUPS).some((types) => isIn(event, types))
    : isIn(event, GROUPS[group as keyof typeof GROUPS]);

/** Each filter of `GET /v1/events`, as in the Worker. */
const FILTERS: Record<string, (event: LogEvent, value: string) => boolean> = {
  tab: (event, tab) => tab === 'all' || (isOpen(event) && (tab === 'snoozed') === (event.snoozed_until !== null)),
  level: ({ level }, value) => value.split(',').includes(level),
  type: (event, value) => isIn(event, value.split(',')),
  group: (event, value) => value.split(',').some((group) => isOfGroup(event, group)),
  source: ({ source }, value) => value.split(',').includes(source),
  actor: ({ actor }, value) => actor === value,
  order_id: ({ order_id }, value) => order_id === value,
  problem: ({ problem }, value) => problem === value,
  q: ({ message, order_id }, value) => `${message}\n${order_id}`.toLowerCase().includes(value.toLowerCase()),
  since: ({ occurred_at }, value) => occurred_at >= value,
  until: ({ occurred_at }, value) => occurred_at < value,
  limit: () => true,
  sort: () => true,
};

/** Whether an event matches the filters. Throws for an unknown filter, which the Worker refuses too. */
export const isFound = (event: LogEvent, query: Record<string, string>): boolean =>
  Object.entries(query).every(([name, value]) => FILTERS[name]!(event, value));

/** A page of the matches among at most `searched` events. The cursor contains the filters. */
export const pageOf = (events: LogEvent[], query: URLSearchParams, usual: number, searched = 2500): FeedPage => {
  const { cursor, limit = String(usual), ...sent } = Object.fromEntries(query);
  const { from = 0, filters = sent } = cursor ? JSON.parse(cursor) : {};
  const range = [...events].sort(filters.sort === 'need' ? BY_NEED : NEWEST_FIRST).slice(from, from + searched);
  const all = range.filter((event) => isFound(event, filters));
  const found = all.slice(0, Number(limit));
  const isFull = all.length > found.length;
  const to = from + (isFull ? range.indexOf(found.at(-1)!) + 1 : searched);
  return {
    events: found,
    next_cursor: to < events.length ? JSON.stringify({ from: to, filters }) : null,
    ...(!isFull && to < events.length && { searched_back_to: range.at(-1)!.occurred_at }),
    as_of: new Date(clock.now()).toISOString(),
  };
};
