import type { Level } from '../../worker/contract/event.ts';
import type { Group } from '../../worker/contract/taxonomy.ts';
import type { Tab } from '../kit/tabs.ts';

/** What a list is narrowed by, named as in the page's URL. */
export const FILTERS = ['q', 'level', 'group', 'source', 'actor', 'since', 'until', 'routine'] as const;

export type Filter = (typeof FILTERS)[number];
/** Several values of one filter are comma-separated; days are `2026-02-16`. */
export type Narrowed = Partial<Record<Filter, string>>;

/** Those that have several values, and which. */
export const CHOICES = {
  level: ['error', 'warning', 'info'] as Level[],
  group: ['orders', 'mail', 'syncs', 'carts', 'own'] as Group[],
};

/** From 2000 on: what is being typed into a field for dates is a date already. */
const DAY = /^2\d{3}-\d\d-\d\d$/;
const isDay = (text: string) => DAY.test(text) && !Number.isNaN(Date.parse(text));

/** A value as it counts; empty where it makes no sense. */
const sensible = (name: Filter, value: string): string => {
  if (name === 'level' || name === 'group') {
    const given = value.split(',');
    const chosen: string[] = CHOICES[name].filter((choice) => given.includes(choice));
    return chosen.length < CHOICES[name].length ? chosen.join() : '';
  }
  if (name === 'since' || name === 'until') return isDay(value) ? value : '';
  if (name === 'routine') return value === 'hidden' ? value : '';
  return value.trim().slice(0, 100);
};

/** What makes sense of what stands in a URL or a form. */
export const narrowedBy = (given: (name: Filter) => string | null): Narrowed =>
  Object.fromEntries(
    FILTERS.map((name) => [name, sensible(name, given(name) ?? '')]).filter(([, value]) => value !== ''),
  );

/** A link to one event leads there no more once the list is another one. */
const MINE: readonly string[] = ['tab', 'event', ...FILTERS];
const isMine = (part: string) => MINE.includes(part.split('=')[0]!);

/** Keeps it in the page's URL, all else of which stays to the letter: as a step that Back takes back, or in place. */
export const writeUrl = (tab: Tab, narrowed: Narrowed, isStep: boolean): void => {
  const url = new URL(location.href);
  const others = url.search
    .slice(1)
    .split('&')
    .filter((part) => part && !isMine(part));
  const ours = Object.entries({ ...(tab !== 'all' && { tab }), ...narrowed });
  const written = ours.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`);
  url.search = [...others, ...written].join('&');
  if (url.href === location.href) return;
  if (isStep) history.pushState(history.state, '', url);
  else history.replaceState(history.state, '', url);
};
