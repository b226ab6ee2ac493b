import type { Language } from './language.ts';

/** `12,345 events`, or `50+ events` if there are more. */
export const eventCount = (language: Language, tag: string, count: number, isMore: boolean): string => {
  const [lang] = /^[a-z]{2}/i.exec(tag) ?? ['en'];
  const number = `${count.toLocaleString(lang, { numberingSystem: 'latn' })}${isMore && count ? '+' : ''}`;
  return language.format(language.messages.found, { count, number });
};
