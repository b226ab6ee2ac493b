// Separate from `sentences.ts`, so that code that loads on a click can import this alone.

export const DOT = ' · ';

/** Joins with dots the texts that are not null. */
export const dotted = (texts: (string | null)[]): string => texts.filter((text) => text !== null).join(DOT);
