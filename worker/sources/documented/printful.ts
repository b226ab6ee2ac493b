import {
  because,
  cancelled,
  delivered,
  failed,
  held,
  made,
  NO_ORDER,
  part,
  released,
  returned,
  shipped,
  submitted,
} from './house.ts';
import { as, ISO, type Rows, type Table } from './table.ts';

const WHY = 'Address is incomplete';
/** The events that say why. */
const HAS_REASON = [
  ...['order_failed', 'order_canceled', 'order_put_hold', 'order_put_hold_approval', 'package_returned'],
  ...['shipment_returned', 'shipment_put_hold', 'shipment_put_hold_approval'],
];

const event = (type: string, status: string) => ({
  type,
  occurred_at: ISO,
  data: {
    ...(HAS_REASON.includes(type) && { reason: WHY }),
    is_out_of_stock: true,
    shipment: { id: 1, tracking_number: 'P1' },
    order: { id: 77, external_id: 'SS-1', status },
  },
});

const HELD = held('Printful', WHY);
const ofBoth: Rows = {
  order_created: submitted('Printful', '77'),
  order_updated: submitted('Printful', '77'),
  order_failed: failed(`Submission to Printful failed: ${WHY}`),
  order_canceled: because(cancelled, WHY),
  order_put_hold: HELD,
  order_put_hold_approval: HELD,
  order_remove_hold: released('Printful'),
  order_refunded: 'gives the shop its costs back, no customer any money',
  product_synced: NO_ORDER,
  product_updated: NO_ORDER,
  product_deleted: NO_ORDER,
};

const left = shipped('Shipped — tracking: P1', 'printful:parcel:1');

export const printful: Table[] = [
  {
    of: 'the events of version 1',
    pages: ['https://developers.printful.com/docs/#tag/Webhook-API'],
    read: '2026-11-29',
    documented: [
      ...['package_shipped', 'package_returned', 'order_created', 'order_updated', 'order_failed', 'order_canceled'],
      ...['product_synced', 'product_updated', 'product_deleted', 'stock_updated', 'order_put_hold'],
      ...['order_put_hold_approval', 'order_remove_hold', 'order_refunded'],
    ],
    rows: { ...ofBoth, package_shipped: left, package_returned: because(returned(), WHY), stock_updated: NO_ORDER },
    bodyOf: (type) => event(type, 'pending'),
  },
  {
    of: 'the events of version 2',
    pages: ['https://developers.printful.com/docs/v2-beta/#tag/Webhook-v2'],
    read: '2026-11-29',
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
      shipment_delivered: delivered(),
      shipment_returned: because(returned(), WHY),
      shipment_canceled: as('order.shipment_cancelled', 'Shipment cancelled — P1', '-shipped:P1, -fulfilled:P1'),
      shipment_out_of_stock: held('Printful', 'out of stock'),
      shipment_put_hold: HELD,
      shipment_put_hold_approval: HELD,
      shipment_remove_hold: released('Printful'),
      catalog_stock_updated: NO_ORDER,
      catalog_price_changed: NO_ORDER,
      mockup_task_finished: NO_ORDER,
      approval_sheet_status_changed: 'the hold itself, and its end, are told',
    },
    bodyOf: (type) => event(type, 'pending'),
  },
  {
    of: 'the statuses of an order',
    pages: ['https://developers.printful.com/docs/#tag/Orders-API'],
    read: '2026-11-30',
    documented: [
      ...['draft', 'pending', 'failed', 'canceled', 'inprocess', 'onhold', 'partial', 'fulfilled', 'archived'],
    ],
    rows: {
      draft: 'the shop may yet confirm it',
      pending: submitted('Printful', '77'),
      failed: failed('Submission to Printful failed'),
      canceled: cancelled,
      inprocess: made('Printful'),
      onhold: held('Printful'),
      partial: part('Printful'),
      fulfilled: shipped('Shipped'),
      archived: 'nothing comes after it',
    },
    bodyOf: (status) => event('order_updated', status),
  },
];
