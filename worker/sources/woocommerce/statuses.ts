import { instant } from '../fields.ts';
import { fate, fulfilled, shipped } from '../shop.ts';
import { cancelled, deleted, failed, goesOn, held, type Order, paid, placed, type Timed } from './order.ts';
import { isShipped, parcelsOf } from './parcels.ts';

/** The parcels that left, by their tracking numbers where a plugin keeps them; those may come later, and be corrected. */
const left = (order: Order, became: 'shipped' | 'delivered', isPart = false): Timed[] => {
  const { id, fields, common } = order;
  if (!isShipped(fields)) return [{ ...fulfilled('woocommerce', id, common), at: fields.date_completed_gmt }];
  const { isTracked, parcels } = parcelsOf(id, fields, isPart);
  return parcels.flatMap((parcel): Timed[] => [
    { ...shipped(parcel, common), ...(!isTracked && { at: fields.date_completed_gmt }) },
    ...(became === 'delivered' ? [fate('order.delivered', parcel, common, null)] : []),
  ]);
};

/** The parcels that have left while the order's status says no more than that it is paid for. */
const tracked = (order: Order): Timed[] =>
  parcelsOf(order.id, order.fields, false).isTracked ? left(order, 'shipped') : [];

/** An order that is paid for, or is paid for on delivery. */
const going = (order: Order): Timed[] => [goesOn(order), placed(order, false), ...paid(order)];
const waiting = (order: Order): Timed[] => [goesOn(order), placed(order, true)];
const gone = (order: Order): Timed[] => [...going(order), ...left(order, 'shipped')];
const partlyGone = (order: Order): Timed[] => [...going(order), ...left(order, 'shipped', true)];

/** An order that the customer may collect. */
const collectable = (order: Order): Timed[] => {
  const { parcels } = parcelsOf(order.id, order.fields, false);
  return [...going(order), ...parcels.map((parcel) => fate('order.available_for_pickup', parcel, order.common, null))];
};

/** An order that the customer has collected, whatever way of shipping it names. */
const collected = (order: Order): Timed[] => [
  ...going(order),
  { ...fulfilled('woocommerce', order.id, order.common), at: order.fields.date_completed_gmt },
];

/** An order that is paid for is on hold for another reason than its money. */
const onHold = (order: Order): Timed[] =>
  instant(order.fields.date_paid_gmt) === null ? waiting(order) : [placed(order, false), ...paid(order), held(order)];

/**
 * By the order's status. Nothing is made of `checkout-draft`, `auto-draft`, `draft` and `new`, which are no orders yet, nor of
 * `refunded` by itself, since its refunds tell. The second half are statuses that plugins for shipping, and
 * for collecting, add.
 * @see https://woocommerce.com/document/managing-orders/order-statuses/
 * @see https://docs.zorem.com/docs/ast-pro/
 * @see https://docs.zorem.com/docs/zorem-local-pickup-pro/setup-configuration/local-pickup-fulfillment-workflow/
 */
export const STATUSES: Record<string, (order: Order) => Timed[]> = {
  pending: waiting,
  'on-hold': onHold,
  processing: (order) => [...going(order), ...tracked(order)],
  completed: gone,
  cancelled: (order) => [cancelled(order)],
  failed: (order) => [failed(order)],
  trash: (order) => [deleted(order)],

  shipped: gone,
  dispatched: gone,
  'in-transit': gone,
  'out-for-delivery': gone,
  'updated-tracking': gone,
  'partial-shipped': partlyGone,
  'partially-shipped': partlyGone,
  delivered: (order) => [...going(order), ...left(order, 'delivered')],

  'processing-lp': going,
  'ready-pickup': collectable,
  pickup: collected,
};
