import type { Phrase } from './phrase.ts';

/** The messages in English of a feed's filters and export, which load when they are opened. */
export const filterMessages = {
  search: 'Order, tracking number or words',
  level: 'Level',
  type: 'Type',
  person: 'Person',
  dates: 'Dates',
  export: 'Export',
  exportAs: 'Export as {format}',
  exporting: 'Exporting…',
  cancel: 'Cancel',
  saved: 'Saved: {what}.',
  thereIsMore: 'There is more: narrow the dates to get the rest.',
  info: 'Info',
  groups: { orders: 'Orders', mail: 'Mail', syncs: 'Syncs', carts: 'Carts', own: 'Your own' },
  source: 'Source',
  from: 'From',
  to: 'To',
  hideRoutine: 'Hide routine events',
  hidden: '{what} hidden',
  show: 'Show',
  clear: 'Clear',
  clearFilters: 'Clear filters',
  found: { one: '{number} event', other: '{number} events' } as Phrase,
  nothing: 'No events match.',
};
