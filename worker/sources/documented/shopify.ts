import * as shop from '../fixtures/shopify.ts';
import { AT, as, each, prefixed, type Table } from './table.ts';

const ADMIN = 'https://shopify.dev/docs/api/admin-graphql/latest/enums';

const by = (topic: string) => () => byTopic(topic);
const byTopic = (topic: string) => ({ 'x-shopify-topic': topic, 'x-shopify-webhook-id': 'w1' });

const order = (more: object = {}) => shop.order(AT, more);
const fulfillment = (more: object = {}) => shop.fulfillment(AT, more);
const transaction = (more: object = {}) => shop.transaction(AT, more);
const dispute = (status: string, type = 'chargeback') => shop.dispute(AT, status, { type });
const part = (more: object = {}) => ({
  fulfillment_order: { id: 'gid://shopify/FulfillmentOrder/1', status: 'open' },
  ...more,
});

/** The bodies of topics that are not an order. */
const BODIES: Record<string, object> = {
  'disputes/create': dispute('needs_response'),
  'disputes/update': dispute('won'),
  'fulfillment_events/create': shop.scan(AT, 'failure'),
  'fulfillment_events/delete': shop.scan(AT, 'failure'),
  'fulfillments/create': fulfillment(),
  'fulfillments/update': fulfillment({ status: 'cancelled' }),
  'order_transactions/create': transaction(),
  'orders/delete': { id: 1 },
  'orders/edited': { order_edit: { id: 1, order_id: 1 } },
  'orders/risk_assessment_changed': shop.risk(AT, 'high'),
  'orders/updated': order({ financial_status: 'expired' }),
  'refunds/create': shop.refund(AT, { amount: '43.00' }),
};
const bodyOf = (topic: string): object => {
  if (BODIES[topic]) return BODIES[topic];
  if (/^fulfillment_(orders|holds)/.test(topic)) return part();
  return /^(orders|checkouts|draft_orders)/.test(topic) ? order() : { id: 1, order_id: 1, order: { id: 1 } };
};

/** A delivery about the warehouse's part of an order. */
const PARTS = prefixed(
  'fulfillment_orders/',
  ...['cancellation_request_accepted', 'cancellation_request_rejected', 'cancellation_request_submitted', 'cancelled'],
  ...['fulfillment_request_accepted', 'fulfillment_request_rejected', 'fulfillment_request_submitted'],
  ...['fulfillment_service_failed_to_complete', 'line_items_prepared_for_local_delivery'],
  ...['line_items_prepared_for_pickup', 'manually_reported_progress_stopped', 'merged', 'moved'],
  ...['order_routing_complete', 'progress_reported', 'rescheduled', 'scheduled_fulfillment_order_ready', 'split'],
);

const PAID = [
  ...['authorized', 'expired', 'paid', 'partially_paid', 'partially_refunded', 'pending', 'refunded', 'voided'],
];
const FULFILLED = [
  ...['fulfilled', 'in_progress', 'on_hold', 'open', 'partial', 'partially_fulfilled', 'pending_fulfillment'],
  ...['request_declined', 'restocked', 'scheduled', 'unfulfilled', 'fulfillment_not_required'],
];
const REASONS = ['customer', 'declined', 'fraud', 'inventory', 'other', 'staff'];
const RESULTS = ['awaiting_response', 'error', 'failure', 'pending', 'success', 'unknown'];
const pairs = (kinds: string[], results: string[]) => kinds.flatMap((kind) => prefixed(`${kind}: `, ...results));

const KINDS = ['authorization', 'capture', 'change', 'emv_authorization', 'refund', 'sale', 'suggested_refund', 'void'];
const PAYMENTS = ['authorization', 'capture', 'emv_authorization', 'sale'];

const SHIPMENTS = [
  ...['attempted_delivery', 'buyer_action_required', 'carrier_picked_up', 'confirmed', 'delayed', 'delivered'],
  ...['failure', 'in_transit', 'label_printed', 'label_purchased', 'out_for_delivery', 'picked_up'],
  ...['ready_for_pickup', 'ready_for_recipient_pickup', 'returning_to_sender'],
];

const PARCEL = '~shopify:parcel:255858046';
const ENDED = 'submission, payment, shipment, return:*, fraud:*';
const SHIPPED = as('order.shipped', 'Shipped via Royal Mail — tracking: RM1', `${ENDED}, ${PARCEL}`);
const UNSHIPPED = '-shipped:RM1, -fulfilled:RM1';
const CANCELLED = as('order.shipment_cancelled', 'Shipment cancelled — RM1', UNSHIPPED);
const FULFILMENT_FAILED = as('order.submission_failed', 'Fulfilment failed', '-shipped:RM1');
const DELIVERED = as('order.delivered', 'Delivered', 'submission, payment, delivery:RM1');
const undelivered = (why: string) => as('order.delivery_failed', `Delivery failed: ${why}`);
const LATE = as('order.delivery_delayed', 'Delivery delayed');
const FOR_PICKUP = as('order.available_for_pickup', 'Available for pickup');
const ATTEMPTED = undelivered('delivery was attempted');
const ASKED = undelivered('the customer has to do something');
const NOT_DELIVERED = undelivered('could not be delivered');
const RETURNING = undelivered('returning to sender');
const held = (why: string) => as('order.on_hold', `Shopify put the order on hold${why}`);

const PLACED = as('order.created', 'Order placed — £43.00 via Shopify', 'payment');
const UNPAID = as('order.created', 'Order placed — £43.00 via Shopify, payment pending');
const NOT_PAID = as('order.payment_failed', 'Payment failed');
const EXPIRED = as('order.payment_failed', 'Payment failed: authorisation expired');
const OVER = 'submission, payment, shipment, fraud:*, every step';
const cancelled = (why: string) => as('order.cancelled', `Order cancelled — ${why}`, OVER);
const REFUNDED = as('order.refunded', 'Refunded £43.00', 'refund:shopify:5678901234567');
const STARTED = as('order.refunded', 'Refund of £43.00 started');
const NOT_REFUNDED = '-refunded:179259969, -refunded:179259969:started';
const REFUND_FAILED = as('order.refund_failed', 'Refund of £43.00 failed', NOT_REFUNDED);
const FRAUD = as('order.fraud_warning', 'Fraud warning: high risk of fraud');

const DISPUTE = 'dispute:shopify:285332461';
const DISPUTED = as('order.disputed', 'Payment disputed: product not received, £43.00');
const INQUIRY = as('order.disputed', 'Payment inquiry: product not received, £43.00');
const WON = as('order.dispute_won', 'Dispute won — £43.00 — product not received', DISPUTE);
const LOST = as('order.dispute_lost', 'Dispute lost — £43.00 — product not received', DISPUTE);
const CLOSED = as(
  'order.dispute_closed',
  'Dispute closed — £43.00 — product not received',
  `${DISPUTE}, fraud:shopify:285332461`,
);

const NAMES_NO_ORDER = "names only the warehouse's part of an order, from which nothing leads to the order";
const CHECKOUT = 'a checkout begins and changes, and nobody tells that it was abandoned';
const DRAFT = 'no order yet: orders/create tells once it is one';
const RETURNS = 'what a customer wants to send back: the money that follows refunds/create tells';
const TERMS = 'when an invoice is due; orders/paid tells that it is paid';
const MOVES = 'the parcel moves';
const OWN_TOPIC = 'a topic of its own tells';
const PARCELS_TELL = 'fulfillments/create tells each parcel, and how many items it holds';
const NO_MONEY = 'money that was set aside and never taken; orders/cancelled tells why';
const PAID_TELLS = 'that money came orders/paid tells';
const NOT_KNOWN_YET = 'what came of it is told once it is known';
const TILL = 'change at a till, or a proposal: no money of a card';

export const shopify: Table[] = [
  {
    of: 'the topics of orders, their money and their parcels',
    pages: ['https://shopify.dev/docs/api/webhooks/latest', `${ADMIN}/WebhookSubscriptionTopic`],
    read: '2026-11-30',
    documented: [
      ...prefixed('checkouts/', 'create', 'delete', 'update'),
      ...prefixed('disputes/', 'create', 'update'),
      ...prefixed('draft_orders/', 'create', 'delete', 'update'),
      ...prefixed('fulfillment_events/', 'create', 'delete'),
      ...prefixed('fulfillment_holds/', 'added', 'released'),
      ...PARTS,
      ...prefixed('fulfillment_orders/', 'hold_released', 'placed_on_hold'),
      ...prefixed('fulfillments/', 'create', 'update'),
      'order_transactions/create',
      ...prefixed('orders/', 'cancelled', 'create', 'delete', 'edited', 'fulfilled', 'link_requested', 'paid'),
      ...prefixed('orders/', 'partially_fulfilled', 'risk_assessment_changed', 'shopify_protect_eligibility_changed'),
      'orders/updated',
      'payment_schedules/due',
      ...prefixed('payment_terms/', 'create', 'delete', 'update'),
      'refunds/create',
      ...prefixed('returns/', 'approve', 'cancel', 'close', 'decline', 'process', 'reopen', 'request', 'update'),
      ...['reverse_deliveries/attach_deliverable', 'reverse_fulfillment_orders/dispose', 'tender_transactions/create'],
    ],
    rows: {
      ...each(prefixed('checkouts/', 'create', 'delete', 'update'), CHECKOUT),
      'disputes/create': DISPUTED,
      'disputes/update': WON,
      ...each(prefixed('draft_orders/', 'create', 'delete', 'update'), DRAFT),
      'fulfillment_events/create': NOT_DELIVERED,
      'fulfillment_events/delete': 'a scan that was a mistake; the next status is told',
      'fulfillment_holds/added': 'each of several holds: placed_on_hold tells the first',
      'fulfillment_holds/released': 'each of several holds: hold_released tells the last',
      ...each(PARTS, NAMES_NO_ORDER),
      'fulfillment_orders/placed_on_hold': held(''),
      'fulfillment_orders/hold_released': as('order.released', 'Shopify released the order', 'submission'),
      'fulfillments/create': SHIPPED,
      'fulfillments/update': CANCELLED,
      'order_transactions/create': REFUNDED,
      'orders/cancelled': cancelled('customer'),
      'orders/create': PLACED,
      'orders/delete': as('order.cancelled', 'Order deleted in Shopify', OVER),
      'orders/edited': 'items that change, without the new price',
      'orders/fulfilled': as('order.shipped', 'Shipped', ENDED),
      'orders/link_requested': 'a customer who looks at the order',
      'orders/paid': as('order.paid', 'Paid — £43.00', 'payment'),
      'orders/partially_fulfilled': PARCELS_TELL,
      'orders/risk_assessment_changed': FRAUD,
      'orders/shopify_protect_eligibility_changed': 'an insurance of Shopify',
      'orders/updated': EXPIRED,
      'payment_schedules/due': 'names no order',
      ...each(prefixed('payment_terms/', 'create', 'delete', 'update'), TERMS),
      'refunds/create': REFUNDED,
      ...each(prefixed('returns/', 'approve', 'cancel', 'close', 'decline', 'process'), RETURNS),
      ...each(prefixed('returns/', 'reopen', 'request', 'update'), RETURNS),
      ...each(['reverse_deliveries/attach_deliverable', 'reverse_fulfillment_orders/dispose'], RETURNS),
      'tender_transactions/create': 'the books of the money that orders/paid tells',
    },
    bodyOf,
    headersOf: byTopic,
  },
  {
    of: 'how a new order is paid',
    pages: ['https://shopify.dev/docs/api/admin-rest/latest/resources/order', `${ADMIN}/OrderDisplayFinancialStatus`],
    read: '2026-11-30',
    documented: PAID,
    rows: {
      ...each(['authorized', 'paid', 'partially_refunded', 'refunded', 'voided'], PLACED),
      ...each(['expired', 'partially_paid', 'pending'], UNPAID),
    },
    bodyOf: (financial_status) => order({ financial_status }),
    headersOf: by('orders/create'),
    unlisted: PLACED,
  },
  {
    of: 'how an order that changed is paid',
    pages: ['https://shopify.dev/docs/api/admin-rest/latest/resources/order', `${ADMIN}/OrderDisplayFinancialStatus`],
    read: '2026-11-30',
    documented: PAID,
    rows: {
      expired: EXPIRED,
      ...each(['authorized', 'paid', 'partially_paid', 'partially_refunded', 'pending', 'refunded'], OWN_TOPIC),
      voided: OWN_TOPIC,
    },
    bodyOf: (financial_status) => order({ financial_status }),
    headersOf: by('orders/updated'),
  },
  {
    of: 'how an order that changed is fulfilled',
    pages: ['https://shopify.dev/docs/api/admin-rest/latest/resources/order', `${ADMIN}/OrderDisplayFulfillmentStatus`],
    read: '2026-11-30',
    documented: FULFILLED,
    rows: each(FULFILLED, PARCELS_TELL),
    unread: 'fulfillment_status',
    bodyOf: (fulfillment_status) => order({ fulfillment_status }),
    headersOf: by('orders/updated'),
  },
  {
    of: 'the terms of a payment that is not there yet',
    pages: [`${ADMIN}/PaymentTermsType`],
    read: '2026-11-30',
    documented: ['fixed', 'fulfillment', 'net', 'receipt', 'unknown'],
    rows: { ...each(['fixed', 'fulfillment', 'net', 'unknown'], PLACED), receipt: UNPAID },
    bodyOf: (payment_terms_type) => order({ financial_status: 'pending', payment_terms: { payment_terms_type } }),
    headersOf: by('orders/create'),
    unlisted: PLACED,
  },
  {
    of: 'the reasons why an order is cancelled',
    pages: [`${ADMIN}/OrderCancelReason`],
    read: '2026-11-30',
    documented: REASONS,
    rows: Object.fromEntries(REASONS.map((reason) => [reason, cancelled(reason)])),
    bodyOf: (cancel_reason) => order({ cancel_reason }),
    headersOf: by('orders/cancelled'),
    unlisted: cancelled('unheard_of'),
  },
  {
    of: 'the levels of a risk',
    pages: [`${ADMIN}/RiskAssessmentResult`],
    read: '2026-11-30',
    documented: ['high', 'low', 'medium', 'none', 'pending'],
    rows: { high: FRAUD, ...each(['low', 'medium', 'none', 'pending'], 'only a high risk is news') },
    bodyOf: (level) => shop.risk(AT, level),
    headersOf: by('orders/risk_assessment_changed'),
  },
  {
    of: 'the reasons of a hold',
    pages: [`${ADMIN}/FulfillmentHoldReason`],
    read: '2026-11-30',
    documented: [
      ...['awaiting_payment', 'awaiting_return_items', 'high_risk_of_fraud', 'incorrect_address'],
      ...['inventory_out_of_stock', 'online_store_post_purchase_cross_sell', 'other', 'unknown_delivery_date'],
    ],
    rows: {
      awaiting_payment: held(': awaiting payment'),
      awaiting_return_items: held(': awaiting return items'),
      high_risk_of_fraud: held(': high risk of fraud'),
      incorrect_address: held(': incorrect address'),
      inventory_out_of_stock: held(': inventory out of stock'),
      online_store_post_purchase_cross_sell: held(': online store post purchase cross sell'),
      other: held(''),
      unknown_delivery_date: held(': unknown delivery date'),
    },
    bodyOf: (reason) => part({ created_fulfillment_hold: { reason } }),
    headersOf: by('fulfillment_orders/placed_on_hold'),
    unlisted: held(': unheard of'),
  },
  {
    of: 'the statuses of a fulfilment',
    pages: [`${ADMIN}/FulfillmentStatus`],
    read: '2026-11-30',
    documented: ['cancelled', 'error', 'failure', 'open', 'pending', 'success'],
    rows: {
      pending: 'it is asked for, and not done yet',
      open: 'it is taken on, and not done yet',
      success: SHIPPED,
      cancelled: CANCELLED,
      ...each(['error', 'failure'], FULFILMENT_FAILED),
    },
    bodyOf: (status) => fulfillment({ status }),
    headersOf: by('fulfillments/update'),
  },
  {
    of: 'the statuses of a shipment',
    pages: [
      `${ADMIN}/FulfillmentEventStatus`,
      'https://shopify.dev/docs/api/customer/unstable/enums/FulfillmentEventStatus',
    ],
    read: '2026-11-30',
    documented: SHIPMENTS,
    rows: {
      ...each(['carrier_picked_up', 'confirmed', 'in_transit', 'label_printed', 'label_purchased'], SHIPPED),
      out_for_delivery: SHIPPED,
      ...each(['ready_for_pickup', 'ready_for_recipient_pickup'], [...SHIPPED, ...FOR_PICKUP]),
      attempted_delivery: [...SHIPPED, ...ATTEMPTED],
      buyer_action_required: [...SHIPPED, ...ASKED],
      delayed: [...SHIPPED, ...LATE],
      ...each(['delivered', 'picked_up'], [...SHIPPED, ...DELIVERED]),
      failure: [...SHIPPED, ...NOT_DELIVERED],
      returning_to_sender: [...SHIPPED, ...RETURNING],
    },
    bodyOf: (shipment_status) => fulfillment({ shipment_status }),
    headersOf: by('fulfillments/update'),
    unlisted: SHIPPED,
  },
  {
    of: 'the statuses of a scan',
    pages: [
      `${ADMIN}/FulfillmentEventStatus`,
      'https://shopify.dev/docs/api/customer/unstable/enums/FulfillmentEventStatus',
    ],
    read: '2026-11-30',
    documented: SHIPMENTS,
    rows: {
      ...each(['carrier_picked_up', 'confirmed', 'in_transit', 'label_printed', 'label_purchased'], MOVES),
      out_for_delivery: MOVES,
      ...each(['ready_for_pickup', 'ready_for_recipient_pickup'], FOR_PICKUP),
      attempted_delivery: ATTEMPTED,
      buyer_action_required: ASKED,
      delayed: LATE,
      ...each(['delivered', 'picked_up'], 'fulfillments/update tells, with the tracking number'),
      failure: NOT_DELIVERED,
      returning_to_sender: RETURNING,
    },
    bodyOf: (status) => shop.scan(AT, status),
    headersOf: by('fulfillment_events/create'),
  },
  {
    of: 'the statuses of a dispute',
    pages: [`${ADMIN}/DisputeStatus`],
    read: '2026-11-30',
    documented: ['accepted', 'charge_refunded', 'lost', 'needs_response', 'prevented', 'under_review', 'won'],
    rows: {
      ...each(['needs_response', 'under_review'], DISPUTED),
      won: WON,
      ...each(['accepted', 'lost'], LOST),
      ...each(['charge_refunded', 'prevented'], CLOSED),
    },
    bodyOf: (status) => dispute(status),
    headersOf: by('disputes/update'),
  },
  {
    of: 'the types of a dispute',
    pages: [`${ADMIN}/DisputeType`],
    read: '2026-11-30',
    documented: ['chargeback', 'inquiry'],
    rows: { chargeback: DISPUTED, inquiry: INQUIRY },
    bodyOf: (type) => dispute('needs_response', type),
    headersOf: by('disputes/create'),
    unlisted: DISPUTED,
  },
  {
    of: 'the kinds and statuses of a transaction',
    pages: [
      'https://shopify.dev/docs/api/admin-rest/latest/resources/transaction',
      ...[`${ADMIN}/OrderTransactionKind`, `${ADMIN}/OrderTransactionStatus`],
    ],
    read: '2026-11-30',
    documented: pairs(KINDS, RESULTS),
    rows: {
      ...each(pairs(PAYMENTS, ['error', 'failure']), NOT_PAID),
      ...each(pairs(PAYMENTS, ['awaiting_response', 'pending', 'unknown']), NOT_KNOWN_YET),
      ...each(pairs(PAYMENTS, ['success']), PAID_TELLS),
      ...each(pairs(['void'], RESULTS), NO_MONEY),
      ...each(pairs(['change', 'suggested_refund'], RESULTS), TILL),
      'refund: success': REFUNDED,
      'refund: pending': STARTED,
      ...each(pairs(['refund'], ['error', 'failure']), REFUND_FAILED),
      ...each(pairs(['refund'], ['awaiting_response', 'unknown']), NOT_KNOWN_YET),
    },
    bodyOf: (name) => {
      const [kind, status] = name.split(': ');
      return transaction({ kind, status });
    },
    headersOf: by('order_transactions/create'),
  },
  {
    of: 'the goods of a refund that are restocked',
    pages: [`${ADMIN}/RefundLineItemRestockType`],
    read: '2026-11-30',
    documented: ['cancel', 'legacy_restock', 'no_restock', 'return'],
    rows: each(['cancel', 'legacy_restock', 'no_restock', 'return'], REFUNDED),
    bodyOf: (restock_type) => ({
      ...shop.refund(AT, { amount: '43.00' }),
      refund_line_items: [{ quantity: 1, restock_type }],
    }),
    headersOf: by('refunds/create'),
    unlisted: REFUNDED,
  },
];
