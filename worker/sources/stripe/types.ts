import type { Fields } from '../fields.ts';
import type { Told } from '../shop.ts';
import * as dispute from './dispute.ts';
import * as payment from './payment.ts';
import * as refund from './refund.ts';
import * as session from './session.ts';

/**
 * Every type that tells something. Deliberately not here, each of them a row of documented/stripe.ts:
 *
 * - `charge.dispute.funds_…`: where the disputed money is; what came of the dispute `closed` tells.
 * - `payment_intent.created`, `payment_intent.processing`, `payment_intent.requires_action`, `payment_intent.partially_funded`: a
 *   payment on its way; the order says that it waits for one.
 * - `charge.updated`, `charge.pending`: the payment intent tells the same; so it does of a charge that succeeds, is captured,
 *   fails or expires, unless the charge is older than intents.
 * - `invoice.…` beyond paid and not paid: an invoice is no order, and its steps are none of an order's.
 *
 * @see https://docs.stripe.com/api/events/types
 */
export const TELLS: Record<string, (object: Fields, before: Fields) => Told | Told[]> = {
  'checkout.session.completed': session.completed,
  'checkout.session.async_payment_succeeded': session.paid,
  'checkout.session.async_payment_failed': session.failed,
  'checkout.session.expired': session.expired,
  'payment_intent.succeeded': payment.paid,
  'payment_intent.payment_failed': payment.failed,
  'payment_intent.amount_capturable_updated': payment.authorised,
  'payment_intent.canceled': payment.cancelled,
  'charge.succeeded': payment.charged,
  'charge.captured': payment.charged,
  'charge.failed': payment.notCharged,
  'charge.expired': payment.chargeExpired,
  'invoice.paid': payment.invoicePaid,
  'invoice.payment_failed': payment.invoiceFailed,
  'refund.created': refund.refunded,
  'refund.updated': refund.refunded,
  'refund.failed': refund.failed,
  'charge.refunded': refund.ofCharge,
  'charge.refund.updated': refund.refunded,
  'charge.dispute.created': dispute.created,
  'charge.dispute.updated': dispute.updated,
  'charge.dispute.closed': dispute.closed,
  'radar.early_fraud_warning.created': dispute.fraudWarning,
  'radar.early_fraud_warning.updated': dispute.fraudWarningUpdated,
  'review.opened': dispute.review,
  'review.closed': dispute.review,
};
