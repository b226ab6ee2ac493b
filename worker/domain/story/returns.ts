import type { StoryEvent } from './event.ts';

/**
 * The deliveries of a parcel that had come back to the shop before: they tell of the way back, by a source that knows of no
 * return. They are not shown and do nothing. One that names no parcel is of the way back where all that left came back. Of a
 * stream that lost its older events they stand as stored.
 */
export const deliveredBack = (events: readonly StoryEvent[], isCut: boolean): Set<StoryEvent> => {
  const [left, back] = [new Set<string>(), new Set<string>()];
  const isBack = (parcel: string): boolean =>
    parcel === '' ? left.size === 0 && back.size > 0 : back.has(parcel) || (back.has('') && !left.has(parcel));
  const found = new Set<StoryEvent>();
  for (const event of events) {
    const { parcel = '' } = event.effects;
    switch (event.event_type) {
      case 'order.shipped':
        // A parcel that came back is told again by others; what is sent anew has a number of its own, or none.
        if (parcel !== '' && back.has(parcel)) break;
        left.add(parcel);
        back.delete('');
        break;
      case 'order.shipment_cancelled':
        left.delete(parcel);
        break;
      case 'order.returned':
        for (const each of parcel === '' ? [...left, ''] : [parcel]) {
          left.delete(each);
          back.add(each);
        }
        break;
      case 'order.delivered':
        if (isCut && event.was ? event.was.hidden === 'moot' : isBack(parcel)) found.add(event);
    }
  }
  return found;
};
