/** The steps of an order that a shop waits for, in the order of an order's life. */
export const STEPS = ['submitted', 'production', 'shipped', 'delivered'] as const;
export type Step = (typeof STEPS)[number];

/** The steps of an order's story: every order is placed and paid. */
export const STORY_STEPS = ['placed', 'paid', ...STEPS] as const;
export type StoryStep = (typeof STORY_STEPS)[number];

/** Where an order stands: the step that it reached last, or how it ended. */
export const ORDER_STATUSES = [...STORY_STEPS, 'cancelled', 'refunded', 'returned'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];
