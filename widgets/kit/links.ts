import type { LogEvent } from '../../worker/contract/event.ts';

const isWeb = (url: URL): boolean => url.protocol === 'https:' || url.protocol === 'http:';

/** An address that is safe to link to, seen from this page; null for `javascript:` and its kin. */
export const pageUrl = (href: string): string | null => {
  const url = URL.canParse(href, document.baseURI) ? new URL(href, document.baseURI) : null;
  return url && isWeb(url) ? url.href : null;
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
  if (typeof tracking_url !== 'string' || !URL.canParse(tracking_url)) return null;
  const url = new URL(tracking_url);
  return isWeb(url) ? { number: String(tracking ?? ''), url: url.href } : null;
};
