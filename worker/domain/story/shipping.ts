import type { StoryEvent } from './event.ts';

/**
 * The events with which an order awaits nothing any more though nothing was shipped: it was placed with nothing to ship, or
 * what is not shipped was fulfilled. An order of which a part is shipped still awaits that part.
 *
 * Of a stream that lost its older events they stand as stored, since the order itself may be gone.
 */
export const completeWithoutShipping = (events: readonly StoryEvent[], isCut: boolean): Set<StoryEvent> => {
  const ships = events.some(({ effects }) => effects.ships === true);
  const isComplete = ({ event_type, effects }: StoryEvent) =>
    event_type === 'order.fulfilled' ? !ships : effects.ships === false && !ships;
  return new Set(
    events.filter((event) => {
      const isOf = event.event_type === 'order.fulfilled' || event.effects.ships !== undefined;
      return isOf && isCut && event.was ? event.was.is_whole : isComplete(event);
    }),
  );
};
