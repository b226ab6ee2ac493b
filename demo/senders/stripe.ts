import type { Order } from '../order.ts';
import { idFor, needed, type Sender } from './sender.ts';

const seconds = (at: Date) => Math.floor(at.getTime() / 1000);

/** @see https://docs.stripe.com/api/events/object */
const stripe =
  (type: string, object: (order: Order, at: Date) => Record<string, unknown>): Sender =>
  ({ at, order: about }) => {
    const order = needed(about);
    const id = idFor('evt_1', type, order.id, at);
    const data = { object: object(order, at) };
    const body = {
      id,
      object: 'event',
      api_version: '2025-06-30.basil',
      created: seconds(at),
      livemode: true,
      type,
      data,
    };
    return { by: 'stripe', at, id, body };
  };

const session = ({ id, currency, total, shipping, customer }: Order, at: Date) => ({
  object: 'checkout.session',
  mode: 'payment',
  created: seconds(at),
  currency: currency.toLowerCase(),
  amount_subtotal: total - shipping,
  amount_total: total,
  total_details: { amount_discount: 0, amount_shipping: shipping, amount_tax: 0 },
  client_reference_id: id,
  metadata: { order_id: id },
  customer_details: { email: customer.email, name: customer.name },
});

const completed = (order: Order, at: Date) => ({
  ...session(order, at),
  id: idFor('cs_live_', order.id),
  status: 'complete',
  payment_status: 'paid',
  payment_intent: idFor('pi_3', order.id),
  recovered_from: null as string | null,
});

const cartId = (order: Order) => idFor('cs_live_', 'cart', order.id);

export const paid = stripe('checkout.session.completed', completed);

export const paidFromCart = stripe('checkout.session.completed', (order, at) => ({
  ...completed(order, at),
  recovered_from: cartId(order),
}));

export const cartAbandoned = stripe('checkout.session.expired', (order, at) => ({
  ...session(order, at),
  id: cartId(order),
  // The cart became this order only later, so it does not have the order's number.
  client_reference_id: null,
  metadata: {},
  status: 'expired',
  payment_status: 'unpaid',
  after_expiration: { recovery: { enabled: true, url: `https://buy.stripe.com/r/${idFor('live_', order.id)}` } },
}));

/** A failed payment, with a reason in Stripe's words. */
export const paymentFailed = (message: string): Sender =>
  stripe('payment_intent.payment_failed', ({ id, total, currency }) => ({
    id: idFor('pi_3', id),
    amount: total,
    currency: currency.toLowerCase(),
    last_payment_error: { message },
    metadata: { order_id: id },
  }));

/** A refund names only the payment, no order. `nth` numbers the refunds of one order. */
const refund = (type: string, nth: number, more: Record<string, unknown>): Sender =>
  stripe(type, (order, at) => ({
    id: nth === 1 ? idFor('re_3', order.id) : idFor('re_3', order.id, nth),
    object: 'refund',
    created: seconds(at),
    amount: order.total,
    currency: order.currency.toLowerCase(),
    reason: 'requested_by_customer',
    payment_intent: idFor('pi_3', order.id),
    charge: idFor('ch_3', order.id),
    metadata: {},
    ...more,
  }));

export const refunded = refund('refund.created', 1, { status: 'succeeded' });
export const refundedAgain = refund('refund.created', 2, { status: 'succeeded' });
export const refundFailed = refund('refund.failed', 1, { status: 'failed', failure_reason: 'lost_or_stolen_card' });
