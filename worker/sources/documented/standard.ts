import { TAXONOMY } from '../../contract/taxonomy.ts';
import { as, each, ISO, type Rows, type Table } from './table.ts';

/** The standard documents no types: these are Flagpost's own, which anybody may send. */
const PAGES = ['https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md'];

const stored = (type: string, message: string, ends = ''): Rows => ({ [type]: as(type, message, ends) });

const NO_MESSAGE = 'a type without a sentence needs a message, which this event lacks';

export const standard: Table[] = [
  {
    of: 'the types of the taxonomy',
    pages: PAGES,
    read: '2026-11-30',
    documented: Object.keys(TAXONOMY),
    rows: {
      ...stored('sync.started', 'Product sync started (Dhl)'),
      ...stored('sync.failed', 'Product sync failed (Dhl)'),
      ...stored('sync.completed', 'Product sync complete', 'sync:dhl'),
      ...stored('abandoned_cart.created', 'Abandoned cart', 'payment'),
      ...stored('abandoned_cart.email_sent', 'Recovery email sent'),
      ...stored('abandoned_cart.recovered', 'Cart recovered'),
      ...stored('order.created', 'Order placed via Dhl', 'payment'),
      ...stored('order.payment_failed', 'Payment failed'),
      ...stored('order.paid', 'Paid', 'payment'),
      ...stored('order.email.confirmation_sent', 'Order confirmation sent'),
      ...stored('order.submission_retried', 'Submission retried'),
      ...stored('order.submission_failed', 'Submission to Dhl failed'),
      ...stored('order.submitted', 'Submitted to Dhl', 'submission'),
      ...stored('order.on_hold', 'Dhl put the order on hold'),
      ...stored('order.released', 'Dhl released the order', 'submission'),
      ...stored('order.production', 'In production at Dhl', 'submission'),
      ...stored('order.shipped', 'Shipped — tracking: P1', 'submission, payment, shipment, return:*, fraud:*'),
      ...stored('order.part_shipped', 'Dhl shipped a part of the order', 'submission'),
      ...stored('order.shipment_cancelled', 'Shipment cancelled — P1', '-shipped:P1, -fulfilled:P1'),
      ...stored('order.email.shipping_sent', 'Shipping notification sent'),
      ...stored('order.fulfilled', 'Fulfilled', 'submission, payment, shipment'),
      ...stored('order.available_for_pickup', 'Available for pickup'),
      ...stored('order.delivery_delayed', 'Delivery delayed'),
      ...stored('order.delivery_failed', 'Delivery failed'),
      ...stored('order.delivered', 'Delivered', 'submission, payment, delivery:P1'),
      ...stored('order.returned', 'Parcel came back to the shop', 'delivery:P1'),
      ...stored('order.cancelled', 'Order cancelled', 'submission, payment, shipment, fraud:*, every step'),
      ...stored('order.reinstated', 'Order reinstated', '-cancelled*'),
      ...stored('order.refunded', 'Refunded', 'refund:*'),
      ...stored('order.refund_failed', 'Refund failed', '-refunded:*, -refunded:*:started'),
      ...stored('order.fraud_warning', 'Fraud warning'),
      ...stored('order.disputed', 'Payment disputed'),
      ...stored('order.dispute_won', 'Dispute won', 'dispute:*'),
      ...stored('order.dispute_closed', 'Dispute closed', 'dispute:*, fraud:*'),
      ...stored('order.dispute_lost', 'Dispute lost', 'dispute:*'),
      ...stored('email.bounced', 'Email bounced'),
      ...stored('email.not_sent', 'Email not sent'),
      ...stored('order.overdue', 'Late'),
      ...each(['order.note', 'order.action'], NO_MESSAGE),
      ...stored('source.quiet', 'Dhl has sent nothing'),
      ...stored('source.caught_up', 'Events fetched that Dhl never delivered'),
      ...stored('source.resumed', 'Dhl delivers again', 'source:dhl'),
      ...stored('alert.failed', 'An alert channel could not be reached'),
      ...stored('alert.resumed', 'An alert channel can be reached again', 'alert:*'),
    },
    bodyOf: (type) => ({
      type,
      timestamp: ISO,
      data: { order_id: 'SS-1', payload: { provider: 'dhl', tracking: 'P1' } },
    }),
    unlisted: NO_MESSAGE,
  },
  {
    of: "a type of the shop's own",
    pages: PAGES,
    read: '2026-11-30',
    documented: ['warehouse.packed', 'order.note'],
    rows: { ...stored('warehouse.packed', 'Packed by Ana'), ...stored('order.note', 'Packed by Ana') },
    bodyOf: (type) => ({ type, timestamp: ISO, data: { order_id: 'SS-1', message: 'Packed by Ana' } }),
    unlisted: 'a type has two or three parts with dots between',
  },
];
