import {
  address,
  type Fields,
  identifier,
  instant,
  known,
  link,
  list,
  lookup,
  minorUnits,
  orderId,
  record,
  refs,
  text,
} from './fields.ts';
import { TOLERANCE } from './signatures/freshness.ts';
import { timestamped } from './signatures/timestamped.ts';
import type { Source, SourceEvent } from './source.ts';

type Told = Omit<SourceEvent, 'key' | 'occurred_at'>;

/** Related objects come as their id, or whole where the sender or the API version expands them. */
const idOf = (value: unknown) => identifier(value) ?? identifier(record(value).id);

const money = (amount: unknown, { currency }: Fields) => ({
  amount: minorUnits(amount),
  currency: text(currency)?.toUpperCase(),
});

/**
 * A session's metadata stays with the session: a later refund knows its payment intent alone, so that is kept as a ref.
 * @see https://docs.stripe.com/api/checkout/sessions/object
 */
const placed = (session: Fields): Told[] => {
  const id = identifier(session.id);
  const order_id = orderId(record(session.metadata).order_id) ?? orderId(session.client_reference_id);
  const order: Told = {
    event_type: 'order.created',
    order_id,
    payload: known({ provider: 'stripe', ...money(session.amount_total, session) }),
    refs: refs('stripe', idOf(session.payment_intent), id),
    fact: id && `created:${id}`,
  };
  const recovered: Told = { event_type: 'abandoned_cart.recovered', payload: known({ order_id }) };
  return idOf(session.recovered_from) ? [recovered, order] : [order];
};

/** @see https://docs.stripe.com/payments/checkout/abandoned-carts */
const abandoned = (session: Fields): Told[] => {
  const email = address(record(session.customer_details).email) ?? address(session.customer_email);
  const recovery_url = link(record(record(session.after_expiration).recovery).url);
  const payload = known({ email, ...money(session.amount_total, session), recovery_url });
  return [{ event_type: 'abandoned_cart.created', payload }];
};

/** @see https://docs.stripe.com/api/refunds/object */
const refunded = (refund: Fields): Told[] => {
  const id = identifier(refund.id);
  if (!id || (refund.status !== 'succeeded' && refund.status !== 'pending')) return [];
  const payload = known({ provider: 'stripe', ...money(refund.amount, refund) });
  const order = { order_id: orderId(record(refund.metadata).order_id) };
  const owners = refs('stripe', idOf(refund.payment_intent), idOf(refund.charge));
  return [{ event_type: 'order.refunded', ...order, payload, refs: owners, fact: `refunded:${id}` }];
};

/** Only API versions before 2022-11-15 list a charge's refunds; with later ones `refund.created` alone tells. */
const chargeRefunded = (charge: Fields, before: Fields): Told[] => {
  const { id, payment_intent, currency, refunds } = charge;
  const told = new Set(list(record(before.refunds).data).map(idOf));
  return list(record(refunds).data)
    .map((refund): Fields => ({ charge: id, payment_intent, currency, ...record(refund) }))
    .flatMap((refund) => (told.has(idOf(refund)) ? [] : refunded(refund)));
};

const TELLS: Record<string, (object: Fields, before: Fields) => Told[]> = {
  // With a delayed payment method the order is complete but unpaid; async_payment_succeeded tells when it is paid.
  'checkout.session.completed': (session) =>
    session.payment_status === 'paid' || session.payment_status === 'no_payment_required' ? placed(session) : [],
  'checkout.session.async_payment_succeeded': placed,
  'checkout.session.expired': abandoned,
  'refund.created': refunded,
  'refund.updated': refunded,
  'charge.refunded': chargeRefunded,
};

export const stripe: Source = {
  name: 'stripe',
  docs: 'https://docs.stripe.com/api/events/types',
  covers: 'body',
  window: TOLERANCE,
  verify: timestamped({ header: 'stripe-signature' }),
  translate(body) {
    const event = record(body);
    const id = identifier(event.id);
    // `account`: what happened in somebody else's shop, connected to this one through Stripe Connect.
    if (!id || event.account != null) return [];
    const { object, previous_attributes } = record(event.data);
    const told = lookup(TELLS, event.type)?.(record(object), record(previous_attributes)) ?? [];
    const occurred_at = instant(event.created);
    // One delivery may tell several things, of which several may be refunds.
    return told.map((one) => ({ ...one, key: `${id}:${one.fact ?? one.event_type}`, occurred_at }));
  },
};
