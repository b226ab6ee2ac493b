import { VARIANTS } from '../../contract/sentences.ts';
import {
  currencyOf,
  decimalAmount,
  type Fields,
  identifier,
  known,
  list,
  orderId,
  record,
  refs,
  said,
  text,
} from '../fields.ts';
import { allShipped } from '../print.ts';
import type { Common, Told } from '../shop.ts';

/** An event, and when it happened. */
export type Timed = Told & { at: unknown };

/** Shopify's own id of an order; a print house may know the order by that alone, without saying whose id it is. */
export const ofOrder = (id: unknown): Common => ({ refs: [...refs('shopify', id), ...refs('id', id)] });

/** An order with all its names, by any of which others may know it. */
const common = ({ name, order_number, admin_graphql_api_id }: Fields, id: string): Common => ({
  order_id: orderId(name),
  refs: [...(ofOrder(id).refs ?? []), ...refs('id', order_number, admin_graphql_api_id)],
});

const price = ({ total_price, currency: code }: Fields) => {
  const currency = currencyOf(code);
  return { amount: decimalAmount(total_price, currency), currency };
};

/** @see https://help.shopify.com/en/manual/payments/manual-payments */
const ON_DELIVERY = /cash on delivery|\bcod\b/i;
const UNPAID = ['pending', 'partially_paid', 'expired'];

/**
 * Whether a new order waits for money, or goes on without: an authorised card, cash on delivery, or an invoice that is due
 * later. Null where it is paid.
 */
const paidOf = ({ financial_status, payment_gateway_names, payment_terms }: Fields): false | 'later' | null => {
  if (financial_status === 'authorized') return 'later';
  if (!UNPAID.includes(`${financial_status}`)) return null;
  const type = text(record(payment_terms).payment_terms_type) ?? 'receipt';
  const isOnDelivery = list(payment_gateway_names).some((name) => ON_DELIVERY.test(text(name) ?? ''));
  return type !== 'receipt' || isOnDelivery ? 'later' : false;
};

/** Whether anything of the order is shipped; null where all of it is, or where nobody says. */
const ships = ({ line_items }: Fields): boolean | null => {
  const shipping = list(line_items).map((item) => record(item).requires_shipping !== false);
  return shipping.every(Boolean) ? null : shipping.some(Boolean);
};

/** How many items of an order or a fulfilment are shipped; null where it does not say so of each, or none is. */
export const itemsOf = ({ line_items }: Fields): number | null => {
  const quantities = list(line_items)
    .map(record)
    .filter(({ requires_shipping: ships }) => ships !== false)
    .map(({ quantity }) => Number(quantity));
  return quantities.every((quantity) => quantity > 0) ? quantities.reduce((sum, each) => sum + each, 0) || null : null;
};

export const placed = (order: Fields, id: string): Timed => ({
  event_type: 'order.created',
  ...common(order, id),
  payload: known({
    provider: 'shopify',
    ...price(order),
    paid: paidOf(order),
    requires_shipping: ships(order),
    items: itemsOf(order),
  }),
  fact: `created:${id}`,
  at: order.created_at,
});

/** Shopify does not say when an order was paid, but as it was, it was updated. */
export const paid = (order: Fields, id: string): Timed => ({
  event_type: 'order.paid',
  ...common(order, id),
  payload: known({ provider: 'shopify', ...price(order) }),
  fact: `paid:${id}`,
  at: order.updated_at,
});

export const cancelled = (order: Fields, id: string): Timed => ({
  event_type: 'order.cancelled',
  ...common(order, id),
  payload: known({ provider: 'shopify', reason: said(order.cancel_reason) }),
  at: order.cancelled_at,
});

/** All that is to be shipped has left, whatever was taken out of the order meanwhile; its fulfilments tell of the parcels. */
export const fulfilled = (order: Fields, id: string): Timed[] => {
  if (itemsOf(order) === null) return [];
  return [
    { ...allShipped(`order:${id}`), ...common(order, id), payload: { provider: 'shopify' }, at: order.updated_at },
  ];
};

/** Nobody waits for an order that the shop has deleted. The body is its id alone. */
export const deleted = (_: Fields, id: string): Timed => ({
  event_type: 'order.cancelled',
  level: 'info',
  template: VARIANTS['order.cancelled:deleted'],
  ...ofOrder(id),
  payload: { provider: 'shopify' },
  at: null,
});

/**
 * Of all that an update may be about only this is told by nothing else: the card's authorisation ended before the money was
 * taken. Topics of their own tell every other `financial_status`, such as `partially_refunded` and `voided`, and every
 * `fulfillment_status`.
 * @see https://shopify.dev/docs/api/admin-graphql/latest/enums/OrderDisplayFinancialStatus
 */
export const updated = (order: Fields, id: string): Timed[] => {
  if (order.financial_status !== 'expired') return [];
  const payload = known({ provider: 'shopify', ...price(order), reason: 'authorisation expired' });
  const status = { of: `shopify:payment:${id}`, is: 'expired' };
  return [{ event_type: 'order.payment_failed', ...common(order, id), payload, status, at: order.updated_at }];
};

/** Shopify assesses every order; a high risk alone is news, and not `medium`, `low`, `none` or `pending`. */
export const assessed = ({ order_id, risk_level, provider_title, created_at }: Fields): Timed[] => {
  const [id, by] = [identifier(order_id), said(provider_title)];
  if (!id || risk_level !== 'high') return [];
  const reason = `high risk of fraud${by ? `, says ${by}` : ''}`;
  const status = { of: `shopify:risk:${id}`, is: 'high' };
  const payload = { provider: 'shopify', reason };
  const ids = { dispute: `shopify:${id}` };
  return [{ event_type: 'order.fraud_warning', ...ofOrder(id), payload, ids, status, once: true, at: created_at }];
};
