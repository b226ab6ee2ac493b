import type { Language } from '../kit/language.ts';
import { english, type Phrase, type Words } from '../kit/words.ts';

/** What is said of finding and exporting, in English. */
const more = {
  search: 'Order number or words',
  level: 'Level',
  info: 'Info',
  kind: 'Kind',
  groups: { orders: 'Orders', mail: 'Mail', syncs: 'Syncs', carts: 'Carts', own: 'Your own' },
  source: 'Source',
  person: 'Person',
  from: 'From',
  to: 'To',
  hideRoutine: 'Hide routine events',
  hidden: '{what} hidden',
  show: 'Show',
  clear: 'Clear',
  found: { one: '{number} event', other: '{number} events' } as Phrase,
  nothing: 'Nothing matches.',
  searchedBack: 'Searched back to {day}.',

  exportAs: 'Export as {format}',
  exporting: 'Exporting…',
  cancel: 'Cancel',
  saved: 'Saved: {what}.',
  thereIsMore: 'There is more: narrow the dates to get the rest.',
};

export type FindWords = typeof more;

// Other languages come whole; English comes in as many parts as the script.
Object.assign(english, more);

/** An element's words, those of finding included. */
export const findWordsOf = ({ words: all }: Language): Words & FindWords => all as Words & FindWords;

/** `12,345 events`; `50+ events` where there are more. */
export const eventsIn = (language: Language, tag: string, count: number, isMore: boolean): string => {
  const [lang] = /^[a-z]{2}/i.exec(tag) ?? ['en'];
  const number = `${count.toLocaleString(lang)}${isMore ? '+' : ''}`;
  return language.say(findWordsOf(language).found, { count, number });
};
