import { type Filter, type Filters, type List, parseFilters } from './filters.ts';

/** The chosen values of a filter that takes several. */
export const valuesOf = (filters: Filters, name: List): string[] => filters[name]?.split(',') ?? [];

/** Sets the value of one of the filters. */
export const withValue = (filters: Filters, name: Filter, value: string): Filters =>
  parseFilters((other) => (other === name ? value : (filters[other] ?? null)));

export const hasAll = (filters: Filters, name: List, values: string[]): boolean =>
  values.every((value) => valuesOf(filters, name).includes(value));

/** Adds these values to one of the filters, or removes them if they are in it. */
export const toggled = (filters: Filters, name: List, values: string[]): Filters => {
  const others = valuesOf(filters, name).filter((value) => !values.includes(value));
  const chosen = hasAll(filters, name, values) ? others : [...others, ...values];
  return withValue(filters, name, chosen.join());
};
