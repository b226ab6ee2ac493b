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

/**
 * Whether items are left to be sent: a parcel says how many it holds of how many, or the order says how many it has and each
 * parcel how many it holds.
 */
const isPartOf = (left: ReadonlyMap<string, StoryEvent>, ordered: number | null): boolean => {
  const parcels = [...left.values()].map(({ effects }) => effects);
  const said = Math.max(0, ...parcels.map((effects) => effects.of ?? 0));
  const isCounted = said > 0 || (parcels.length > 0 && parcels.every(({ items }) => items !== undefined));
  const of = said > 0 ? said : (ordered ?? 0);
  return isCounted && parcels.reduce((sum, { items = 0 }) => sum + items, 0) < of;
};

/** A shipping without a parcel's name, beside one with a name, says that all parcels have left: it is no further parcel. */
const isParcel = (parcel: string, left: ReadonlyMap<string, StoryEvent>): boolean =>
  parcel !== '' || left.size === 0 || left.has('');

/**
 * The shippings that name no parcel, of an order with parcels that have a name: their number came later, or they say that all
 * have left. They are not shown, and do what they do. Of a stream that lost its older events they stand as stored.
 */
export const unnamed = (events: readonly StoryEvent[], isCut: boolean): Set<StoryEvent> => {
  const shippings = events.filter(({ event_type }) => event_type === 'order.shipped');
  const isNamed = shippings.some((event) => parcelOf(event) !== '');
  const isUnnamed = (event: StoryEvent) => isNamed && parcelOf(event) === '';
  return new Set(shippings.filter((event) => (isCut && event.was ? event.was.hidden === 'moot' : isUnnamed(event))));
};

/**
 * Follows the parcels of an order through its events, in order of time; `retold` are those that others have told, and `ordered`
 * is how many items it has, where that is known.
 */
export const followParcels = (retold: ReadonlySet<StoryEvent>, ordered: number | null) => {
  const parcels: Parcels = { left: new Map(), done: new Set(), isPart: false };
  const { left, done } = parcels;
  let isRestSaid = false;
  let isAllSaid = false;
  const isDelivered = (): boolean => !parcels.isPart && [...left.keys()].every((parcel) => done.has(parcel));

  /** A parcel leaves, or leaves again. */
  const send = (event: StoryEvent, parcel: string): void => {
    const isAllDone = left.size > 0 && isDelivered();
    if (!left.has(parcel)) left.set(parcel, event);
    else if (retold.has(event)) return;
    // Goods that are not shipped are there at once. "The order is complete" names no parcel and sends none.
    const isNone = event.effects.ships === false || (parcel === '' && isAllDone);
    if (isNone) done.add(parcel);
    else done.delete(parcel);
  };

  return {
    parcels,
    /** Takes the next event. A delivery or a return that names no parcel is of all that have left. */
    take(event: StoryEvent): void {
      const parcel = parcelOf(event);
      if (event.event_type === 'order.part_shipped') [isRestSaid, isAllSaid] = [true, false];
      if (event.event_type === 'order.shipped') {
        if (parcel === '' && event.effects.items === undefined) [isRestSaid, isAllSaid] = [false, true];
        if (isParcel(parcel, left)) send(event, parcel);
      }
      parcels.isPart = isRestSaid || (!isAllSaid && isPartOf(parcels.left, ordered));
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
