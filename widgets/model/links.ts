import type { LogEvent } from '../../worker/contract/event.ts';

/** The absolute http(s) address of a link in a page at `base`. Null for `javascript:` and other schemes. */
export const safeUrl = (href: string, base: string): string | null => {
  const url = URL.canParse(href, base) ? new URL(href, base).href : '';
  return /^https?:/.test(url) ? url : null;
};

/** The address of an order's page, from a template such as `/admin/orders/{order_id}`. */
export const orderUrl = (template: string | undefined, orderId: string, base: string): string | null =>
  template
    ? safeUrl(
        template.replaceAll('{order_id}', () => encodeURIComponent(orderId.toWellFormed())),
        base,
      )
    : null;

export interface Tracking {
  /** Empty if only the address is known. */
  number: string;
  /** Null if neither the event nor the carrier names a page. */
  url: string | null;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** What the provider calls the order, as far as it can be copied. */
export const referenceOf = ({ payload }: LogEvent): Tracking | null => {
  const number = textOf(payload.reference).trim();
  return number ? { number, url: null } : null;
};

/** The carrier's page for a parcel, where the carrier is known. */
export type CarrierPage = (carrier: string, number: string) => string | undefined;

/** The tracking number of a parcel, and its page at the carrier: the event's own, or the known carrier's. */
export const trackingOf = ({ payload }: LogEvent, carrierPage?: CarrierPage): Tracking | null => {
  const number = textOf(payload.tracking).trim();
  const address = textOf(payload.tracking_url);
  const named = /^https?:/i.test(address) ? safeUrl(address, 'https://carrier.invalid') : null;
  const url = named ?? (number ? (carrierPage?.(textOf(payload.carrier), number) ?? null) : null);
  return number || url ? { number, url } : null;
};
