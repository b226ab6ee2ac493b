import { lookup } from '../domain/lookup.ts';
import {
  address,
  type Fields,
  identifier,
  idOf,
  instant,
  known,
  link,
  list,
  money,
  orderId,
  record,
  refs,
  said,
  typeOf,
} from './fields.ts';
import { TOLERANCE } from './signatures/freshness.ts';
import { timestamped } from './signatures/timestamped.ts';
import type { Source, SourceEvent } from './source.ts';

type Told = Omit<SourceEvent, 'key' | 'occurred_at'>;

/** A failed attempt at paying is a problem until another succeeds. */
const paying = (intent: string | null) => intent && { problem: `payment:${intent}` };

/**
 * A session's metadata stays with the session: a later refund knows its payment intent alone, so that is kept as a ref.
 * @see https://docs.stripe.com/api/checkout/sessions/object
 */
const placed = (session: Fields): Told[] => {
  const [id, intent] = [identifier(session.id), idOf(session.payment_intent)];
  const order_id = orderId(record(session.metadata).order_id) ?? orderId(session.client_reference_id);
  const order: Told = {
    event_type: 'order.created',
    order_id,
    payload: known({ provider: 'stripe', ...money(session.amount_total, session) }),
    refs: refs('stripe', intent, id),
    fact: id && `created:${id}`,
    ...paying(intent),
  };
  const recovered: Told = { event_type: 'abandoned_cart.recovered', payload: known({ order_id }) };
  return idOf(session.recovered_from) ? [recovered, order] : [order];
};

/** @see https://docs.stripe.com/payments/checkout/abandoned-carts */
const abandoned = (session: Fields): Told => {
  const email = address(record(session.customer_details).email) ?? address(session.customer_email);
  const recovery_url = link(record(record(session.after_expiration).recovery).url);
  const payload = known({ email, ...money(session.amount_total, session), recovery_url });
  return { event_type: 'abandoned_cart.created', payload };
};

/** What came of a payment, and why in Stripe's words: `insufficient_funds` reads as it says. */
const ofPayment = (object: Fields, why?: unknown) => ({
  order_id: orderId(record(object.metadata).order_id),
  payload: known({ provider: 'stripe', ...money(object.amount, object), reason: said(why)?.replaceAll('_', ' ') }),
  refs: refs('stripe', idOf(object.payment_intent), idOf(object.charge)),
});

/** @see https://docs.stripe.com/api/refunds/object */
const refunded = (refund: Fields): Told[] => {
  const id = identifier(refund.id);
  const isPaid = refund.status === 'succeeded' || refund.status === 'pending';
  return id && isPaid ? [{ event_type: 'order.refunded', ...ofPayment(refund), fact: `refunded:${id}` }] : [];
};

/** Only API versions before 2022-11-15 list a charge's refunds; with later ones `refund.created` alone tells. */
const chargeRefunded = (charge: Fields, before: Fields): Told[] => {
  const { id, payment_intent, currency, refunds } = charge;
  const told = new Set(list(record(before.refunds).data).map(idOf));
  const fresh = list(record(refunds).data).filter((refund) => !told.has(idOf(refund)));
  return fresh.flatMap((refund) => refunded({ charge: id, payment_intent, currency, ...record(refund) }));
};

/** Types of our own, for what the taxonomy has no words for. */
const failure = (event_type: string, level: Told['level'], template: string): Told => ({ event_type, level, template });
const UNPAID = failure('order.payment_failed', 'warning', 'Payment failed[: {reason}]');
const DISPUTED = failure('order.disputed', 'error', 'Payment disputed[: {reason}][, {amount}]');
const UNREFUNDED = failure('order.refund_failed', 'error', 'Refund failed[: {reason}][, {amount}]');

const unpaid = ({ id, last_payment_error, ...intent }: Fields): Told => {
  const { message, decline_code, code } = record(last_payment_error);
  const payment = ofPayment({ ...intent, payment_intent: id }, message ?? decline_code ?? code);
  return { ...UNPAID, ...payment, ...paying(idOf(id)) };
};

const TELLS: Record<string, (object: Fields, before: Fields) => Told | Told[]> = {
  // With a delayed payment method the order is complete but unpaid; async_payment_succeeded tells when it is paid.
  'checkout.session.completed': (session) =>
    session.payment_status === 'paid' || session.payment_status === 'no_payment_required' ? placed(session) : [],
  'checkout.session.async_payment_succeeded': placed,
  'checkout.session.expired': abandoned,
  'refund.created': refunded,
  'refund.updated': refunded,
  'charge.refunded': chargeRefunded,
  'refund.failed': (refund) => ({ ...UNREFUNDED, ...ofPayment(refund, refund.failure_reason) }),
  'charge.dispute.created': (dispute) => ({ ...DISPUTED, ...ofPayment(dispute, dispute.reason) }),
  'payment_intent.payment_failed': unpaid,
};

export const stripe: Source = {
  name: 'stripe',
  docs: 'https://docs.stripe.com/api/events/types',
  covers: 'body',
  window: TOLERANCE,
  verify: timestamped({ header: 'stripe-signature' }),
  kind: typeOf,
  translate(body) {
    const event = record(body);
    const id = identifier(event.id);
    // `account`: what happened in somebody else's shop, connected to this one through Stripe Connect.
    if (!id || event.account != null) return [];
    const { object, previous_attributes } = record(event.data);
    const told = lookup(TELLS, event.type)?.(record(object), record(previous_attributes)) ?? [];
    const occurred_at = instant(event.created);
    // One delivery may tell several things, of which several may be refunds.
    const test = event.livemode === false ? true : undefined;
    return [told].flat().map((one) => ({ ...one, key: `${id}:${one.fact ?? one.event_type}`, occurred_at, test }));
  },
};
