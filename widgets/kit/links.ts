import type { LogEvent } from '../../worker/contract/event.ts';

/** An address that is safe to link to, seen from this page; null for `javascript:` and its kin. */
export const pageUrl = (href: string): string | null => {
  const url = URL.canParse(href, document.baseURI) ? new URL(href, document.baseURI).href : '';
  return /^https?:/.test(url) ? url : null;
};

/** Where an order's page is: `/admin/orders/{order_id}`. */
export const orderUrl = (template: string | undefined, orderId: string): string | null =>
  template ? pageUrl(template.replaceAll('{order_id}', () => encodeURIComponent(orderId.toWellFormed()))) : null;

export interface Tracking {
  /** Empty where only the address is known. */
  number: string;
  url: string;
}

/** A parcel's page at its carrier, where the event names one. */
export const trackingOf = ({ payload }: LogEvent): Tracking | null => {
  const { tracking, tracking_url } = payload;
  const url = /^https?:/i.test(String(tracking_url)) && pageUrl(String(tracking_url));
  return url ? { number: String(tracking ?? ''), url } : null;
};
