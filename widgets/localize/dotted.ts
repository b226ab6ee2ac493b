// Separate from the sentences, so that what a click loads can share it without them.

export const DOT = ' · ';

/** Joins the texts that are there with dots. */
export const dotted = (texts: (string | null)[]): string => texts.filter((text) => text !== null).join(DOT);
