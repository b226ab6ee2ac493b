import { identifier, known, link, orderId, refs, said } from './fields.ts';
import type { SourceEvent } from './source.ts';

interface Parcel {
  source: string;
  /** What the provider calls this event; without it nothing is told. */
  key: string | null;
  /** `delivered`, or why it will not be; undefined while it is on its way. */
  outcome: string | undefined;
  at: (number | null)[];
  tracking: unknown;
  carrier: unknown;
  tracking_url?: unknown;
  order?: unknown;
  test?: boolean;
}

/**
 * What became of a parcel. Everybody who tells that one tracking number was delivered tells one fact. That it could not
 * be is nobody's everyday business, so the taxonomy has no type for it: it is a warning, until it is delivered after all.
 * Providers repeat themselves with every scan, so a status counts only where it differs from the last one.
 */
export const parcelEvents = ({ source, key, outcome, at, order, test, ...parcel }: Parcel): SourceEvent[] => {
  const tracking = identifier(parcel.tracking);
  if (!key || !outcome || !tracking) return [];
  const delivered = outcome === 'delivered';
  const event_type = delivered ? 'order.delivered' : 'order.delivery_failed';
  const fact = `delivered:${tracking}`;
  const shown = { carrier: said(parcel.carrier), tracking, tracking_url: link(parcel.tracking_url) };
  return [
    {
      event_type,
      key: `${key}:${event_type}`,
      occurred_at: at.find((time) => time !== null) ?? null,
      order_id: orderId(order),
      test: test ? true : undefined,
      payload: known({ ...shown, reason: delivered ? null : outcome }),
      refs: refs('tracking', tracking),
      problem: fact,
      status: { of: `${source}:${tracking}`, is: outcome },
      ...(delivered ? { fact } : { level: 'warning', message: `Delivery failed: ${outcome}` }),
    },
  ];
};
