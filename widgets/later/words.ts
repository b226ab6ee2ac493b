import type { ErrorCode } from '../kit/client.ts';
import type { Language } from '../kit/language.ts';
import { english, type Phrase, type Words } from '../kit/words.ts';
import type { FindWords } from './find-words.ts';
import type { RowWords } from './row-words.ts';

/** What is said once somebody does something, in English. */
const more = {
  isResolved: 'Resolved',
  reopened: 'Needs attention again',
  news: '{count} new – show' as Phrase,
  changed: 'This has changed – show',
  resolvedMany: { one: '{count} resolved', other: '{count} resolved' } as Phrase,
  earlier: { one: 'and {count} earlier', other: 'and {count} earlier' } as Phrase,
  timesFailed: 'The single times didn’t come. Close and open this to try again.',

  add: 'Add note',
  adding: 'Adding…',
  added: 'Note added',
  left: { one: '{count} character left', other: '{count} characters left' } as Phrase,
  tooLong: { one: '{count} character too many', other: '{count} characters too many' } as Phrase,

  clickFailed: {
    offline: 'Not saved: you may be offline.',
    signed_out: 'Not saved: you are signed out.',
    forbidden: 'Not saved: your sign-in doesn’t allow it.',
    not_found: 'Not saved: it is no longer here.',
    failed: 'Not saved. Please try again.',
  } satisfies Record<ErrorCode, string>,
};

export type LaterWords = typeof more;
/** All that a language has to say; `types` are what the taxonomy's types are called. */
export type AllWords = Words & LaterWords & RowWords & FindWords & { types: Record<string, string> };

// Other languages come whole; English comes in as many parts as the script.
Object.assign(english, more);

/** An element's words, those that came later included. */
export const wordsOf = ({ words: all }: Language): Words & LaterWords => all as Words & LaterWords;
