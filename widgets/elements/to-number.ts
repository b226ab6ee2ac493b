/** Converts an attribute to a number; undefined if the attribute is removed. */
export const toNumber = (value: string | null): number | undefined => (value === null ? undefined : Number(value));
