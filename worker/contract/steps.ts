/** The steps of an order that a shop waits for, in the order of an order's life. */
export const STEPS = ['submitted', 'production', 'shipped', 'delivered'] as const;
export type Step = (typeof STEPS)[number];
