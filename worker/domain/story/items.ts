import type { StoryEvent } from './event.ts';

/** How many items of an order are to be shipped, without those that a refund took out; null where the order does not say. */
export const itemsOf = (events: readonly StoryEvent[], retold: ReadonlySet<StoryEvent>): number | null => {
  const shown = events.filter((event) => !retold.has(event));
  const ordered = shown.flatMap(({ event_type, effects: { of } }) =>
    event_type === 'order.created' && of ? [of] : [],
  );
  if (ordered.length === 0) return null;
  const removed = shown
    .filter(({ event_type }) => event_type === 'order.refunded')
    .reduce((sum, { effects: { items = 0 } }) => sum + items, 0);
  return Math.max(0, Math.max(...ordered) - removed);
};

/**
 * The parcels that hold fewer items than the order has (`ordered`, null where that is not known) and do not say so themselves,
 * each with the order's number of items. In a stream that lost its older events, a parcel keeps the stored number.
 */
export const counted = (
  events: readonly StoryEvent[],
  ordered: number | null,
  isCut: boolean,
): Map<StoryEvent, number> => {
  const ofOrder = ({ event_type, effects: { items, of } }: StoryEvent): number | null =>
    event_type === 'order.shipped' && of === undefined && ordered !== null && items !== undefined && items < ordered
      ? ordered
      : null;
  const found = events.map((event) => [event, isCut && event.was ? event.was.items_of : ofOrder(event)] as const);
  return new Map(found.filter((each): each is readonly [StoryEvent, number] => each[1] !== null));
};
