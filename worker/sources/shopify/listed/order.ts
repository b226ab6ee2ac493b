import { type Fields, instant, list, record } from '../../fields.ts';
import type { Listed } from '../../listing.ts';
import { as, idOf, linesOf, word } from './as.ts';

const asOrder = (order: Fields): Fields => {
  const { amount, currencyCode } = record(record(order.totalPriceSet).shopMoney);
  return {
    id: idOf(order.id),
    admin_graphql_api_id: order.id,
    name: order.name,
    order_number: order.number,
    test: order.test,
    created_at: order.createdAt,
    updated_at: order.updatedAt,
    cancelled_at: order.cancelledAt,
    cancel_reason: word(order.cancelReason),
    total_price: amount,
    currency: currencyCode,
    financial_status: word(order.displayFinancialStatus),
    payment_gateway_names: order.paymentGatewayNames,
    payment_terms: { payment_terms_type: word(record(order.paymentTerms).paymentTermsType) },
    line_items: linesOf(order),
  };
};

const PAID = ['paid', 'partially_refunded', 'refunded'];
const TAKES_MONEY = ['sale', 'capture'];

/** When the last of the money came; an order that costs nothing was paid as it was placed. */
const paidAt = (order: Fields): unknown => {
  const taken = list(order.transactions)
    .map(record)
    .filter(({ kind, status }) => TAKES_MONEY.includes(`${word(kind)}`) && word(status) === 'success')
    .map(({ processedAt }) => processedAt);
  return taken.sort((a, b) => (instant(a) ?? 0) - (instant(b) ?? 0)).at(-1) ?? order.createdAt;
};

/** When the last of its parcels left. */
const fulfilledAt = (order: Fields): unknown =>
  list(order.fulfillments)
    .map((fulfillment) => record(fulfillment).createdAt)
    .sort((a, b) => (instant(a) ?? 0) - (instant(b) ?? 0))
    .at(-1);

/** An order as it was placed, paid, sent in full, and cancelled. */
export const ofOrder = (order: Fields): Listed[] => {
  const item = asOrder(order);
  const id = `${item.id}`;
  return [
    as('orders/create', id, item),
    ...(PAID.includes(`${item.financial_status}`)
      ? [as('orders/paid', id, { ...item, updated_at: paidAt(order) })]
      : []),
    ...(item.financial_status === 'expired' ? [as('orders/updated', id, item)] : []),
    ...(word(order.displayFulfillmentStatus) === 'fulfilled'
      ? [as('orders/fulfilled', id, { ...item, updated_at: fulfilledAt(order) })]
      : []),
    ...(order.cancelledAt == null ? [] : [as('orders/cancelled', id, item)]),
  ];
};
