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
  /** Null if the event names no page. */
  url: string | null;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** The provider's number of the order, to be copied. */
export const referenceOf = ({ payload }: LogEvent): Tracking | null => {
  const number = textOf(payload.reference).trim();
  return number ? { number, url: null } : null;
};

/** The tracking number of a parcel, and its page at the carrier. */
export const trackingOf = ({ payload, tracking_url }: LogEvent): Tracking | null => {
  const number = textOf(payload.tracking).trim();
  const url = safeUrl(tracking_url ?? '', 'about:blank');
  return number || url ? { number, url } : null;
};
