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
  url: string;
}

/** The parcel's page at its carrier, if the event names one. */
export const trackingOf = ({ payload }: LogEvent): Tracking | null => {
  const { tracking, tracking_url } = payload;
  const address = String(tracking_url);
  const url = /^https?:/i.test(address) && safeUrl(address, 'https://carrier.invalid');
  return url ? { number: String(tracking ?? ''), url } : null;
};
