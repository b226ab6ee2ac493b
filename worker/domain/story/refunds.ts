import type { StoryEvent } from './event.ts';

/** One refund however many events tell it: by its fact, or else by its event. */
const refundOf = ({ id, effects }: StoryEvent): string => effects.fact ?? id;

/** Whether these refunds come to the price. A refund without an amount is one in full; so is any where no price is known. */
const isInFull = (refunds: Map<string, number | undefined>, price: number | undefined): boolean => {
  const amounts = [...refunds.values()];
  if (price === undefined || amounts.includes(undefined)) return true;
  return amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0) >= price;
};

/**
 * The refunds with which the order has its whole price back, so that it awaits nothing any more. Of a stream that lost its
 * older events they stand as stored, since the price or other refunds may be gone.
 */
export const fullRefunds = (events: readonly StoryEvent[], isCut: boolean): Set<StoryEvent> => {
  const prices = events.flatMap(({ event_type, effects }) =>
    event_type === 'order.created' && effects.amount !== undefined ? [effects.amount] : [],
  );
  const price = prices.length > 0 ? Math.max(...prices) : undefined;
  const refunds = new Map<string, number | undefined>();
  const full = new Set<StoryEvent>();
  for (const event of events) {
    if (event.event_type !== 'order.refunded') continue;
    refunds.set(refundOf(event), event.effects.amount);
    if (isCut && event.was ? event.was.is_full : isInFull(refunds, price)) full.add(event);
  }
  return full;
};
