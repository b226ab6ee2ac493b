import type { FeedTab } from '../../worker/contract/api.ts';
import type { Level } from '../../worker/contract/event.ts';
import type { Group } from '../../worker/contract/taxonomy.ts';

/** The filters of a feed, by their names in the page's URL. */
export const FILTERS = ['q', 'level', 'type', 'group', 'source', 'actor', 'since', 'until', 'routine'] as const;

export type Filter = (typeof FILTERS)[number];
/** The chosen values. Several values of one filter are comma-separated; days look like `2026-02-16`. */
export type Filters = Partial<Record<Filter, string>>;

/** The filters that take several values. */
const LISTS = ['level', 'type', 'group', 'source'] as const;

export type List = (typeof LISTS)[number];

export const isList = (name: Filter): name is List => LISTS.includes(name as List);

/** The filters with known values, and all values of each. */
export const CHOICES = {
  level: ['error', 'warning', 'info'] as Level[],
  group: ['orders', 'mail', 'syncs', 'carts', 'own'] as Group[],
};

/** The most values of one filter that the API accepts. */
const MOST = 20;
const TYPE = /^\w+(\.\w+){0,2}$/;

/** From the year 2000 on: while a person types the year, a date field already contains a valid date. */
const DAY = /^2\d{3}-\d\d-\d\d$/;
const isDay = (text: string) => DAY.test(text) && !Number.isNaN(Date.parse(text));

/** The value in its normal form, or empty if it is not valid. */
const normalize = (name: Filter, value: string): string => {
  const given = [...new Set(value.split(',').map((one) => one.trim()))];
  if (name === 'level' || name === 'group') {
    const chosen: string[] = CHOICES[name].filter((choice) => given.includes(choice));
    return chosen.length < CHOICES[name].length ? chosen.join() : '';
  }
  if (name === 'type')
    return given
      .filter((type) => TYPE.test(type))
      .slice(0, MOST)
      .join();
  if (name === 'source') return given.filter(Boolean).slice(0, MOST).join();
  if (name === 'since' || name === 'until') return isDay(value) ? value : '';
  if (name === 'routine') return value === 'hidden' ? value : '';
  return value.trim().slice(0, 100);
};

/** Reads filters from a URL or a form. Values that are not valid are left out. */
export const parseFilters = (read: (name: Filter) => string | null): Filters => {
  const filters: Filters = {};
  for (const name of FILTERS) {
    const value = normalize(name, read(name) ?? '');
    if (value) filters[name] = value;
  }
  return filters;
};

export const isSame = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A link to one event ends once the list shows other rows, so `event` goes too. */
const OURS: readonly string[] = ['tab', 'event', ...FILTERS];

/** The URL's query with the tab and the filters in it. All other parameters stay exactly as they were. */
export const withFilters = (search: string, tab: FeedTab, filters: Filters): string => {
  const others = search
    .slice(1)
    .split('&')
    .filter((part) => part && !OURS.includes(part.split('=')[0]!));
  const ours = Object.entries({ ...(tab !== 'all' && { tab }), ...filters });
  const written = ours.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`);
  return [...others, ...written].join('&');
};
