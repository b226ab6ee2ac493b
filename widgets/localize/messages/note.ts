import type { Phrase } from './phrase.ts';

/** The messages in English of the form for a note, which loads when it is opened. */
export const noteMessages = {
  add: 'Add note',
  adding: 'Adding…',
  added: 'Note added',
  left: { one: '{count} character left', other: '{count} characters left' } as Phrase,
  tooLong: { one: '{count} character too many', other: '{count} characters too many' } as Phrase,
};
