import { FEED_TABS, type FeedTab } from '../../worker/contract/api.ts';

/** A tab's name, or `all` for anything else. */
export const parseTab = (name: unknown): FeedTab => FEED_TABS.find((tab) => tab === name) ?? 'all';

/** The tab in the page's URL, if there is one. */
export const urlTab = (): string | null => new URLSearchParams(location.search).get('tab');

const FILTER = /[?&](q|level|type|group|source|actor|since|until|routine)=/;

/** Whether the page's URL has filters, which then apply to the first request already. */
export const hasUrlFilters = (): boolean => FILTER.test(location.search);

let owner: Element | undefined;

/** Whether the feed may write its state to the page's URL: the first of several feeds with `sync-url` may. */
export const claimUrl = (feed: Element, syncUrl: boolean): boolean => {
  if (syncUrl && !owner?.isConnected) owner = feed;
  return owner === feed;
};
