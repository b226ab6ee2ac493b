import { address, type Fields, identifier, idOf, known, link, money, orderId, record, refs } from '../fields.ts';
import type { Told } from '../shop.ts';

/**
 * A session's metadata stays with the session: a later refund knows its payment intent alone, so that is kept as a ref.
 * @see https://docs.stripe.com/api/checkout/sessions/object
 */
const ofSession = (session: Fields) => ({
  order_id: orderId(record(session.metadata).order_id) ?? orderId(session.client_reference_id),
  payload: known({ provider: 'stripe', ...money(session.amount_total, session) }),
  refs: refs('stripe', idOf(session.payment_intent), session.id, idOf(session.invoice)),
});

const placed = (session: Fields): Told[] => {
  const id = identifier(session.id);
  const order: Told = { event_type: 'order.created', ...ofSession(session), fact: id && `created:${id}` };
  const payload = known({ order_id: order.order_id });
  const recovered: Told = { event_type: 'abandoned_cart.recovered', payload };
  return idOf(session.recovered_from) ? [recovered, order] : [order];
};

/** A session that only saves a card for later is no order. */
const isOrder = ({ mode }: Fields): boolean => mode !== 'setup';

/**
 * With a delayed method, or a card that is only authorised, the order is placed before it is paid.
 * @see https://docs.stripe.com/payments/checkout/fulfill-orders#delayed-notification-payment-methods
 */
export const completed = (session: Fields): Told[] => {
  if (!isOrder(session)) return [];
  const orders = placed(session);
  if (session.payment_status !== 'unpaid') return orders;
  return orders.map(({ payload, ...told }) =>
    told.event_type === 'order.created' ? { ...told, payload: { ...payload, paid: false } } : { ...told, payload },
  );
};

/** The payment of a session has the same name as its intent has. */
const paymentOf = (session: Fields) => idOf(session.payment_intent) ?? identifier(session.id);

export const paid = (session: Fields): Told[] => {
  if (!isOrder(session)) return [];
  const payment = paymentOf(session);
  const told: Told = { event_type: 'order.paid', ...ofSession(session), fact: payment && `paid:${payment}` };
  return [...placed(session), told];
};

export const failed = (session: Fields): Told[] => {
  if (!isOrder(session)) return [];
  const payment = paymentOf(session);
  return [{ event_type: 'order.payment_failed', ...ofSession(session), fact: payment && `unpaid:${payment}` }];
};

/**
 * A cart that was abandoned. It names no order, since none was placed; a payment that failed in it is over.
 * @see https://docs.stripe.com/payments/checkout/abandoned-carts
 */
export const expired = (session: Fields): Told[] => {
  if (!isOrder(session)) return [];
  const email = address(record(session.customer_details).email) ?? address(session.customer_email);
  const recovery_url = link(record(record(session.after_expiration).recovery).url);
  const payload = known({ email, ...money(session.amount_total, session), recovery_url });
  return [{ event_type: 'abandoned_cart.created', payload, refs: ofSession(session).refs }];
};
