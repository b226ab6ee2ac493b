import { type SQL, sql } from 'drizzle-orm';

/** A letter's one spelling. What has none of its own length in the other case, such as ß, stays. */
const small = (letter: string): string => {
  const folded = letter.toUpperCase().toLowerCase();
  return folded.length === letter.length ? folded : letter;
};

/** A text to look for, in the letters that `inSmallLetters` leaves; a final sigma is one like any other. */
export const smallLetters = (text: string): string => Array.from(text, small).join('');

/** Letters beyond ASCII that one text may change: SQLite takes an expression 100 deep. */
const MOST = 60;

/**
 * A text of the table in small letters. SQLite's `lower()` knows ASCII's alone, so the others are put in the place of
 * their capitals one by one, as far as they are sought. Literals, since they are letters, and D1 takes 100 parameters.
 */
export const inSmallLetters = (text: SQL, sought: string): SQL => {
  const letters = new Set(sought + sought.toUpperCase() + sought.toLowerCase());
  return [...letters]
    .filter((letter) => letter > '\u007F' && small(letter) !== letter)
    .slice(0, MOST)
    .reduce((all, letter) => sql`replace(${all}, ${sql.raw(`'${letter}', '${small(letter)}'`)})`, sql`lower(${text})`);
};
