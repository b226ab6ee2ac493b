import { VARIANTS } from '../../contract/sentences.ts';
import { currencyOf, decimalAmount, type Fields, known } from '../fields.ts';
import type { Common, Told } from '../shop.ts';
import { isShipped } from './parcels.ts';

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

export const placed = ({ id, fields, common }: Order, waits: boolean): Timed => ({
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

export const paid = ({ id, fields, common }: Order): Timed[] =>
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

export const failed = ({ id, fields, common }: Order): Timed => ({
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
export const goesOn = ({ id, common }: Order): Timed => ({
  event_type: 'order.reinstated',
  ...common,
  payload: PROVIDER,
  ...state('standing', id, 'going'),
});

export const held = ({ id, common }: Order): Timed => ({
  event_type: 'order.on_hold',
  ...common,
  payload: PROVIDER,
  ...state('standing', id, 'held'),
});
