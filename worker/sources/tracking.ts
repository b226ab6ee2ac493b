import type { KnownType } from '../contract/taxonomy.ts';
import { identifier, known, link, orderId, refs, said } from './fields.ts';
import type { SourceEvent } from './source.ts';

/** What became of a parcel: the type that says so, and why where that is not all. */
export interface Outcome {
  type: Extract<KnownType, 'order.delivered' | 'order.returned' | 'order.delivery_failed' | 'order.delivery_delayed'>;
  reason?: string | null;
}

export const DELIVERED: Outcome = { type: 'order.delivered' };
export const RETURNED: Outcome = { type: 'order.returned' };
export const failed = (reason: string): Outcome => ({ type: 'order.delivery_failed', reason });

interface Parcel {
  source: string;
  /** The provider's id of this event; without it nothing is stored. */
  key: string | null;
  /** Undefined while the parcel is on its way. */
  outcome: Outcome | undefined;
  at: (number | null)[];
  tracking: unknown;
  carrier: unknown;
  tracking_url?: unknown;
  /** Free text that may be the order's number. */
  order?: unknown;
  test?: boolean;
}

/**
 * What became of a parcel. Everybody who says that one tracking number was delivered tells one fact. Providers repeat
 * themselves with every scan, so a status counts only where it differs from the one before it.
 */
export const parcelEvents = ({ source, key, outcome, at, order, test, ...parcel }: Parcel): SourceEvent[] => {
  const tracking = identifier(parcel.tracking);
  if (!key || !outcome || !tracking) return [];
  const { type, reason = null } = outcome;
  return [
    {
      event_type: type,
      key: `${key}:${type}`,
      occurred_at: at.find((time) => time !== null) ?? null,
      hint: orderId(order),
      test: test ? true : undefined,
      payload: known({ carrier: said(parcel.carrier), tracking, tracking_url: link(parcel.tracking_url), reason }),
      refs: refs('tracking', tracking),
      status: { of: `${source}:${tracking}`, is: reason === null ? type : `${type}: ${reason}` },
    },
  ];
};
