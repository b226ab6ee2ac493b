import { VARIANTS } from '../../contract/sentences.ts';
import { type Fields, identifier, idOf, known, money, orderId, record, refs, said } from '../fields.ts';
import type { Told } from '../shop.ts';

/** An event about a payment, with the reason in Stripe's words: `insufficient_funds` reads as it says. */
export const ofPayment = (object: Fields, why?: unknown) => ({
  order_id: orderId(record(object.metadata).order_id),
  payload: known({ provider: 'stripe', ...money(object.amount, object), reason: said(why)?.replaceAll('_', ' ') }),
  refs: refs('stripe', idOf(object.payment_intent), idOf(object.charge)),
});

/** The intent of a payment is what later events of it know. */
const ofIntent = ({ id, ...intent }: Fields, why?: unknown) => ofPayment({ ...intent, payment_intent: id }, why);

/**
 * A try that failed. One by a delayed method is told by its session too, so both are one fact; a card may be tried again
 * within one intent, and each try is a line.
 * @see https://docs.stripe.com/payments/payment-intents/verifying-status
 */
export const failed = ({ last_payment_error, ...intent }: Fields): Told => {
  const { message, decline_code, code, payment_method } = record(last_payment_error);
  const { type } = record(payment_method);
  const id = identifier(intent.id);
  return {
    event_type: 'order.payment_failed',
    ...ofIntent(intent, message ?? decline_code ?? code),
    ...(id && type != null && type !== 'card' && { fact: `unpaid:${id}` }),
  };
};

export const paid = (intent: Fields): Told => {
  const id = identifier(intent.id);
  return { event_type: 'order.paid', ...ofIntent(intent), fact: id && `paid:${id}` };
};

/**
 * The card's bank has set the money aside, and the shop takes it later: it waits for nothing.
 * @see https://docs.stripe.com/payments/place-a-hold-on-a-payment-method
 */
export const authorised = (intent: Fields): Told[] => {
  const id = identifier(intent.id);
  const template = VARIANTS['order.paid:authorised'];
  const told: Told = { event_type: 'order.paid', template, ...ofIntent(intent), fact: id && `authorised:${id}` };
  return intent.amount_capturable === 0 ? [] : [told];
};

const EXPIRED = ['automatic', 'expired'];

/**
 * An authorisation that ended before the shop took the money. Whatever else is cancelled, somebody did on purpose: `abandoned`,
 * `duplicate`, `failed_invoice`, `fraudulent`, `requested_by_customer`, `void_invoice`.
 */
export const cancelled = (intent: Fields): Told[] =>
  EXPIRED.includes(`${intent.cancellation_reason}`)
    ? [{ event_type: 'order.payment_failed', ...ofIntent(intent, 'authorisation expired') }]
    : [];

/** A charge by the API from before payment intents; of others the intent tells. */
const alone = (tell: (charge: Fields) => Told[]) => (charge: Fields) =>
  charge.payment_intent == null ? tell(charge) : [];

/** Money that came, at once or as an authorised charge is captured. */
export const charged = alone((charge) => {
  if (charge.paid === true && charge.captured === false) return [];
  const id = identifier(charge.id);
  return [{ event_type: 'order.paid', ...ofPayment({ ...charge, charge: id }), fact: id && `paid:${id}` }];
});

const unpaid = ({ id, ...charge }: Fields, why: unknown): Told[] => [
  { event_type: 'order.payment_failed', ...ofPayment({ ...charge, charge: id }, why) },
];

export const notCharged = alone((charge) => unpaid(charge, charge.failure_message ?? charge.failure_code));

/** An authorised charge that ended before the shop took the money. */
export const chargeExpired = alone((charge) => unpaid(charge, 'authorisation expired'));

/**
 * An invoice that the shop wrote for one of its orders, whose number it put into `metadata`. Others are of subscriptions.
 * @see https://docs.stripe.com/api/invoices/object
 */
const ofInvoice = (tell: (invoice: Fields) => Told) => (invoice: Fields) =>
  orderId(record(invoice.metadata).order_id) === null ? [] : [tell(invoice)];

const invoiceRefs = ({ id, payment_intent, charge }: Fields) => refs('stripe', idOf(payment_intent), idOf(charge), id);

export const invoicePaid = ofInvoice((invoice) => ({
  event_type: 'order.paid',
  ...ofPayment({ ...invoice, amount: invoice.amount_paid }),
  refs: invoiceRefs(invoice),
  fact: identifier(invoice.id) && `paid:${invoice.id}`,
}));

export const invoiceFailed = ofInvoice((invoice) => ({
  event_type: 'order.payment_failed',
  ...ofPayment({ ...invoice, amount: invoice.amount_due }, record(invoice.last_finalization_error).message),
  refs: invoiceRefs(invoice),
}));
