import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testTable as hold, type Row } from '../testing/source-table.ts';
import { delivery } from './fixtures/delivery.ts';
import { woocommerce } from './woocommerce.ts';

const order = (status: string, more: object = {}) => ({
  ...{ id: 727, number: 'SS-1', status, currency: 'GBP', total: '43.00', shipping_lines: [{ method_id: 'flat_rate' }] },
  ...{ date_created_gmt: '2026-02-16T10:00:00', date_modified_gmt: '2026-02-16T10:05:00', refunds: [], ...more },
});

const by = (topic: string) => ({ 'x-wc-webhook-topic': topic });
type Told = [type: string, ...more: string[]];
const stores = (name: string, told: Told, ends?: string, more?: object): [string, Row] => [
  name,
  { body: order(name, more), headers: by('order.updated'), stores: told, ...(ends && { ends }) },
];
const ignored = (name: string, why: string): [string, Row] => [
  name,
  { body: order(name), headers: by('order.updated'), ignored: why },
];

const NO_ORDER = 'no order yet: the customer has not placed it';
const WAITING: Told = ['order.reinstated', 'order.created'];
const GOING: Told = ['order.reinstated', 'order.created', 'order.paid'];

/**
 * @see https://woocommerce.com/document/managing-orders/order-statuses/
 * @see https://woocommerce.github.io/code-reference/classes/Automattic-WooCommerce-Enums-OrderStatus.html
 */
hold(
  'the statuses of an order',
  woocommerce,
  [
    ...['auto-draft', 'cancelled', 'checkout-draft', 'completed', 'draft', 'failed', 'new', 'on-hold', 'pending'],
    ...['processing', 'refunded', 'trash'],
  ],
  Object.fromEntries([
    ...['auto-draft', 'checkout-draft', 'draft', 'new'].map((name) => ignored(name, NO_ORDER)),
    stores('pending', WAITING),
    stores('on-hold', WAITING),
    stores('processing', GOING, 'the wait for money, failed payments, a cancellation, a hold'),
    stores('completed', [...GOING, 'order.shipped'], 'all of that'),
    stores('cancelled', ['order.cancelled'], 'all that the order waits for'),
    stores('failed', ['order.payment_failed']),
    stores('trash', ['order.cancelled'], 'all that the order waits for'),
    ignored('refunded', 'its refunds tell, which are in the same body'),
  ]),
);

/** The field that Advanced Shipment Tracking, and plugins like it, add. @see https://docs.zorem.com/docs/ast-pro/ */
hold(
  'the statuses of plugins for shipping',
  woocommerce,
  [
    ...['delivered', 'dispatched', 'in-transit', 'out-for-delivery', 'partial-shipped', 'partially-shipped', 'pickup'],
    ...['ready-pickup', 'shipped', 'updated-tracking'],
  ],
  Object.fromEntries([
    ...['shipped', 'dispatched', 'in-transit', 'out-for-delivery', 'updated-tracking'].map((name) =>
      stores(name, [...GOING, 'order.shipped'], 'a number that was told before is corrected'),
    ),
    ...['partial-shipped', 'partially-shipped'].map((name) => stores(name, [...GOING, 'order.shipped'])),
    stores('delivered', [...GOING, 'order.shipped', 'order.delivered']),
    ignored('ready-pickup', 'it waits for the customer, and says nothing of an end'),
    ignored('pickup', 'completed tells that a collected order is fulfilled'),
  ]),
);

/** @see https://woocommerce.com/document/webhooks/ */
hold(
  'its topics of orders',
  woocommerce,
  ['order.created', 'order.deleted', 'order.restored', 'order.updated'],
  Object.fromEntries(
    (
      [
        ['order.created', order('processing'), GOING],
        ['order.updated', order('processing'), GOING],
        ['order.restored', order('processing'), GOING],
        ['order.deleted', { id: 727 }, ['order.cancelled']],
      ] as [string, object, Told][]
    ).map(([topic, body, told]) => [topic, { body, headers: by(topic), stores: told }]),
  ),
);

/** @see https://woocommerce.github.io/woocommerce-rest-api-docs/#order-properties */
test('a refund is one event, whatever the status is', () => {
  for (const status of ['completed', 'refunded', 'packed']) {
    const body = order(status, { refunds: [{ id: 1, total: '-3.50' }, { total: '-1.00' }] });
    const told = woocommerce.translate(body, delivery('', by('order.updated')));
    assert.equal(told.filter(({ event_type }) => event_type === 'order.refunded').length, 1, status);
  }
});
