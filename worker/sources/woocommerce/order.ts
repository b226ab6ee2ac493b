import { VARIANTS } from '../../contract/sentences.ts';
import { currencyOf, decimalAmount, type Fields, instant, known } from '../fields.ts';
import { type Common, fate, fulfilled, shipped, type Told } from '../shop.ts';
import { isShipped, parcelsOf } from './parcels.ts';

/** An event, and when it happened; where that is not said, as the order was changed. */
export type Timed = Told & { at?: unknown };

export const priceOf = (value: unknown, { currency: code }: Fields) => {
  const currency = currencyOf(code);
  return { amount: decimalAmount(value, currency), currency };
};

/** Each thing about an order is a state of its own: whether it is placed, whether it is paid, how it stands. */
const state = (thing: string, id: string, is: string) => ({ status: { of: `woocommerce:${thing}:${id}`, is } });

/** An order and its status, of which what happened is made. */
export interface Order {
  id: string;
  status: string;
  fields: Fields;
  common: Common;
}

/** Cash on delivery is paid last, and nobody waits for it. */
const isOnDelivery = ({ payment_method }: Fields) => payment_method === 'cod';

const paidOf = (fields: Fields, waits: boolean): false | 'later' | null => {
  if (isOnDelivery(fields)) return 'later';
  return waits ? false : null;
};

const placed = ({ id, fields, common }: Order, waits: boolean): Timed => ({
  event_type: 'order.created',
  ...common,
  payload: known({
    provider: 'woocommerce',
    ...priceOf(fields.total, fields),
    paid: paidOf(fields, waits),
    requires_shipping: isShipped(fields) ? null : false,
  }),
  fact: `created:${id}`,
  ...state('placed', id, waits ? 'waits' : 'paid'),
  at: waits ? fields.date_created_gmt : (fields.date_paid_gmt ?? fields.date_created_gmt),
});

const paid = ({ id, fields, common }: Order): Timed[] =>
  isOnDelivery(fields)
    ? []
    : [
        {
          event_type: 'order.paid',
          ...common,
          payload: known({ provider: 'woocommerce', ...priceOf(fields.total, fields) }),
          fact: `paid:${id}`,
          ...state('payment', id, 'paid'),
          at: fields.date_paid_gmt,
        },
      ];

const failed = ({ id, fields, common }: Order): Timed => ({
  event_type: 'order.payment_failed',
  ...common,
  payload: known({ provider: 'woocommerce', ...priceOf(fields.total, fields) }),
  ...state('payment', id, 'failed'),
});

const PROVIDER = { provider: 'woocommerce' };

export const cancelled = ({ id, common }: Order): Timed => ({
  event_type: 'order.cancelled',
  ...common,
  payload: PROVIDER,
  ...state('standing', id, 'cancelled'),
});

/** An order in the trash, from where it may be restored. */
export const deleted = (order: Order): Timed => ({
  ...cancelled(order),
  level: 'info',
  template: VARIANTS['order.cancelled:deleted'],
});

/**
 * Whether an order goes on, is on hold or is cancelled is a state beside its status: one that goes on after it was cancelled is
 * reinstated, and one that goes on after a hold is shown by what happens next.
 */
const goesOn = ({ id, common }: Order): Timed => ({
  event_type: 'order.reinstated',
  ...common,
  payload: PROVIDER,
  ...state('standing', id, 'going'),
});

const held = ({ id, common }: Order): Timed => ({
  event_type: 'order.on_hold',
  ...common,
  payload: PROVIDER,
  ...state('standing', id, 'held'),
});

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

/** An order that is paid for is on hold for another reason than its money. */
const onHold = (order: Order): Timed[] =>
  instant(order.fields.date_paid_gmt) === null ? waiting(order) : [placed(order, false), ...paid(order), held(order)];

/**
 * By the order's status. Nothing is made of `checkout-draft`, `auto-draft`, `draft` and `new`, which are no orders yet, nor of
 * `refunded` by itself, since its refunds tell. The second half are statuses that plugins for shipping add; not `ready-pickup`,
 * `pickup` and `processing-lp`.
 * @see https://woocommerce.com/document/managing-orders/order-statuses/
 * @see https://docs.zorem.com/docs/ast-pro/
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
};
