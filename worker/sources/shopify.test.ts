import { testTable as hold, type Row } from '../testing/source-table.ts';
import { dispute, fulfillment, order, refund, risk, scan, transaction } from './fixtures/shopify.ts';
import { shopify } from './shopify.ts';

/**
 * The topics about orders, their money and their parcels.
 * @see https://shopify.dev/docs/api/webhooks?reference=rest
 */
const TOPICS = [
  ...['checkouts/create', 'checkouts/delete', 'checkouts/update', 'disputes/create', 'disputes/update'],
  ...['draft_orders/create', 'draft_orders/delete', 'draft_orders/update'],
  ...['fulfillment_events/create', 'fulfillment_events/delete', 'fulfillment_holds/added'],
  ...['fulfillment_holds/released', 'fulfillment_orders/cancellation_request_accepted'],
  ...['fulfillment_orders/cancellation_request_rejected', 'fulfillment_orders/cancellation_request_submitted'],
  ...['fulfillment_orders/cancelled', 'fulfillment_orders/fulfillment_request_accepted'],
  ...['fulfillment_orders/fulfillment_request_rejected', 'fulfillment_orders/fulfillment_request_submitted'],
  ...['fulfillment_orders/fulfillment_service_failed_to_complete', 'fulfillment_orders/hold_released'],
  ...['fulfillment_orders/line_items_prepared_for_local_delivery'],
  ...['fulfillment_orders/line_items_prepared_for_pickup', 'fulfillment_orders/manually_reported_progress_stopped'],
  ...['fulfillment_orders/merged', 'fulfillment_orders/moved', 'fulfillment_orders/order_routing_complete'],
  ...['fulfillment_orders/placed_on_hold', 'fulfillment_orders/progress_reported', 'fulfillment_orders/rescheduled'],
  ...['fulfillment_orders/scheduled_fulfillment_order_ready', 'fulfillment_orders/split'],
  ...['fulfillments/create', 'fulfillments/update', 'order_transactions/create'],
  ...['orders/cancelled', 'orders/create', 'orders/delete', 'orders/edited', 'orders/fulfilled'],
  ...['orders/link_requested', 'orders/paid', 'orders/partially_fulfilled', 'orders/risk_assessment_changed'],
  ...['orders/shopify_protect_eligibility_changed', 'orders/updated'],
  ...['payment_schedules/due', 'payment_terms/create', 'payment_terms/delete', 'payment_terms/update'],
  ...['refunds/create', 'returns/approve', 'returns/cancel', 'returns/close', 'returns/decline', 'returns/process'],
  ...['returns/reopen', 'returns/request', 'returns/update', 'reverse_deliveries/attach_deliverable'],
  ...['reverse_fulfillment_orders/dispose', 'tender_transactions/create'],
];

const AT = Date.UTC(2026, 1, 16);
const PART = { fulfillment_order: { id: 'gid://shopify/FulfillmentOrder/1', status: 'open' } };

const by = (topic: string) => ({ 'x-shopify-topic': topic, 'x-shopify-webhook-id': 'w1' });
type Told = [type: string, ...more: string[]];
const stores = (topic: string, body: unknown, told: Told, ends?: string): [string, Row] => [
  topic,
  { body, headers: by(topic), stores: told, ...(ends && { ends }) },
];
const ignored = (topic: string, body: unknown, why: string): [string, Row] => [
  topic,
  { body, headers: by(topic), ignored: why },
];

const NAMES_NO_ORDER = "names only the warehouse's part of an order, from which nothing leads to the order";
const CHECKOUT = 'a checkout begins and changes, and nobody tells that it was abandoned';
const RETURNS = 'what a customer wants to send back: the money that follows refunds/create tells';

hold(
  'its topics',
  shopify,
  TOPICS,
  Object.fromEntries([
    ...['create', 'delete', 'update'].map((name) => ignored(`checkouts/${name}`, order(AT), CHECKOUT)),
    stores('disputes/create', dispute(AT, 'needs_response'), ['order.disputed']),
    stores('disputes/update', dispute(AT, 'won'), ['order.dispute_won'], 'the dispute'),
    ...['create', 'delete', 'update'].map((name) =>
      ignored(`draft_orders/${name}`, order(AT), 'no order yet: orders/create tells once it is one'),
    ),
    stores('fulfillment_events/create', scan(AT, 'failure'), ['order.delivery_failed']),
    ignored('fulfillment_events/delete', scan(AT, 'failure'), 'a scan that was a mistake; the next status is told'),
    ignored('fulfillment_holds/added', PART, 'each of several holds: placed_on_hold tells the first'),
    ignored('fulfillment_holds/released', PART, 'each of several holds: hold_released tells the last'),
    ...['cancellation_request_accepted', 'cancellation_request_rejected', 'cancellation_request_submitted']
      .concat(['cancelled', 'fulfillment_request_accepted', 'fulfillment_request_rejected'])
      .concat(['fulfillment_request_submitted', 'fulfillment_service_failed_to_complete'])
      .concat(['line_items_prepared_for_local_delivery', 'line_items_prepared_for_pickup'])
      .concat(['manually_reported_progress_stopped', 'merged', 'moved', 'order_routing_complete'])
      .concat(['progress_reported', 'rescheduled', 'scheduled_fulfillment_order_ready', 'split'])
      .map((name) => ignored(`fulfillment_orders/${name}`, PART, NAMES_NO_ORDER)),
    stores('fulfillment_orders/placed_on_hold', PART, ['order.on_hold']),
    stores('fulfillment_orders/hold_released', PART, ['order.released'], 'the hold'),
    stores('fulfillments/create', fulfillment(AT), ['order.shipped'], 'a fulfilment that failed, or was cancelled'),
    stores(
      'fulfillments/update',
      fulfillment(AT, { status: 'cancelled' }),
      ['order.shipment_cancelled'],
      'takes the shipment back; a new number corrects it',
    ),
    stores('order_transactions/create', transaction(AT), ['order.refunded'], 'a refund that was pending'),
    stores('orders/cancelled', order(AT), ['order.cancelled'], 'all that the order waits for'),
    stores('orders/create', order(AT), ['order.created']),
    stores('orders/delete', { id: 1 }, ['order.cancelled'], 'all that the order waits for'),
    ignored('orders/edited', { order_edit: { id: 1, order_id: 1 } }, 'items that change, without the new price'),
    stores('orders/fulfilled', order(AT), ['order.shipped'], 'the wait for items that were taken out of the order'),
    ignored('orders/link_requested', order(AT), 'a customer who looks at the order'),
    stores('orders/paid', order(AT), ['order.paid'], 'the wait for money, and failed payments'),
    ignored(
      'orders/partially_fulfilled',
      order(AT),
      'fulfillments/create tells each parcel, and how many items it holds',
    ),
    stores('orders/risk_assessment_changed', risk(AT, 'high'), ['order.fraud_warning']),
    ignored('orders/shopify_protect_eligibility_changed', { order_id: 1 }, 'an insurance of Shopify'),
    stores('orders/updated', order(AT, { financial_status: 'expired' }), ['order.payment_failed']),
    ignored('payment_schedules/due', { id: 1 }, 'names no order'),
    ...['create', 'delete', 'update'].map((name) =>
      ignored(
        `payment_terms/${name}`,
        { id: 1, order_id: 1 },
        'when an invoice is due; orders/paid tells that it is paid',
      ),
    ),
    stores('refunds/create', refund(AT, { amount: '43.00' }), ['order.refunded'], 'an earlier refund that failed'),
    ...['approve', 'cancel', 'close', 'decline', 'process', 'reopen', 'request', 'update'].map((name) =>
      ignored(`returns/${name}`, { id: 1, order: { id: 1 } }, RETURNS),
    ),
    ignored('reverse_deliveries/attach_deliverable', { id: 1 }, RETURNS),
    ignored('reverse_fulfillment_orders/dispose', { id: 1 }, RETURNS),
    ignored('tender_transactions/create', { id: 1, order_id: 1 }, 'the books of the money that orders/paid tells'),
  ]),
);

const of = (topic: string, bodies: Record<string, [body: unknown, told: string[] | string]>): Record<string, Row> =>
  Object.fromEntries(
    Object.entries(bodies).map(([name, [body, told]]) => [
      name,
      typeof told === 'string'
        ? { body, headers: by(topic), ignored: told }
        : { body, headers: by(topic), stores: told as Told },
    ]),
  );

const withStatus = (status: string) => fulfillment(AT, { status });

/** @see https://shopify.dev/docs/api/admin-graphql/latest/enums/FulfillmentStatus */
hold(
  'the statuses of a fulfilment',
  shopify,
  ['cancelled', 'error', 'failure', 'open', 'pending', 'success'],
  of('fulfillments/update', {
    pending: [withStatus('pending'), 'it is asked for, and not done yet'],
    open: [withStatus('open'), 'it is taken on, and not done yet'],
    success: [withStatus('success'), ['order.shipped']],
    cancelled: [withStatus('cancelled'), ['order.shipment_cancelled']],
    error: [withStatus('error'), ['order.submission_failed']],
    failure: [withStatus('failure'), ['order.submission_failed']],
  }),
);

const onTheWay = (shipment_status: string): [unknown, string[]] => [
  fulfillment(AT, { shipment_status }),
  ['order.shipped'],
];
const became = (shipment_status: string, type: string): [unknown, string[]] => [
  fulfillment(AT, { shipment_status }),
  ['order.shipped', type],
];

/** @see https://shopify.dev/docs/api/admin-graphql/latest/enums/FulfillmentEventStatus and its unstable version */
hold(
  'the statuses of a shipment',
  shopify,
  [
    ...['attempted_delivery', 'buyer_action_required', 'carrier_picked_up', 'confirmed', 'delayed', 'delivered'],
    ...['failure', 'in_transit', 'label_printed', 'label_purchased', 'out_for_delivery', 'picked_up'],
    ...['ready_for_pickup', 'ready_for_recipient_pickup', 'returning_to_sender'],
  ],
  of('fulfillments/update', {
    label_purchased: onTheWay('label_purchased'),
    label_printed: onTheWay('label_printed'),
    confirmed: onTheWay('confirmed'),
    carrier_picked_up: onTheWay('carrier_picked_up'),
    in_transit: onTheWay('in_transit'),
    out_for_delivery: onTheWay('out_for_delivery'),
    ready_for_pickup: onTheWay('ready_for_pickup'),
    ready_for_recipient_pickup: onTheWay('ready_for_recipient_pickup'),
    attempted_delivery: became('attempted_delivery', 'order.delivery_failed'),
    buyer_action_required: became('buyer_action_required', 'order.delivery_failed'),
    failure: became('failure', 'order.delivery_failed'),
    returning_to_sender: became('returning_to_sender', 'order.delivery_failed'),
    delayed: became('delayed', 'order.delivery_delayed'),
    delivered: became('delivered', 'order.delivered'),
    picked_up: became('picked_up', 'order.delivered'),
  }),
);

/** @see https://shopify.dev/docs/api/admin-graphql/latest/enums/DisputeStatus */
hold(
  'the statuses of a dispute',
  shopify,
  ['accepted', 'charge_refunded', 'lost', 'needs_response', 'prevented', 'under_review', 'won'],
  of('disputes/update', {
    needs_response: [dispute(AT, 'needs_response'), ['order.disputed']],
    under_review: [dispute(AT, 'under_review'), ['order.disputed']],
    won: [dispute(AT, 'won'), ['order.dispute_won']],
    lost: [dispute(AT, 'lost'), ['order.dispute_lost']],
    accepted: [dispute(AT, 'accepted'), ['order.dispute_lost']],
    prevented: [dispute(AT, 'prevented'), ['order.dispute_closed']],
    charge_refunded: [dispute(AT, 'charge_refunded'), ['order.dispute_closed']],
  }),
);

const payment = (kind: string, status: string) => transaction(AT, { kind, status });
const PAID = 'that money came orders/paid tells';

/** @see https://shopify.dev/docs/api/admin-rest/latest/resources/transaction */
hold(
  'the kinds and statuses of a transaction',
  shopify,
  [
    ...['authorization', 'capture', 'refund', 'sale', 'void'].flatMap((kind) =>
      ['error', 'failure', 'pending', 'success'].map((status) => `${kind} ${status}`),
    ),
  ],
  of('order_transactions/create', {
    ...Object.fromEntries(
      ['authorization', 'capture', 'sale'].flatMap((kind) => [
        [`${kind} success`, [payment(kind, 'success'), PAID]],
        [`${kind} pending`, [payment(kind, 'pending'), 'a payment on its way']],
        [`${kind} failure`, [payment(kind, 'failure'), ['order.payment_failed']]],
        [`${kind} error`, [payment(kind, 'error'), ['order.payment_failed']]],
      ]),
    ),
    ...Object.fromEntries(
      ['error', 'failure', 'pending', 'success'].map((status) => [
        `void ${status}`,
        [payment('void', status), 'money that was set aside and never taken; orders/cancelled tells why'],
      ]),
    ),
    'refund success': [payment('refund', 'success'), ['order.refunded']],
    'refund pending': [payment('refund', 'pending'), ['order.refunded']],
    'refund failure': [payment('refund', 'failure'), ['order.refund_failed']],
    'refund error': [payment('refund', 'error'), ['order.refund_failed']],
  }),
);
