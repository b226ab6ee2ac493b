import { type Filter, type Filters, type List, parseFilters } from './filters.ts';

/** The chosen values of a filter with several. */
export const valuesOf = (filters: Filters, name: List): string[] => filters[name]?.split(',') ?? [];

/** The filters with another value of one of them. */
export const withValue = (filters: Filters, name: Filter, value: string): Filters =>
  parseFilters((other) => (other === name ? value : (filters[other] ?? null)));

export const hasAll = (filters: Filters, name: List, values: string[]): boolean =>
  values.every((value) => valuesOf(filters, name).includes(value));

/** The filters with these values of one of them, or without them if they are there. */
export const toggled = (filters: Filters, name: List, values: string[]): Filters => {
  const others = valuesOf(filters, name).filter((value) => !values.includes(value));
  const chosen = hasAll(filters, name, values) ? others : [...others, ...values];
  return withValue(filters, name, chosen.join());
};
