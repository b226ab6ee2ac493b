/** The middle one of some numbers; the larger one of the two in the middle if they are even in number. */
export const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
