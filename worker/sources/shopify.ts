import { lookup } from '../domain/lookup.ts';
import { type Fields, identifier, instant, list, record } from './fields.ts';
import type { Told } from './shop.ts';
import * as fulfillment from './shopify/fulfillment.ts';
import { shopifyListing } from './shopify/list.ts';
import * as money from './shopify/money.ts';
import * as order from './shopify/order.ts';
import { hmac } from './signatures/hmac.ts';
import type { Delivery, Source, SourceEvent } from './source.ts';

/**
 * Every topic that tells something. Deliberately not here, each of them a row of documented/shopify.ts:
 *
 * - `checkouts/…`: Shopify tells of a checkout as it begins and as it changes, never that it was abandoned, which would take a
 *   clock; and that one was completed `orders/create` tells.
 * - `orders/partially_fulfilled`, `orders/edited`: `fulfillments/…` tell of each parcel, and how many items it holds.
 * - `fulfillment_holds/…`: `fulfillment_orders/placed_on_hold` and `hold_released` tell the first and the last of several.
 * - other `fulfillment_orders/…`: they name no order, only the warehouse's part of one, and nothing leads from it to its order.
 * - `returns/…`, `reverse_deliveries/…`, `reverse_fulfillment_orders/…`: what a customer wants to send back; the money that
 *   follows `refunds/create` tells.
 * - `draft_orders/…`: no order yet; `orders/create` tells once it is one.
 * - `fulfillment_events/delete`: a scan that was a mistake; the next status is told.
 * - `payment_terms/…`, `payment_schedules/…`: when an invoice is due; `orders/paid` tells that it is paid.
 * - `tender_transactions/…`: the books of the money that `orders/paid` tells.
 * - `orders/link_requested`, `orders/shopify_protect_eligibility_changed`: neither the order nor its money changes.
 */
const TELLS: Record<string, (item: Fields, id: string) => order.Timed | order.Timed[]> = {
  'orders/create': order.placed,
  'orders/paid': order.paid,
  'orders/cancelled': order.cancelled,
  'orders/fulfilled': order.fulfilled,
  'orders/delete': order.deleted,
  'orders/updated': order.updated,
  'orders/risk_assessment_changed': order.assessed,
  'order_transactions/create': money.transaction,
  'refunds/create': money.refunds,
  'disputes/create': money.disputeCreated,
  'disputes/update': money.disputed,
  'fulfillments/create': fulfillment.created,
  'fulfillments/update': fulfillment.updated,
  'fulfillment_events/create': fulfillment.scanned,
  'fulfillment_orders/placed_on_hold': fulfillment.hold,
  'fulfillment_orders/hold_released': fulfillment.release,
};

/** An order and a transaction say so themselves, a refund by its transactions, a fulfilment by its receipt. */
const isTest = ({ test, transactions, receipt }: Fields): boolean =>
  test === true ||
  record(receipt).testcase === true ||
  list(transactions).some((transaction) => record(transaction).test === true);

/** The topic decides, never the body: Shopify's own sample of a new order is cancelled. */
const topic = ({ headers }: Delivery) => identifier(headers.get('x-shopify-topic')) ?? 'unknown';

/** The id that names the body: its own, or that of the fulfilment order or the order that it is about. */
const idOf = (item: Fields) =>
  [item.id, record(item.fulfillment_order).id, item.order_id].map(identifier).find((id) => id !== null);

/**
 * The key of an event names what it tells, so that a webhook and the API's list of orders tell one event. A fact comes once,
 * whatever the time that its teller knows; a state may come again at another time, and without a time with each delivery.
 */
const named = (
  { event_type, fact, status, once }: Told,
  delivery: string | null,
  id: string,
): Pick<SourceEvent, 'key' | 'once'> => {
  if (fact != null) return { key: `${event_type}:${fact}`, once: true };
  const key = `${event_type}:${delivery ?? (status ? `${status.of}:${status.is}` : id)}`;
  return once ? { key, once } : { key };
};

export const shopify: Source = {
  name: 'shopify',
  list: shopifyListing,
  docs: 'https://shopify.dev/docs/api/webhooks',
  covers: 'body',
  window: null,
  verify: hmac({ header: 'x-shopify-hmac-sha256', encoding: 'base64' }),
  kind: (_, delivery) => topic(delivery),
  translate(body, delivery) {
    const tell = lookup(TELLS, topic(delivery));
    const item = record(body);
    const [key, id] = [identifier(delivery.headers.get('x-shopify-webhook-id')), idOf(item)];
    if (!tell || !key || !id) return [];
    return [tell(item, id)].flat().map(({ at, ...told }, i) => ({
      ...told,
      test: isTest(item) ? true : undefined,
      ...named(told, instant(at) === null ? `${key}:${i}` : null, id),
      occurred_at: instant(at) ?? instant(delivery.headers.get('x-shopify-triggered-at')),
    }));
  },
};
