import { type Fields, identifier, idOf, list, record } from '../fields.ts';
import { refund, type Told } from '../shop.ts';
import { ofPayment } from './payment.ts';

const told = (stage: 'started' | 'done' | 'failed', object: Fields, why?: unknown): Told[] => {
  const id = identifier(object.id);
  const payment = idOf(object.payment_intent) ?? idOf(object.charge);
  return id ? [refund(stage, id, payment, { event_type: 'order.refunded', ...ofPayment(object, why) })] : [];
};

export const failed = (object: Fields): Told[] =>
  told('failed', object, object.failure_reason ?? (object.status === 'canceled' ? 'canceled' : null));

/**
 * A refund may take days, may wait for the customer to say where it is to go, and may fail or be cancelled after all.
 * @see https://docs.stripe.com/api/refunds/object
 */
export const refunded = (object: Fields): Told[] => {
  switch (object.status) {
    case 'succeeded':
      return told('done', object);
    case 'pending':
    case 'requires_action':
      return told('started', object);
    case 'failed':
    case 'canceled':
      return failed(object);
    default:
      return [];
  }
};

/** Only API versions before 2022-11-15 list a charge's refunds; with later ones `refund.created` alone tells. */
export const ofCharge = (charge: Fields, before: Fields): Told[] => {
  const { id, payment_intent, currency, refunds } = charge;
  const known = new Set(list(record(before.refunds).data).map(idOf));
  const fresh = list(record(refunds).data).filter((one) => !known.has(idOf(one)));
  return fresh.flatMap((one) => refunded({ charge: id, payment_intent, currency, ...record(one) }));
};
