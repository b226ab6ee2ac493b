import { VARIANTS } from '../contract/sentences.ts';
import { identifier, known, refs } from './fields.ts';
import { fate, type Parcel, type Told } from './shop.ts';

/** The states of an order at a printing house. `at` is the time of the state, where that is not the delivery's time. */
export type Print = Told & { at?: unknown };

/** One order at a printing house, with its news. */
export type Tell = (order: string) => Print;

/** The shop tells this too, as it submits: by its fact the two are one line. */
export const submitted: Tell = (order) => ({
  event_type: 'order.submitted',
  payload: { reference: order },
  fact: `submitted:${order}`,
});

export const production: Tell = (order) => ({ event_type: 'order.production', fact: `production:${order}` });

const because = (reason: string | null) => known({ reason });

/** The house waits before it goes on, and says why where it can. Whatever it does next ends the hold. */
export const held = (reason: string | null = null): Print => ({
  event_type: 'order.on_hold',
  payload: because(reason),
});

/** The house goes on. Without a hold before it, that is no news. */
export const released = (): Print => ({ event_type: 'order.released' });

/** The house did not take the order. */
export const submissionFailed = (reason: string | null = null): Print => ({
  event_type: 'order.submission_failed',
  payload: because(reason),
});

/** The house has the order, and cannot make it. */
export const productionFailed = (reason: string | null = null): Print => ({
  ...submissionFailed(reason),
  template: VARIANTS['order.submission_failed:production'],
});

/** The house needs the shop's word before it goes on. */
export const waitsForShop = (reason: string): Print => ({
  ...submissionFailed(reason),
  level: 'warning',
  template: VARIANTS['order.submission_failed:waits'],
});

export const cancelled = (reason: string | null = null): Print => ({
  event_type: 'order.cancelled',
  payload: because(reason),
});

/** Some of the items have left, and nobody says how many. */
export const partShipped = (): Print => ({ event_type: 'order.part_shipped' });

/** All of the items have left; their parcels, where they were told, say more. */
export const allShipped: Tell = (order) => ({ event_type: 'order.shipped', fact: `shipped:${order}` });

/** The fields that all events of one order at a printing house share. */
export const ofHouse = (provider: string, order: unknown) => ({ refs: refs(provider, identifier(order)) });

/**
 * A parcel that arrived, or came back. Without its number it is whatever is on its way, since a carrier knows it by number
 * alone.
 */
export const ended = (
  name: 'delivered' | 'returned',
  parcel: Parcel,
  order: string,
  reason: string | null = null,
): Print => {
  const { ids: _, ...told } = fate(`order.${name}`, parcel, ofHouse(parcel.provider, order), reason);
  return { ...told, fact: identifier(parcel.tracking) === null ? `${name}:${order}` : null };
};
