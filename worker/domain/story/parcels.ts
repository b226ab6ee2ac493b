import type { StoryEvent } from './event.ts';

/** Where the parcels of an order stand. */
export interface Parcels {
  /** The parcels that left, by what names them; one without a name is `''`. */
  left: Map<string, StoryEvent>;
  /** The parcels that have arrived or came back. */
  done: Set<string>;
  /** True once some of the order's items are known not to have left. */
  isPart: boolean;
}

const parcelOf = ({ effects }: StoryEvent): string => effects.parcel ?? '';

/** The items that have left with these parcels, where each says how many it holds of how many. */
const isPartOf = (left: ReadonlyMap<string, StoryEvent>): boolean => {
  const parcels = [...left.values()].map(({ effects }) => effects);
  const of = Math.max(0, ...parcels.map((effects) => effects.of ?? 0));
  return parcels.reduce((sum, { items = 0 }) => sum + items, 0) < of;
};

/** Follows the parcels of an order through its events, in order of time; `retold` are those that others have told. */
export const followParcels = (retold: ReadonlySet<StoryEvent>) => {
  const parcels: Parcels = { left: new Map(), done: new Set(), isPart: false };
  const isDelivered = (): boolean =>
    !parcels.isPart && [...parcels.left.keys()].every((parcel) => parcels.done.has(parcel));
  return {
    parcels,
    /** Takes the next event. A delivery or a return that names no parcel is of all that have left. */
    take(event: StoryEvent): void {
      const parcel = parcelOf(event);
      if (event.event_type === 'order.shipped') {
        const isAllDone = parcels.left.size > 0 && isDelivered();
        if (!parcels.left.has(parcel)) parcels.left.set(parcel, event);
        else if (retold.has(event)) return;
        // What is not shipped is there at once; and that an order is complete, which names no parcel, sends none.
        const isNone = event.effects.unshipped || (parcel === '' && isAllDone);
        if (isNone) parcels.done.add(parcel);
        else parcels.done.delete(parcel);
        parcels.isPart = isPartOf(parcels.left);
      }
      if (event.event_type === 'order.delivered' || event.event_type === 'order.returned') {
        for (const each of parcel === '' ? parcels.left.keys() : [parcel, '']) parcels.done.add(each);
      }
    },
    /** Whether every parcel that left has arrived. */
    isDelivered,
  };
};

/**
 * The events of an order with several parcels that are about one of them: their sentences name it. Of a stream that lost its
 * older events one that was of several stays so.
 */
export const parts = (events: readonly StoryEvent[], isCut: boolean): Set<StoryEvent> => {
  const names = new Set(
    events.flatMap(({ event_type, effects }) => (event_type === 'order.shipped' ? (effects.parcel ?? []) : [])),
  );
  const isPart = ({ effects, was }: StoryEvent) =>
    (names.size > 1 && names.has(effects.parcel ?? '')) || (isCut && was?.is_part === true);
  return new Set(events.filter(isPart));
};
