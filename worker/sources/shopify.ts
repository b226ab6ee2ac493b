import { lookup } from '../domain/lookup.ts';
import {
  currencyOf,
  decimalAmount,
  type Fields,
  identifier,
  instant,
  known,
  link,
  list,
  orderId,
  record,
  refs,
  said,
  text,
} from './fields.ts';
import { hmac } from './signatures/hmac.ts';
import type { Delivery, Source, SourceEvent } from './source.ts';

type Told = Omit<SourceEvent, 'key' | 'occurred_at'> & { at: unknown };

/** Shopify's own id of an order; a print house may know the order by that alone, without saying whose id it is. */
const ofOrder = (id: unknown): string[] => [...refs('shopify', id), ...refs('id', id)];

const placed = (order: Fields, id: string): Told => {
  const currency = currencyOf(order.currency);
  return {
    event_type: 'order.created',
    order_id: orderId(order.name),
    payload: known({ provider: 'shopify', amount: decimalAmount(order.total_price, currency), currency }),
    refs: ofOrder(id),
    fact: `created:${id}`,
    at: order.created_at,
  };
};

const cancelled = (order: Fields, id: string): Told => ({
  event_type: 'order.cancelled',
  order_id: orderId(order.name),
  payload: known({ provider: 'shopify', reason: said(order.cancel_reason) }),
  refs: ofOrder(id),
  at: order.cancelled_at,
});

/** One for each parcel. A fulfilment knows its order by Shopify's id alone, which `orders/create` taught. */
const parcels = (name: 'shipped' | 'delivered', { order_id, ...fulfillment }: Fields, id: string): Told[] => {
  const numbers = [...list(fulfillment.tracking_numbers), fulfillment.tracking_number].map(identifier);
  const [tracked, urls] = [new Set(numbers.filter((number) => number !== null)), list(fulfillment.tracking_urls)];
  return (tracked.size > 0 ? [...tracked] : [null]).map((tracking) => ({
    event_type: `order.${name}`,
    payload: known({
      provider: 'shopify',
      carrier: said(fulfillment.tracking_company),
      tracking,
      tracking_url: link(urls[numbers.indexOf(tracking)] ?? fulfillment.tracking_url),
    }),
    refs: [...ofOrder(order_id), ...refs('tracking', tracking)],
    fact: `${name}:${tracking ?? id}`,
    at: name === 'shipped' ? fulfillment.created_at : fulfillment.updated_at,
  }));
};

/** What went back, by whichever ways; nothing where only goods did. */
const refunded = ({ order_id, transactions, ...refund }: Fields, id: string): Told[] => {
  const parts = list(transactions)
    .map(record)
    .filter(({ kind, status }) => kind === 'refund' && (status === 'success' || status === 'pending'));
  const currency = currencyOf(parts[0]?.currency);
  const amount = parts.reduce((sum, part) => sum + (decimalAmount(part.amount, currency) ?? 0), 0);
  const payload = known({ provider: 'shopify', amount, currency });
  const at = refund.processed_at ?? refund.created_at;
  const told = { event_type: 'order.refunded', payload, refs: ofOrder(order_id), fact: `refunded:${id}`, at };
  return amount > 0 ? [told] : [];
};

/**
 * Not here: `checkouts/…`. Shopify tells of a checkout as it begins and as it changes, never that it was abandoned,
 * which would take a clock; and that one was completed, `orders/create` tells.
 */
const TELLS: Record<string, (item: Fields, id: string) => Told | Told[]> = {
  'orders/create': placed,
  'orders/cancelled': cancelled,
  'fulfillments/create': (item, id) =>
    ['cancelled', 'error', 'failure'].includes(String(text(item.status))) ? [] : parcels('shipped', item, id),
  'fulfillments/update': (item, id) => (item.shipment_status === 'delivered' ? parcels('delivered', item, id) : []),
  'refunds/create': refunded,
};

/** An order says so itself, a refund by its transactions, a fulfilment by its receipt. */
const isTest = ({ test, transactions, receipt }: Fields): boolean =>
  test === true ||
  record(receipt).testcase === true ||
  list(transactions).some((transaction) => record(transaction).test === true);

/** The topic decides, never the body: Shopify's own sample of a new order is cancelled. */
const topic = ({ headers }: Delivery) => identifier(headers.get('x-shopify-topic')) ?? 'unknown';

export const shopify: Source = {
  name: 'shopify',
  docs: 'https://shopify.dev/docs/api/webhooks',
  covers: 'body',
  window: null,
  verify: hmac({ header: 'x-shopify-hmac-sha256', encoding: 'base64' }),
  kind: (_, delivery) => topic(delivery),
  translate(body, delivery) {
    const tell = lookup(TELLS, topic(delivery));
    const item = record(body);
    const [key, id] = [identifier(delivery.headers.get('x-shopify-webhook-id')), identifier(item.id)];
    if (!tell || !key || !id) return [];
    return [tell(item, id)].flat().map(({ at, ...told }) => ({
      ...told,
      test: isTest(item) ? true : undefined,
      key: `${key}:${told.fact ?? told.event_type}`,
      occurred_at: instant(at) ?? instant(delivery.headers.get('x-shopify-triggered-at')),
    }));
  },
};
