import { holdTable, type Rows, as as stored } from '../testing/status-table.ts';

const NO_ORDER = 'is of no order';
const released = (house: string) => stored('order.released', `${house} released the order`);
const cancelled = stored('order.cancelled', 'Order cancelled');
const delivered = stored('order.delivered', 'Delivered');
const returned = stored('order.returned', 'Parcel came back to the shop');
const held = (house: string, why = '') =>
  stored('order.on_hold', `${house} put the order on hold${why === '' ? '' : `: ${why}`}`);
const failed = (message: string) => stored('order.submission_failed', message);
const made = (house: string) => stored('order.production', `In production at ${house}`);
const part = (house: string) => stored('order.part_shipped', `${house} shipped a part of the order`);

const time = new Date(Date.now() - 3_600_000).toISOString();

const printify = (type: string, data: object) => ({
  id: 'e1',
  type,
  created_at: time,
  resource: { id: 'p1', type: 'order', data },
});

const PRINTIFY_PAGE = 'https://developers.printify.com/#webhooks';

holdTable("Printify's topics", {
  source: 'printify',
  page: PRINTIFY_PAGE,
  documented: [
    ...['shop:disconnected', 'product:created', 'product:updated', 'product:deleted', 'product:publish:started'],
    ...['order:created', 'order:updated', 'order:sent-to-production', 'order:shipment:created'],
    ...['order:shipment:delivered', 'personalization-preview-task:processed'],
  ],
  rows: {
    'shop:disconnected': NO_ORDER,
    'product:created': NO_ORDER,
    'product:updated': NO_ORDER,
    'product:deleted': NO_ORDER,
    'product:publish:started': NO_ORDER,
    'order:created': stored('order.submitted', 'Submitted to Printify (p1)'),
    'order:updated': made('Printify'),
    'order:sent-to-production': made('Printify'),
    'order:shipment:created': stored('order.shipped', 'Shipped via USPS — tracking: P1'),
    'order:shipment:delivered': delivered,
    'personalization-preview-task:processed': NO_ORDER,
  },
  bodyOf: (topic) =>
    printify(topic, { status: 'in-production', skus: ['S1'], carrier: { code: 'USPS', tracking_number: 'P1' } }),
});

holdTable("Printify's statuses of an order", {
  source: 'printify',
  // And Printify's own module for PrestaShop, for checking-quality, quality-approved, quality-declined, ready-for-production.
  page: 'https://developers.printify.com/#orders',
  documented: [
    ...['pending', 'on-hold', 'checking-quality', 'quality-approved', 'quality-declined', 'ready-for-production'],
    ...['sending-to-production', 'in-production', 'canceled', 'fulfilled', 'partially-fulfilled'],
    ...['payment-not-received', 'callback-received', 'has-issues', 'unfulfillable'],
  ],
  rows: {
    pending: released('Printify'),
    'on-hold': held('Printify'),
    'checking-quality': released('Printify'),
    'quality-approved': released('Printify'),
    'quality-declined': failed('Printify cannot make the order: print quality declined'),
    'ready-for-production': released('Printify'),
    'sending-to-production': released('Printify'),
    'in-production': made('Printify'),
    canceled: cancelled,
    fulfilled: stored('order.shipped', 'Shipped'),
    'partially-fulfilled': part('Printify'),
    'payment-not-received': failed('Submission to Printify failed: payment not received'),
    'callback-received': released('Printify'),
    'has-issues': failed('Printify cannot make the order: it has issues'),
    unfulfillable: failed('Printify cannot make the order: it cannot be fulfilled'),
  },
  bodyOf: (status) => printify('order:updated', { status }),
});

const printful = (type: string, status: string) => ({
  type,
  occurred_at: time,
  data: {
    reason: 'Address is incomplete',
    is_out_of_stock: true,
    shipment: { id: 1, tracking_number: 'P1' },
    order: { id: 77, external_id: 'SS-1', status },
  },
});

const HELD = held('Printful', 'Address is incomplete');
const ofBoth: Rows = {
  order_created: stored('order.submitted', 'Submitted to Printful (77)'),
  order_updated: stored('order.submitted', 'Submitted to Printful (77)'),
  order_failed: failed('Submission to Printful failed: Address is incomplete'),
  order_canceled: cancelled,
  order_put_hold: HELD,
  order_put_hold_approval: HELD,
  order_remove_hold: released('Printful'),
  order_refunded: 'gives the shop its costs back, no customer any money',
  product_synced: NO_ORDER,
  product_updated: NO_ORDER,
  product_deleted: NO_ORDER,
};

const left = stored('order.shipped', 'Shipped — tracking: P1');

holdTable("Printful's events of version 1", {
  source: 'printful',
  page: 'https://developers.printful.com/docs/#tag/Webhook-API',
  documented: [
    ...['package_shipped', 'package_returned', 'order_created', 'order_updated', 'order_failed', 'order_canceled'],
    ...['product_synced', 'product_updated', 'product_deleted', 'stock_updated', 'order_put_hold'],
    ...['order_put_hold_approval', 'order_remove_hold', 'order_refunded'],
  ],
  rows: { ...ofBoth, package_shipped: left, package_returned: returned, stock_updated: NO_ORDER },
  bodyOf: (type) => printful(type, 'pending'),
});

holdTable("Printful's events of version 2", {
  source: 'printful',
  page: 'https://developers.printful.com/docs/v2-beta/#tag/Webhook-v2',
  documented: [
    ...['shipment_sent', 'shipment_delivered', 'shipment_returned', 'shipment_canceled', 'shipment_out_of_stock'],
    ...['shipment_put_hold', 'shipment_put_hold_approval', 'shipment_remove_hold', 'order_created', 'order_updated'],
    ...['order_failed', 'order_canceled', 'order_put_hold', 'order_put_hold_approval', 'order_remove_hold'],
    ...['order_refunded', 'product_synced', 'product_updated', 'product_deleted', 'catalog_stock_updated'],
    ...['catalog_price_changed', 'mockup_task_finished', 'approval_sheet_status_changed'],
  ],
  rows: {
    ...ofBoth,
    shipment_sent: left,
    shipment_delivered: delivered,
    shipment_returned: returned,
    shipment_canceled: stored('order.shipment_cancelled', 'Shipment cancelled — P1'),
    shipment_out_of_stock: held('Printful', 'out of stock'),
    shipment_put_hold: HELD,
    shipment_put_hold_approval: HELD,
    shipment_remove_hold: released('Printful'),
    catalog_stock_updated: NO_ORDER,
    catalog_price_changed: NO_ORDER,
    mockup_task_finished: NO_ORDER,
    approval_sheet_status_changed: 'the hold itself, and its end, are told',
  },
  bodyOf: (type) => printful(type, 'pending'),
});

holdTable("Printful's statuses of an order", {
  source: 'printful',
  page: 'https://developers.printful.com/docs/#tag/Orders-API',
  documented: [
    ...['draft', 'pending', 'failed', 'canceled', 'inprocess', 'onhold', 'partial', 'fulfilled', 'archived'],
  ],
  rows: {
    draft: 'the shop may yet confirm it',
    pending: stored('order.submitted', 'Submitted to Printful (77)'),
    failed: failed('Submission to Printful failed'),
    canceled: cancelled,
    inprocess: made('Printful'),
    onhold: held('Printful'),
    partial: part('Printful'),
    fulfilled: stored('order.shipped', 'Shipped'),
    archived: 'nothing comes after it',
  },
  bodyOf: (status) => printful('order_updated', status),
});

const gelato = (event: string, more: object) => ({
  id: 'os_1',
  event,
  orderId: 'g1',
  orderReferenceId: 'SS-1',
  created: time,
  ...more,
});

const GELATO_PAGE = 'https://dashboard.gelato.com/docs/orders/order_details/';
const parcel = { trackingCode: 'P1', trackingUrl: 'https://track.example/P1', shipmentMethodName: 'DHL' };
const byDhl = stored('order.shipped', 'Shipped via DHL — tracking: P1');
const NOT_YET = 'Gelato has not accepted it yet';

const GELATO = [
  ...['created', 'uploading', 'passed', 'in_production', 'printed', 'draft', 'failed', 'canceled', 'pending_approval'],
  ...['pending_personalization', 'digitizing', 'not_connected', 'on_hold', 'shipped', 'in_transit', 'delivered'],
  'returned',
];

holdTable("Gelato's statuses of an order", {
  source: 'gelato',
  page: GELATO_PAGE,
  documented: GELATO,
  rows: {
    created: NOT_YET,
    uploading: NOT_YET,
    passed: stored('order.submitted', 'Submitted to Gelato (g1)'),
    in_production: made('Gelato'),
    printed: made('Gelato'),
    draft: NOT_YET,
    failed: failed('Submission to Gelato failed'),
    canceled: cancelled,
    pending_approval: failed('Gelato waits for approval of the order'),
    pending_personalization: held('Gelato', 'waits for personalization'),
    digitizing: released('Gelato'),
    not_connected: failed('Gelato cannot make the order: products not connected'),
    on_hold: held('Gelato'),
    shipped: byDhl,
    in_transit: byDhl,
    delivered,
    returned,
  },
  bodyOf: (fulfillmentStatus) =>
    gelato('order_status_updated', {
      fulfillmentStatus,
      items: [{ itemReferenceId: '1', fulfillmentStatus, fulfillments: [parcel] }],
    }),
});

holdTable("Gelato's statuses of an item", {
  source: 'gelato',
  page: GELATO_PAGE,
  documented: GELATO,
  rows: {
    ...Object.fromEntries(GELATO.map((status) => [status, "the order's own status says what comes of it"])),
    failed: failed('Gelato cannot make the order: File is too small'),
    on_hold: held('Gelato', 'File is too small'),
  },
  bodyOf: (status) =>
    gelato('order_item_status_updated', { itemReferenceId: '1', status, comment: 'File is too small' }),
});

holdTable("Gelato's events", {
  source: 'gelato',
  page: 'https://dashboard.gelato.com/docs/orders/v4/webhooks/',
  documented: [
    ...['order_status_updated', 'order_item_status_updated', 'order_item_tracking_code_updated'],
    ...['order_delivery_estimate_updated', 'store_product_created', 'store_product_updated', 'store_product_deleted'],
  ],
  rows: {
    order_status_updated: byDhl,
    order_item_status_updated: held('Gelato', 'one item'),
    order_item_tracking_code_updated: byDhl,
    order_delivery_estimate_updated: 'an estimate',
    store_product_created: NO_ORDER,
    store_product_updated: NO_ORDER,
    store_product_deleted: NO_ORDER,
  },
  bodyOf: (event) =>
    gelato(event, {
      fulfillmentStatus: 'shipped',
      status: 'on_hold',
      itemReferenceId: '1',
      items: [{ itemReferenceId: '1', fulfillments: [parcel] }],
      ...parcel,
    }),
});
