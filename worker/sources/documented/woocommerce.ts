import { as, each, prefixed, type Table } from './table.ts';

const order = (status: string, more: object = {}) => ({
  ...{ id: 727, number: 'SS-1', status, currency: 'GBP', total: '43.00', shipping_lines: [{ method_id: 'flat_rate' }] },
  ...{ date_created_gmt: '2026-02-16T10:00:00', date_modified_gmt: '2026-02-16T10:05:00', refunds: [], ...more },
});

const byTopic = (topic: string) => ({ 'x-wc-webhook-topic': topic });
const updated = () => byTopic('order.updated');

const REFUNDS: Record<string, object[]> = {
  'an amount': [{ id: 1, total: '-3.50' }],
  'two amounts': [
    { id: 1, total: '-3.50' },
    { id: 2, total: '-1.00' },
  ],
  'without an id': [{ total: '-1.00' }],
};

const OTHERS = [
  ...prefixed('coupon.', 'created', 'updated', 'deleted', 'restored'),
  ...prefixed('customer.', 'created', 'updated', 'deleted'),
  ...prefixed('product.', 'created', 'updated', 'deleted', 'restored'),
];

const STATUSES = [
  'https://woocommerce.com/document/managing-orders/order-statuses/',
  'https://github.com/woocommerce/woocommerce/blob/trunk/plugins/woocommerce/src/Enums/OrderStatus.php',
];

/** An order that goes on is reinstated, which is shown where it was cancelled before. */
const GOES_ON = as('order.reinstated', 'Order reinstated', '-cancelled*');
const PLACED = as('order.created', 'Order placed — £43.00 via WooCommerce', 'payment');
const WAITING = [...GOES_ON, ...as('order.created', 'Order placed — £43.00 via WooCommerce, payment pending')];
const PAID = as('order.paid', 'Paid — £43.00', 'payment');
const GOING = [...GOES_ON, ...PLACED, ...PAID];
const left = (message: string) =>
  as('order.shipped', message, 'submission, payment, shipment, return:*, fraud:*, ~woocommerce:parcel:727');
const GONE = [...GOING, ...left('Shipped')];
const PARTLY_GONE = [...GOING, ...left('Shipped in part')];
const FULFILLED = [...GOING, ...as('order.fulfilled', 'Fulfilled', 'submission, payment, shipment')];
const OVER = 'submission, payment, shipment, fraud:*, every step';
const CANCELLED = as('order.cancelled', 'Order cancelled', OVER);
const DELETED = as('order.cancelled', 'Order deleted in WooCommerce', OVER);
const refunded = (amount: string) => as('order.refunded', `Refunded ${amount}`, 'refund:*');
const FAILED = as('order.payment_failed', 'Payment failed');

const NO_ORDER = 'it is of no order';
const NOT_YET = 'no order yet: the customer has not placed it';
const REFUNDS_TELL = 'its refunds tell, which are in the same body';

export const woocommerce: Table[] = [
  {
    of: 'the topics of orders',
    pages: ['https://woocommerce.com/document/webhooks/'],
    read: '2026-11-30',
    documented: ['order.created', 'order.updated', 'order.deleted', 'order.restored'],
    rows: { ...each(['order.created', 'order.updated', 'order.restored'], GOING), 'order.deleted': DELETED },
    bodyOf: (topic) => (topic === 'order.deleted' ? { id: 727 } : order('processing')),
    headersOf: byTopic,
  },
  {
    of: 'the topics of other things',
    pages: ['https://woocommerce.com/document/webhooks/'],
    read: '2026-11-30',
    documented: OTHERS,
    rows: each(OTHERS, NO_ORDER),
    bodyOf: () => order('processing'),
    headersOf: byTopic,
  },
  {
    of: 'the statuses of an order',
    pages: STATUSES,
    read: '2026-11-30',
    documented: [
      ...['pending', 'processing', 'on-hold', 'completed', 'cancelled', 'refunded', 'failed', 'trash', 'new'],
      ...['auto-draft', 'draft', 'checkout-draft'],
    ],
    rows: {
      ...each(['new', 'auto-draft', 'draft', 'checkout-draft'], NOT_YET),
      ...each(['pending', 'on-hold'], WAITING),
      processing: GOING,
      completed: GONE,
      cancelled: CANCELLED,
      failed: FAILED,
      trash: DELETED,
      refunded: REFUNDS_TELL,
    },
    bodyOf: (status) => order(status),
    headersOf: updated,
  },
  {
    of: 'the statuses of an order that is paid for',
    pages: STATUSES,
    read: '2026-11-30',
    documented: ['on-hold', 'cancelled', 'failed', 'refunded'],
    rows: {
      'on-hold': [...PLACED, ...PAID, ...as('order.on_hold', 'WooCommerce put the order on hold')],
      cancelled: CANCELLED,
      failed: FAILED,
      refunded: REFUNDS_TELL,
    },
    bodyOf: (status) => order(status, { date_paid_gmt: '2026-02-16T10:01:00' }),
    headersOf: updated,
  },
  {
    of: 'the statuses that plugins for shipping and collecting add',
    pages: [
      'https://docs.zorem.com/docs/ast-pro/',
      'https://docs.zorem.com/docs/zorem-local-pickup-pro/setup-configuration/local-pickup-fulfillment-workflow/',
    ],
    read: '2026-11-30',
    documented: [
      ...['shipped', 'dispatched', 'in-transit', 'out-for-delivery', 'updated-tracking', 'partial-shipped'],
      ...['partially-shipped', 'delivered', 'processing-lp', 'ready-pickup', 'pickup'],
    ],
    rows: {
      ...each(['shipped', 'dispatched', 'in-transit', 'out-for-delivery', 'updated-tracking'], GONE),
      ...each(['partial-shipped', 'partially-shipped'], PARTLY_GONE),
      delivered: [...GONE, ...as('order.delivered', 'Delivered', 'submission, payment, delivery:727')],
      'processing-lp': GOING,
      'ready-pickup': [...GOING, ...as('order.available_for_pickup', 'Available for pickup')],
      pickup: FULFILLED,
    },
    bodyOf: (status) => order(status),
    headersOf: updated,
  },
  {
    of: 'the refunds of an order',
    pages: ['https://woocommerce.github.io/woocommerce-rest-api-docs/#order-properties'],
    read: '2026-11-30',
    documented: ['an amount', 'two amounts', 'without an id'],
    rows: {
      'an amount': refunded('£3.50'),
      'two amounts': [...refunded('£3.50'), ...refunded('£1.00')],
      'without an id': 'nothing tells it from another refund',
    },
    bodyOf: (name) => order('refunded', { refunds: REFUNDS[name] }),
    headersOf: updated,
  },
  {
    of: 'the ways of shipping',
    pages: ['https://woocommerce.com/document/local-pickup/'],
    read: '2026-11-30',
    documented: ['flat_rate', 'free_shipping', 'local_pickup', 'pickup_location', 'none'],
    rows: {
      ...each(['flat_rate', 'free_shipping'], GONE),
      ...each(['local_pickup', 'pickup_location', 'none'], FULFILLED),
    },
    bodyOf: (method_id) => order('completed', { shipping_lines: method_id === 'none' ? [] : [{ method_id }] }),
    headersOf: updated,
    unlisted: GONE,
  },
];
