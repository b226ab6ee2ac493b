import type { StoryEvent } from './event.ts';

/**
 * The payments that say nothing new: the order was placed as paid, and no try before them failed. They are not shown, but
 * close what a payment closes. Of a stream that lost its older events they stand as stored.
 */
export const knownPayments = (events: readonly StoryEvent[], isCut: boolean): Set<StoryEvent> => {
  const placed = events.filter(({ event_type }) => event_type === 'order.created');
  const isPaid = placed.length > 0 && placed.every(({ effects }) => effects.paid === undefined);
  let hasFailed = false;
  const found = new Set<StoryEvent>();
  for (const event of events) {
    hasFailed ||= event.event_type === 'order.payment_failed';
    if (event.event_type !== 'order.paid') continue;
    if (isCut && event.was ? event.was.hidden === 'moot' : isPaid && !hasFailed) found.add(event);
  }
  return found;
};
