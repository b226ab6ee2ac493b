/** A sentence with `{names}` to fill in. A sentence with a count has one form for each plural of the language. */
export type Phrase = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);

/** Fills in the `{names}` of a sentence. An unknown name stays as it is. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (name, key) => String(Object.hasOwn(values, key) ? values[key] : name));
