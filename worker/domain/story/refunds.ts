import type { StoryEvent } from './event.ts';

/** One refund however many events tell it: by its fact, or else by its event. */
const refundOf = ({ id, effects }: StoryEvent): string => effects.fact ?? id;

/** The prices of an order, the highest that is told in each currency. */
const pricesOf = (events: readonly StoryEvent[]): Map<string | undefined, number> => {
  const prices = new Map<string | undefined, number>();
  for (const { event_type, effects } of events) {
    const isPrice = event_type === 'order.created' || event_type === 'order.paid';
    if (!isPrice || effects.amount === undefined) continue;
    prices.set(effects.currency, Math.max(prices.get(effects.currency) ?? 0, effects.amount));
  }
  return prices;
};

/**
 * The refunds with which the order has its whole price back, so that it awaits nothing any more. A refund counts against
 * the price in its own currency; without an amount it is one in full, and where no price can be compared it ends nothing.
 * One that has only been started does not count.
 *
 * Of a stream that lost its older events they stand as stored, since the price or other refunds may be gone.
 */
export const fullRefunds = (events: readonly StoryEvent[], isCut: boolean): Set<StoryEvent> => {
  const prices = pricesOf(events);
  const refunds = new Map<string, StoryEvent['effects']>();
  const full = new Set<StoryEvent>();
  for (const event of events) {
    const { effects } = event;
    if (event.event_type !== 'order.refunded' || effects.pending) continue;
    refunds.set(refundOf(event), effects);
    const price = prices.get(effects.currency);
    const back = [...refunds.values()]
      .filter(({ currency }) => currency === effects.currency)
      .reduce((sum, { amount = 0 }) => sum + amount, 0);
    const isFull = effects.amount === undefined || (price !== undefined && back >= price);
    if (isCut && event.was ? event.was.is_whole : isFull) full.add(event);
  }
  return full;
};
