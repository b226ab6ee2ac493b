import { safeAddress } from '../../http/safe-address.ts';
import { ask } from '../ask.ts';
import { type Fields, identifier, instant, list, record } from '../fields.ts';
import { type Access, type Listed, type Listing, ListingError, needed, type Page, shareOf } from '../listing.ts';

const SECOND = 1000;
const PAGE = 10;
/** Orders that pages of one moment share: one that changes meanwhile leaves its place, and those behind it move up. */
const SHARED = 3;

/** The statuses to list. Orders in the trash are listed only where it is asked for by name. */
const STATUSES = ['any', 'trash'] as const;

/** Where a page begins: after this moment, without the first orders of it. */
interface Place {
  status: (typeof STATUSES)[number];
  after: number;
  skip: number;
}

const placeOf = (cursor: string | null, from: number): Place => {
  const { status, after, skip } = record(cursor === null ? null : JSON.parse(cursor));
  const isPlace = typeof after === 'number' && typeof skip === 'number';
  return { status: status === 'trash' ? 'trash' : 'any', after: isPlace ? after : from, skip: isPlace ? skip : 0 };
};

const modified = (order: unknown): number | null => instant(record(order).date_modified_gmt);

/** Without milliseconds and zone, as WordPress takes it. */
const dateOf = (ms: number): string => new Date(Math.floor(ms / SECOND) * SECOND).toISOString().slice(0, 19);

const fetchOrders = async (access: Access, { status, after, skip }: Place): Promise<Fields[]> => {
  const query = new URLSearchParams({
    status,
    modified_after: dateOf(after),
    dates_are_gmt: 'true',
    orderby: 'modified',
    order: 'asc',
    per_page: `${PAGE}`,
    offset: `${skip}`,
  });
  return list(await ask(access, new URL(`${access.url}/wp-json/wc/v3/orders?${query}`))).map(record);
};

/** An order lists its refunds without their times, which each refund knows itself. */
const withRefunds = async (access: Access, order: Fields): Promise<Fields> => {
  const [id, refunds] = [identifier(order.id), list(order.refunds).map(record)];
  if (id === null || refunds.length === 0) return order;
  const url = new URL(`${access.url}/wp-json/wc/v3/orders/${encodeURIComponent(id)}/refunds?per_page=100`);
  const times = new Map(
    list(await ask(access, url))
      .map(record)
      .map((refund) => [identifier(refund.id), refund.date_created_gmt]),
  );
  return {
    ...order,
    refunds: refunds.map((refund) => ({ ...refund, date_created_gmt: times.get(identifier(refund.id)) })),
  };
};

/**
 * The place after a page, null after the last one. Pages follow the moment of the last change, so that an order that changes
 * between two pages comes again at the end, and none is passed by.
 */
const nextPlace = (place: Place, orders: Fields[], { from, to }: { from: number; to: number }): Place | null => {
  const last = modified(orders.at(-1)) ?? place.after;
  if (orders.length === PAGE && last <= to) {
    const before = last - SECOND;
    return before > place.after ? { ...place, after: before, skip: 0 } : { ...place, skip: place.skip + PAGE - SHARED };
  }
  return place.status === 'any' ? { status: 'trash', after: from, skip: 0 } : null;
};

/** `order.updated` says of an order how it is by now. */
const asUpdated = (item: Fields): Listed => ({ item, headers: { 'x-wc-webhook-topic': 'order.updated' } });

/** Statuses that do not say whether an order was paid, or had left, before. */
const ENDS = ['cancelled', 'failed', 'refunded', 'trash'];

/** An order that has come to such an end, as it was before, by the times that it keeps; its refunds tell of themselves. */
const before = (order: Fields): Fields[] => {
  if (!ENDS.includes(`${order.status}`)) return [];
  const { date_completed_gmt: completed, date_paid_gmt: paid, date_created_gmt: created } = order;
  const as = (status: string, at: unknown) => [{ ...order, status, date_modified_gmt: at, refunds: [] }];
  if (instant(completed) !== null) return as('completed', completed);
  return instant(paid) === null ? as('pending', created) : as('processing', paid);
};

/** Orders by the moment of their last change, with their refunds. A key that may read is enough. */
export const woocommerceListing: Listing = {
  docs: 'https://developer.woocommerce.com/docs/apis/rest-api/v3/orders/',
  settings: ['WOOCOMMERCE_URL', 'WOOCOMMERCE_API_KEY'],
  remembers: 365,
  access(settings) {
    const url = safeAddress(needed(settings, 'WOOCOMMERCE_URL', 'the address of the shop'));
    if (!url) throw new ListingError('unset', 'WOOCOMMERCE_URL must be an https address, without a name or password.');
    const key = needed(settings, 'WOOCOMMERCE_API_KEY', 'consumer key and secret, ck_…:cs_…, that may read');
    if (!/^ck_\w+:cs_\w+$/.test(key))
      throw new ListingError(
        'unset',
        'WOOCOMMERCE_API_KEY must be consumer key and secret with a colon between: ck_…:cs_….',
      );
    return {
      url: `${url.origin}${url.pathname}`.replace(/\/+$/, ''),
      headers: { Authorization: `Basic ${btoa(key)}` },
    };
  },
  async page(access, span, cursor): Promise<Page> {
    const place = placeOf(cursor, span.from);
    const orders = await fetchOrders(access, place);
    const items: Listed[] = [];
    for (const order of orders) items.push(...[...before(order), await withRefunds(access, order)].map(asUpdated));
    const next = nextPlace(place, orders, span);
    const share = next === null ? 1 : Math.min(0.99, shareOf(span, next.status === 'any' ? next.after : span.to));
    return { items, next: next && JSON.stringify(next), share };
  },
};
