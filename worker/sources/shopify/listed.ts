import { type Fields, identifier, instant, list, record, text } from '../fields.ts';
import type { Listed } from '../listing.ts';

/** `gid://shopify/Order/1` → `1`, as webhooks have it. */
const idOf = (gid: unknown): string | null => /\d+$/.exec(identifier(gid) ?? '')?.[0] ?? null;

/** `PARTIALLY_PAID` → `partially_paid`, as webhooks write it. */
const word = (value: unknown): string | null => text(value)?.toLowerCase() ?? null;

const nodes = (connection: unknown): Fields[] => list(record(connection).nodes).map(record);

/** A part of an order as the webhook of a topic brings it. `key` is the same however often it is listed. */
const as = (topic: string, key: string, item: Fields): Listed => ({
  item,
  headers: { 'x-shopify-topic': topic, 'x-shopify-webhook-id': `list:${topic}:${key}` },
});

const asTransaction = (transaction: Fields, order: Fields): Fields => {
  const { amount, currencyCode } = record(record(transaction.amountSet).shopMoney);
  return {
    id: idOf(transaction.id),
    order_id: idOf(order.id),
    kind: word(transaction.kind),
    status: word(transaction.status),
    test: transaction.test ?? order.test,
    error_code: word(transaction.errorCode),
    processed_at: transaction.processedAt,
    amount_set: { shop_money: { amount, currency_code: currencyCode } },
  };
};

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
    ...(order.requiresShipping === false && { line_items: [{ requires_shipping: false }] }),
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

const ofOrder = (order: Fields): Listed[] => {
  const item = asOrder(order);
  const id = `${item.id}`;
  return [
    as('orders/create', id, item),
    ...(PAID.includes(`${item.financial_status}`)
      ? [as('orders/paid', id, { ...item, updated_at: paidAt(order) })]
      : []),
    ...(item.financial_status === 'expired' ? [as('orders/updated', id, item)] : []),
    ...(order.cancelledAt == null ? [] : [as('orders/cancelled', id, item)]),
  ];
};

const ofMoney = (order: Fields): Listed[] => [
  ...list(order.transactions)
    .map((each) => asTransaction(record(each), order))
    .map((item) => as('order_transactions/create', `${item.id}:${item.status}`, item)),
  ...list(order.refunds)
    .map(record)
    .map((refund) => {
      const transactions = nodes(refund.transactions).map((each) => asTransaction(each, order));
      const states = transactions.map(({ status }) => status).join();
      const item = { id: idOf(refund.id), order_id: idOf(order.id), created_at: refund.createdAt, transactions };
      return as('refunds/create', `${item.id}:${states}`, item);
    }),
];

/** A risk is assessed as the order is placed; a dispute is listed without its times. */
const ofTrust = (order: Fields): Listed[] => {
  const [id, test] = [idOf(order.id), order.test];
  const assessments = list(record(order.risk).assessments).map(record);
  return [
    ...assessments.map(({ riskLevel, provider }) => {
      const about = { order_id: id, test, risk_level: word(riskLevel), created_at: order.createdAt };
      return as('orders/risk_assessment_changed', `${id}`, { ...about, provider_title: record(provider).title });
    }),
    ...list(order.disputes)
      .map(record)
      .map((dispute) => {
        const [type, status] = [word(dispute.initiatedAs), word(dispute.status)];
        const item = { id: idOf(dispute.id), order_id: id, test, type, status };
        return as('disputes/update', `${item.id}:${type}:${status}`, item);
      }),
  ];
};

/**
 * A fulfilment as it was made, as it changed, and as it arrived: the moment of each is known. Its numbers are those of now, so
 * that they stand at the last change too, after a number that a webhook brought before.
 */
const ofFulfillment = (order: Fields, fulfillment: Fields): Listed[] => {
  const [id, order_id] = [`${idOf(fulfillment.id)}`, idOf(order.id)];
  const { createdAt, updatedAt, deliveredAt } = fulfillment;
  const status = word(fulfillment.status);
  const info = list(fulfillment.trackingInfo).map(record);
  const item = {
    id,
    order_id,
    created_at: createdAt,
    updated_at: updatedAt,
    tracking_company: info[0]?.company,
    tracking_numbers: info.map(({ number }) => number),
    tracking_urls: info.map(({ url }) => url),
    ...(fulfillment.requiresShipping === false && { line_items: [{ requires_shipping: false }] }),
    receipt: { testcase: order.test },
  };
  const wasMade = status === 'success' || status === 'cancelled';
  const hasArrived = status === 'success' && deliveredAt != null;
  const arrived = { ...item, status, shipment_status: 'delivered', updated_at: deliveredAt };
  return [
    ...(wasMade ? [as('fulfillments/create', id, { ...item, status: 'success' })] : []),
    ...(updatedAt === createdAt && wasMade && status === 'success'
      ? []
      : [as('fulfillments/update', id, { ...item, status })]),
    ...(hasArrived ? [as('fulfillments/update', id, arrived)] : []),
    ...nodes(fulfillment.events).map((event) => {
      const { message, happenedAt: happened_at } = event;
      const scan = {
        id: idOf(event.id),
        order_id,
        fulfillment_id: id,
        status: word(event.status),
        message,
        happened_at,
      };
      return as('fulfillment_events/create', `${scan.id}`, { ...scan, receipt: item.receipt });
    }),
  ];
};

/** All that an order of the API tells, each part as its webhook does. */
export const listed = (order: Fields): Listed[] => [
  ...ofOrder(order),
  ...ofMoney(order),
  ...ofTrust(order),
  ...list(order.fulfillments)
    .map(record)
    .flatMap((fulfillment) => ofFulfillment(order, fulfillment)),
];
