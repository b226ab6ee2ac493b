import type { KnownType } from '../contract/taxonomy.ts';
import { type Fields, identifier, instant, known, link, list, orderId, record, refs, said } from './fields.ts';
import type { SourceEvent } from './source.ts';

type Type =
  | Extract<
      KnownType,
      | 'order.delivered'
      | 'order.returned'
      | 'order.shipment_cancelled'
      | 'order.delivery_failed'
      | 'order.delivery_delayed'
    >
  | 'order.available_for_pickup';

/** The state of a parcel: its event type, and the reason where there is one. */
export interface Outcome {
  type: Type;
  reason?: string;
  /** Carriers try once a day: what failed on two days are two tries, though their status is one. */
  isTry?: true;
}

/** The words that all carriers share. What is not in them is a parcel on its way, which tells a shop nothing. */
export const DELIVERED: Outcome = { type: 'order.delivered' };
/** The parcel goes back, or is back: the shop has it to deal with. */
export const RETURNED: Outcome = { type: 'order.returned' };
/** The label is void, or the carrier never got the parcel. */
export const CANCELLED: Outcome = { type: 'order.shipment_cancelled' };
/** The customer's turn, of which the carrier tells them. */
export const FOR_PICKUP: Outcome = { type: 'order.available_for_pickup' };

/** It comes later, and nobody has to do anything. */
export const delayed = (reason: string): Outcome => ({ type: 'order.delivery_delayed', reason });
/** It does not come unless somebody does something. */
export const failed = (reason: string): Outcome => ({ type: 'order.delivery_failed', reason });
/** The carrier was at the door. */
export const tried = (reason: string): Outcome => ({ ...failed(reason), isTry: true });

export const TRIED = tried('the carrier will try again');
export const NOT_DELIVERED = failed('could not be delivered');
export const UNDELIVERABLE = failed('undeliverable');
export const ADDRESS = failed('incorrect address');
export const REFUSED = failed('refused');
export const UNCLAIMED = failed('not picked up');
/** AfterShip alone tells a parcel that is going back from one that is back. */
export const RETURNING = failed('returning to sender');
export const DAMAGED = failed('parcel damaged');
export const LOST = failed('parcel lost');
export const DISPOSED = failed('parcel disposed of');
export const HELD = delayed('held by the carrier');

/** The sentence of the one type that no shop's log knows but from carriers. */
interface Parcel {
  source: string;
  /** The provider's id of this event; without it nothing is stored. */
  key: string | null;
  /** Undefined while the parcel is on its way. */
  outcome: Outcome | undefined;
  /** When it happened: the first of these that is known. */
  at: (number | null)[];
  tracking: unknown;
  carrier: unknown;
  tracking_url?: unknown;
  /** Free text that may be the order's number. */
  order?: unknown;
  /** Another system's id of the order. */
  id?: unknown;
  test?: boolean;
}

const stateOf = ({ type, reason, isTry }: Outcome, at: number | null): string => {
  const day = isTry && at !== null ? ` on ${new Date(at).toISOString().slice(0, 10)}` : '';
  return `${type}${reason === undefined ? '' : `: ${reason}`}${day}`;
};

/**
 * The events of a parcel's state. All sources that report one tracking number as delivered report one fact. Providers repeat
 * a status with every scan, so a status counts only where it differs from the one before it.
 */
export const parcelEvents = ({ source, key, outcome, order, id, test, ...parcel }: Parcel): SourceEvent[] => {
  const tracking = identifier(parcel.tracking);
  if (!key || !outcome || !tracking) return [];
  const { type, reason } = outcome;
  const at = parcel.at.find((time) => time !== null) ?? null;
  return [
    {
      event_type: type,
      key: `${key}:${type}`,
      occurred_at: at,
      hint: orderId(order),
      test: test ? true : undefined,
      payload: known({ carrier: said(parcel.carrier), tracking, tracking_url: link(parcel.tracking_url), reason }),
      refs: [...refs('tracking', tracking), ...refs('id', id)],
      status: { of: `${source}:${tracking}`, is: stateOf(outcome, at) },
    },
  ];
};

/**
 * When a parcel came into its state, by the scans that its tracker lists: a delivery by the first scan that tells of it,
 * since carriers go on scanning; everything else, which may happen again, by the last. Null where no scan tells of it.
 */
export const scannedAt = (
  scans: unknown,
  outcome: Outcome | undefined,
  isOf: (scan: Fields) => boolean,
  timeOf: (scan: Fields) => unknown,
): number | null => {
  const times = list(scans)
    .map(record)
    .filter(isOf)
    .map((scan) => instant(timeOf(scan)))
    .filter((time) => time !== null);
  if (times.length === 0) return null;
  return outcome === DELIVERED ? Math.min(...times) : Math.max(...times);
};
