import { VARIANTS } from '../../contract/sentences.ts';
import { lookup } from '../../domain/lookup.ts';
import { type Fields, identifier, idOf, record, refs, said } from '../fields.ts';
import { dispute, type Told } from '../shop.ts';
import { ofPayment } from './payment.ts';

const isInquiry = (status: unknown): boolean => typeof status === 'string' && status.startsWith('warning_');
const ENDS = { won: 'won', lost: 'lost' } as const;

const ofDispute = (object: Fields) => ({
  ...ofPayment(object, object.reason),
  ids: { dispute: identifier(object.id) },
});

const opened = (object: Fields): Told => ({ ...dispute('open', isInquiry(object.status)), ...ofDispute(object) });

/** @see https://docs.stripe.com/disputes/how-disputes-work */
export const created = (object: Fields): Told[] => [opened(object)];

/**
 * Only that an inquiry becomes a dispute, or that the bank takes one up again that was over, is another dispute. Evidence,
 * and the bank's look at it (`under_review`, `warning_under_review`, `appeal_under_review`), change nothing.
 */
export const updated = (object: Fields, before: Fields): Told[] => {
  const wasOver = lookup(ENDS, before.status) !== undefined;
  const isOpen = !isInquiry(object.status) && lookup(ENDS, object.status) === undefined;
  return isOpen && (isInquiry(before.status) || wasOver) ? [opened(object)] : [];
};

/** One that was `prevented` is closed, neither won nor lost. */
export const closed = (object: Fields): Told[] => [
  { ...dispute(lookup(ENDS, object.status) ?? 'closed', isInquiry(object.status)), ...ofDispute(object) },
];

/**
 * The card's bank believes that a payment is a fraud. It may become a dispute; it is over where it asks for nothing any more.
 * @see https://docs.stripe.com/disputes/measuring#early-fraud-warnings
 */
export const fraudWarning = (object: Fields): Told[] => {
  const common = {
    refs: refs('stripe', idOf(object.payment_intent), idOf(object.charge)),
    ids: { dispute: identifier(object.id) },
  };
  if (object.actionable !== false) {
    const kind = said(object.fraud_type)?.replaceAll('_', ' ');
    const reason = kind && kind !== 'misc' ? kind : "the card's bank expects a fraud";
    return [{ event_type: 'order.fraud_warning', ...common, payload: { provider: 'stripe', reason } }];
  }
  const template = VARIANTS['order.dispute_closed:fraud'];
  return [{ event_type: 'order.dispute_closed', template, ...common, payload: { provider: 'stripe' } }];
};

/** A payment that somebody of the shop is to look at before the order goes on. */
export const review = (object: Fields): Told[] => {
  const common = { refs: refs('stripe', idOf(object.payment_intent), idOf(object.charge)) };
  if (object.open !== false)
    return [{ event_type: 'order.on_hold', ...common, payload: { provider: 'stripe', reason: 'payment in review' } }];
  const reason = said(object.closed_reason ?? object.reason)?.replaceAll('_', ' ');
  const template = VARIANTS['order.released:review'];
  const payload = { provider: 'stripe', ...(reason && { reason }) };
  return [{ event_type: 'order.released', template, ...common, payload }];
};

/** A warning is new once: its updates are news only where they end it. */
export const fraudWarningUpdated = (object: Fields, before: Fields): Told[] =>
  object.actionable === false && record(before).actionable === true ? fraudWarning(object) : [];
