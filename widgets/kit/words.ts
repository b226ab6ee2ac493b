import type { LaterWords } from '../later/words.ts';
import type { ListWords } from './list-words.ts';

/** A sentence with `{names}` to fill; where it counts, one for each plural of the language. */
export type Phrase = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);

/** Fills the `{names}` of a sentence; what is not known stays as it is. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (name, key) => String(values[key] ?? name));

/** What the badge says. */
const countWords = {
  needAttention: { one: '{count} needs attention', other: '{count} need attention' } as Phrase,
  unknown: 'It is not known what needs attention.',
  signedOut: 'Sign in again to see what needs attention.',
};

/** In other languages also what actions are called that the taxonomy offers, by their English. */
export type Words = typeof countWords & ListWords & LaterWords & { actions?: Record<string, string> };

/** English, as far as it is loaded: the lists add to it what they say, and `widgets/later/words.ts` the rest. */
export const english = countWords as Words;
