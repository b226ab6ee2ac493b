import { cancelled, delivered, failed, held, made, NO_ORDER, released, returned, shipped, submitted } from './house.ts';
import { ISO, type Table } from './table.ts';

const delivery = (event: string, more: object) => ({
  id: 'os_1',
  event,
  orderId: 'g1',
  orderReferenceId: 'SS-1',
  created: ISO,
  ...more,
});

const PAGES = ['https://dashboard.gelato.com/docs/orders/order_details/'];
const parcel = { trackingCode: 'P1', trackingUrl: 'https://track.example/P1', shipmentMethodName: 'DHL' };
const byDhl = shipped('Shipped via DHL — tracking: P1', 'gelato:parcel:g1:1');
const NOT_YET = 'Gelato has not accepted it yet';

const STATUSES = [
  ...['created', 'uploading', 'passed', 'in_production', 'printed', 'draft', 'failed', 'canceled', 'pending_approval'],
  ...['pending_personalization', 'digitizing', 'not_connected', 'on_hold', 'shipped', 'in_transit', 'delivered'],
  'returned',
];

export const gelato: Table[] = [
  {
    of: 'the statuses of an order',
    pages: PAGES,
    read: '2026-11-30',
    documented: STATUSES,
    rows: {
      created: NOT_YET,
      uploading: NOT_YET,
      passed: submitted('Gelato', 'g1'),
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
      delivered: delivered(),
      returned: returned(),
    },
    bodyOf: (fulfillmentStatus) =>
      delivery('order_status_updated', {
        fulfillmentStatus,
        items: [{ itemReferenceId: '1', fulfillmentStatus, fulfillments: [parcel] }],
      }),
  },
  {
    of: 'the statuses of an item',
    pages: PAGES,
    read: '2026-11-30',
    documented: STATUSES,
    rows: {
      ...Object.fromEntries(STATUSES.map((status) => [status, "the order's own status says what comes of it"])),
      failed: failed('Gelato cannot make the order: File is too small'),
      on_hold: held('Gelato', 'File is too small'),
    },
    unread: 'item',
    bodyOf: (status) =>
      delivery('order_item_status_updated', { itemReferenceId: '1', status, comment: 'File is too small' }),
  },
  {
    of: 'the events',
    pages: ['https://dashboard.gelato.com/docs/orders/v4/webhooks/'],
    read: '2026-11-29',
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
      delivery(event, {
        fulfillmentStatus: 'shipped',
        status: 'on_hold',
        itemReferenceId: '1',
        items: [{ itemReferenceId: '1', fulfillments: [parcel] }],
        ...parcel,
      }),
  },
];
