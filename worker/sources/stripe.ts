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

/** A refund and its payment, by which what became of it finds it. */
const ofRefund = (refund: Fields, why?: unknown) => ({
  ...ofPayment(refund, why),
  ids: { refund: identifier(refund.id), payment: idOf(refund.payment_intent) ?? idOf(refund.charge) },
});

const refundFailed = (refund: Fields): Told => ({
  event_type: 'order.refund_failed',
  ...ofRefund(refund, refund.failure_reason ?? (refund.status === 'canceled' ? 'canceled' : null)),
});

/**
 * A refund may take days, and may fail or be cancelled after all.
 * @see https://docs.stripe.com/api/refunds/object
 */
const refunded = (refund: Fields): Told[] => {
  const id = identifier(refund.id);
  if (!id) return [];
  if (refund.status === 'failed' || refund.status === 'canceled') return [refundFailed(refund)];
  const told = { event_type: 'order.refunded', ...ofRefund(refund) };
  if (refund.status === 'succeeded') return [{ ...told, fact: `refunded:${id}` }];
  if (refund.status !== 'pending') return [];
  const payload = { ...told.payload, pending: true };
  return [{ ...told, payload, template: 'Refund[ of {amount}] started', fact: `refunded:${id}:started` }];
};

/** Only API versions before 2022-11-15 list a charge's refunds; with later ones `refund.created` alone tells. */
const chargeRefunded = (charge: Fields, before: Fields): Told[] => {
  const { id, payment_intent, currency, refunds } = charge;
  const told = new Set(list(record(before.refunds).data).map(idOf));
  const fresh = list(record(refunds).data).filter((refund) => !told.has(idOf(refund)));
  return fresh.flatMap((refund) => refunded({ charge: id, payment_intent, currency, ...record(refund) }));
};

/** The intent of a payment is what later events of it know. */
const ofIntent = ({ id, ...intent }: Fields, why?: unknown) => ofPayment({ ...intent, payment_intent: id }, why);

const unpaid = ({ last_payment_error, ...intent }: Fields): Told => {
  const { message, decline_code, code } = record(last_payment_error);
  return { event_type: 'order.payment_failed', ...ofIntent(intent, message ?? decline_code ?? code) };
};

const paid = (intent: Fields): Told => {
  const id = identifier(intent.id);
  return { event_type: 'order.paid', ...ofIntent(intent), fact: id && `paid:${id}` };
};

const isInquiry = (status: unknown): boolean => typeof status === 'string' && status.startsWith('warning_');

/**
 * A dispute, or an inquiry of the card's bank, which may become one.
 * @see https://docs.stripe.com/disputes/how-disputes-work
 */
const disputed = (dispute: Fields, before: Fields): Told[] => {
  const told: Told = { event_type: 'order.disputed', ...ofDispute(dispute) };
  const isNew = Object.keys(before).length === 0;
  // That the bank looks into an inquiry, or is done with it, is no further inquiry.
  if (isInquiry(dispute.status))
    return isNew ? [{ ...told, level: 'warning', template: 'Payment inquiry[: {reason}][, {amount}]' }] : [];
  return isNew || isInquiry(before.status) ? [told] : [];
};

const ofDispute = (dispute: Fields) => ({
  ...ofPayment(dispute, dispute.reason),
  ids: { dispute: identifier(dispute.id) },
});

const disputeClosed = (dispute: Fields): Told[] => {
  const event_type = lookup({ won: 'order.dispute_won', lost: 'order.dispute_lost' }, dispute.status);
  if (event_type) return [{ event_type, ...ofDispute(dispute) }];
  const template = isInquiry(dispute.status) ? 'Payment inquiry closed[ — {amount}]' : undefined;
  return [{ event_type: 'order.dispute_closed', ...ofDispute(dispute), template }];
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
  'refund.failed': refundFailed,
  'charge.dispute.created': (dispute) => disputed(dispute, {}),
  'charge.dispute.updated': (dispute, before) => ('status' in before ? disputed(dispute, before) : []),
  'charge.dispute.closed': disputeClosed,
  'payment_intent.payment_failed': unpaid,
  'payment_intent.succeeded': paid,
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
