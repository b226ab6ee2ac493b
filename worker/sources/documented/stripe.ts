import { AT, as, each, prefixed, type Table } from './table.ts';

const SDK = 'https://github.com/stripe/stripe-node/blob/master/src/resources';

const event = (type: string, object: object, previous_attributes?: object) => ({
  ...{ id: 'evt_1', type, created: AT / 1000, livemode: true },
  data: { object, previous_attributes },
});

const MONEY = { amount: 4300, currency: 'gbp', payment_intent: 'pi_1', charge: 'ch_1' };
const session = (more: object = {}) => ({
  ...{ id: 'cs_1', mode: 'payment', amount_total: 4300, currency: 'gbp', payment_intent: 'pi_1' },
  ...{ client_reference_id: 'SS-1', payment_status: 'paid', ...more },
});
const intent = (more: object = {}) => ({ id: 'pi_1', amount: 4300, currency: 'gbp', ...more });
const charge = (more: object = {}) => ({ id: 'ch_1', amount: 4300, currency: 'gbp', payment_intent: 'pi_1', ...more });
const refund = (status: string) => ({ id: 're_1', status, ...MONEY });
const dispute = (status: string) => ({ id: 'dp_1', status, reason: 'fraudulent', ...MONEY });
const warning = (more: object = {}) => ({
  id: 'issfr_1',
  actionable: true,
  fraud_type: 'misc',
  charge: 'ch_1',
  ...more,
});
const review = (more: object) => ({ id: 'prv_1', charge: 'ch_1', ...more });
const INVOICE = { id: 'in_1', amount_due: 4300, amount_paid: 4300, currency: 'gbp', metadata: { order_id: 'SS-1' } };

/** The object of a type, and what it was before. */
const OBJECTS: Record<string, [object: object, before?: object]> = {
  'charge.refund.updated': [refund('succeeded')],
  'charge.refunded': [charge({ refunds: { data: [refund('succeeded')] } })],
  'charge.dispute.closed': [dispute('won')],
  'charge.dispute.created': [dispute('needs_response')],
  'charge.dispute.funds_reinstated': [dispute('won')],
  'charge.dispute.funds_withdrawn': [dispute('needs_response')],
  'charge.dispute.updated': [dispute('needs_response'), { status: 'warning_needs_response' }],
  'checkout.session.async_payment_failed': [session({ payment_status: 'unpaid' })],
  'checkout.session.async_payment_succeeded': [session()],
  'checkout.session.completed': [session()],
  'checkout.session.expired': [session({ payment_status: 'unpaid' })],
  'payment_intent.amount_capturable_updated': [intent({ amount_capturable: 4300 })],
  'payment_intent.canceled': [intent({ cancellation_reason: 'expired' })],
  'radar.early_fraud_warning.created': [warning()],
  'radar.early_fraud_warning.updated': [warning({ actionable: false }), { actionable: true }],
  'refund.created': [refund('succeeded')],
  'refund.failed': [refund('failed')],
  'refund.updated': [refund('canceled')],
  'review.closed': [review({ open: false, reason: 'approved' })],
  'review.opened': [review({ open: true, reason: 'rule' })],
};
const objectOf = (type: string): object => {
  if (type.startsWith('invoice.')) return INVOICE;
  return type.startsWith('payment_intent.') ? intent() : charge();
};

const PLACED = as('order.created', 'Order placed — £43.00 via Stripe', 'payment');
const UNPAID = as('order.created', 'Order placed — £43.00 via Stripe, payment pending');
const PAID = as('order.paid', 'Paid — £43.00', 'payment');
const FAILED = as('order.payment_failed', 'Payment failed');
const EXPIRED = as('order.payment_failed', 'Payment failed: authorisation expired');
const STARTED = as('order.refunded', 'Refund of £43.00 started');
const REFUNDED = as('order.refunded', 'Refunded £43.00', 'refund:pi_1');
const NOT_REFUNDED = '-refunded:re_1, -refunded:re_1:started';
const REFUND_FAILED = as('order.refund_failed', 'Refund of £43.00 failed', NOT_REFUNDED);
const REFUND_CANCELLED = as('order.refund_failed', 'Refund of £43.00 failed: canceled', NOT_REFUNDED);
const DISPUTED = as('order.disputed', 'Payment disputed: fraudulent, £43.00');
const INQUIRY = as('order.disputed', 'Payment inquiry: fraudulent, £43.00');
const WON = as('order.dispute_won', 'Dispute won — £43.00 — fraudulent', 'dispute:dp_1');
const LOST = as('order.dispute_lost', 'Dispute lost — £43.00 — fraudulent', 'dispute:dp_1');
const OVER = 'dispute:dp_1, fraud:dp_1';
const CLOSED = as('order.dispute_closed', 'Dispute closed — £43.00 — fraudulent', OVER);
const INQUIRY_CLOSED = as('order.dispute_closed', 'Payment inquiry closed — £43.00 — fraudulent', OVER);
const reviewed = (reason: string) => as('order.released', `Payment review closed: ${reason}`, 'submission');
const warned = (reason: string) => as('order.fraud_warning', `Fraud warning: ${reason}`);
const EXPECTED = warned("the card's bank expects a fraud");

const OWN_INTENT = 'its payment intent tells the same; a charge without one is older than intents';
const ON_ITS_WAY = 'a payment on its way: the order says that it waits for one';
const NO_STEP = "an invoice is no order, and this is none of an order's steps";
const ON_PURPOSE = 'the shop, or its customer, did so on purpose';

export const stripe: Table[] = [
  {
    of: 'the types of the objects that are read',
    pages: ['https://docs.stripe.com/api/events/types', `${SDK}/WebhookEndpoints.ts`],
    read: '2026-11-30',
    documented: [
      ...prefixed('charge.', 'captured', 'expired', 'failed', 'pending', 'refund.updated', 'refunded', 'succeeded'),
      'charge.updated',
      ...prefixed('charge.dispute.', 'closed', 'created', 'funds_reinstated', 'funds_withdrawn', 'updated'),
      ...prefixed('checkout.session.', 'async_payment_failed', 'async_payment_succeeded', 'completed', 'expired'),
      ...prefixed('invoice.', 'created', 'deleted', 'finalization_failed', 'finalized', 'marked_uncollectible'),
      ...prefixed('invoice.', 'overdue', 'overpaid', 'paid', 'payment_action_required', 'payment_attempt_required'),
      ...prefixed('invoice.', 'payment_failed', 'payment_succeeded', 'sent', 'upcoming', 'updated', 'voided'),
      'invoice.will_be_due',
      ...prefixed('payment_intent.', 'amount_capturable_updated', 'canceled', 'created', 'partially_funded'),
      ...prefixed('payment_intent.', 'payment_failed', 'processing', 'requires_action', 'succeeded'),
      ...prefixed('radar.early_fraud_warning.', 'created', 'updated'),
      ...prefixed('refund.', 'created', 'failed', 'updated'),
      ...prefixed('review.', 'closed', 'opened'),
    ],
    rows: {
      ...each(prefixed('charge.', 'captured', 'expired', 'failed', 'succeeded'), OWN_INTENT),
      'charge.pending': ON_ITS_WAY,
      'charge.updated': 'a description or metadata that changed',
      ...each(['charge.refund.updated', 'charge.refunded'], REFUNDED),
      'charge.dispute.closed': WON,
      ...each(['charge.dispute.created', 'charge.dispute.updated'], DISPUTED),
      'charge.dispute.funds_reinstated': 'the money of a dispute, whose end `closed` tells',
      'charge.dispute.funds_withdrawn': 'the money of a dispute that `created` told',
      'checkout.session.async_payment_failed': FAILED,
      'checkout.session.async_payment_succeeded': [...PLACED, ...PAID],
      'checkout.session.completed': PLACED,
      'checkout.session.expired': as('abandoned_cart.created', 'Abandoned cart, £43.00', 'payment'),
      ...each(prefixed('invoice.', 'created', 'deleted', 'finalization_failed', 'finalized', 'overdue'), NO_STEP),
      ...each(prefixed('invoice.', 'marked_uncollectible', 'overpaid', 'payment_action_required'), NO_STEP),
      ...each(prefixed('invoice.', 'payment_attempt_required', 'sent', 'upcoming', 'updated', 'voided'), NO_STEP),
      'invoice.will_be_due': NO_STEP,
      'invoice.payment_succeeded': 'invoice.paid tells the same, and of what is paid outside of Stripe',
      'invoice.paid': PAID,
      'invoice.payment_failed': FAILED,
      'payment_intent.amount_capturable_updated': as('order.paid', 'Payment authorised — £43.00', 'payment'),
      'payment_intent.canceled': EXPIRED,
      ...each(prefixed('payment_intent.', 'created', 'partially_funded'), ON_ITS_WAY),
      ...each(prefixed('payment_intent.', 'processing', 'requires_action'), ON_ITS_WAY),
      'payment_intent.payment_failed': FAILED,
      'payment_intent.succeeded': PAID,
      'radar.early_fraud_warning.created': EXPECTED,
      'radar.early_fraud_warning.updated': as(
        'order.dispute_closed',
        'Fraud warning is over',
        'dispute:issfr_1, fraud:issfr_1',
      ),
      'refund.created': REFUNDED,
      'refund.failed': REFUND_FAILED,
      'refund.updated': REFUND_CANCELLED,
      'review.closed': reviewed('approved'),
      'review.opened': as('order.on_hold', 'Stripe put the order on hold: payment in review'),
    },
    bodyOf: (type) => event(type, ...(OBJECTS[type] ?? [objectOf(type)])),
  },
  {
    of: 'the statuses of a refund',
    pages: ['https://docs.stripe.com/api/refunds/object#refund_object-status'],
    read: '2026-11-30',
    documented: ['pending', 'requires_action', 'succeeded', 'failed', 'canceled'],
    rows: {
      ...each(['pending', 'requires_action'], STARTED),
      succeeded: REFUNDED,
      failed: REFUND_FAILED,
      canceled: REFUND_CANCELLED,
    },
    bodyOf: (status) => event('refund.updated', refund(status)),
  },
  {
    of: 'the statuses with which a dispute begins or goes on',
    pages: ['https://docs.stripe.com/api/disputes/object#dispute_object-status', `${SDK}/Disputes.ts`],
    read: '2026-11-30',
    documented: ['needs_response', 'under_review', 'warning_needs_response', 'warning_under_review'],
    rows: {
      needs_response: DISPUTED,
      warning_needs_response: INQUIRY,
      under_review: "the bank's look at a dispute that was told",
      warning_under_review: "the bank's look at an inquiry that was told",
    },
    bodyOf: (status) =>
      event(status.endsWith('under_review') ? 'charge.dispute.updated' : 'charge.dispute.created', dispute(status)),
    unlisted: DISPUTED,
  },
  {
    of: 'the statuses of a dispute that was lost, and is appealed',
    pages: ['https://docs.stripe.com/changelog/endive/2026-10-28/evidence-submission-appeal-dispute-decisions'],
    read: '2026-11-30',
    documented: ['appeal_needs_response', 'appeal_under_review'],
    rows: {
      appeal_needs_response: DISPUTED,
      appeal_under_review: "the bank's look at an appeal that was told",
    },
    bodyOf: (status) =>
      event('charge.dispute.updated', dispute(status), {
        status: status === 'appeal_under_review' ? 'appeal_needs_response' : 'lost',
      }),
    unlisted: DISPUTED,
  },
  {
    of: 'the statuses with which a dispute is closed',
    pages: ['https://docs.stripe.com/api/disputes/object#dispute_object-status', `${SDK}/Disputes.ts`],
    read: '2026-11-30',
    documented: ['won', 'lost', 'prevented', 'warning_closed'],
    rows: {
      won: WON,
      lost: LOST,
      prevented: CLOSED,
      warning_closed: INQUIRY_CLOSED,
    },
    bodyOf: (status) => event('charge.dispute.closed', dispute(status)),
    unlisted: CLOSED,
  },
  {
    of: 'the modes of a session',
    pages: [
      'https://docs.stripe.com/api/checkout/sessions/object#checkout_session_object-mode',
      `${SDK}/Checkout/Sessions.ts`,
    ],
    read: '2026-11-30',
    documented: ['payment', 'setup', 'subscription'],
    rows: {
      payment: PLACED,
      subscription: PLACED,
      setup: 'a card is saved for later',
    },
    bodyOf: (mode) => event('checkout.session.completed', session({ mode })),
    unlisted: PLACED,
  },
  {
    of: 'how a session is paid',
    pages: [
      'https://docs.stripe.com/api/checkout/sessions/object#checkout_session_object-payment_status',
      `${SDK}/Checkout/Sessions.ts`,
    ],
    read: '2026-11-30',
    documented: ['no_payment_required', 'paid', 'unpaid'],
    rows: {
      no_payment_required: PLACED,
      paid: PLACED,
      unpaid: UNPAID,
    },
    bodyOf: (payment_status) => event('checkout.session.completed', session({ payment_status })),
    unlisted: PLACED,
  },
  {
    of: 'the reasons why an intent is cancelled',
    pages: [
      'https://docs.stripe.com/api/payment_intents/object#payment_intent_object-cancellation_reason',
      `${SDK}/PaymentIntents.ts`,
    ],
    read: '2026-11-30',
    documented: [
      ...['abandoned', 'automatic', 'duplicate', 'expired', 'failed_invoice', 'fraudulent', 'requested_by_customer'],
      'void_invoice',
    ],
    rows: {
      ...each(['automatic', 'expired'], EXPIRED),
      ...each(['abandoned', 'duplicate', 'failed_invoice', 'fraudulent', 'requested_by_customer'], ON_PURPOSE),
      void_invoice: ON_PURPOSE,
    },
    bodyOf: (cancellation_reason) => event('payment_intent.canceled', intent({ cancellation_reason })),
  },
  {
    of: 'the reasons why a review is closed',
    pages: ['https://docs.stripe.com/api/radar/reviews/object#review_object-closed_reason', `${SDK}/Reviews.ts`],
    read: '2026-11-30',
    documented: [
      ...['acknowledged', 'approved', 'canceled', 'disputed', 'payment_never_settled', 'redacted', 'refunded'],
      'refunded_as_fraud',
    ],
    rows: {
      acknowledged: reviewed('acknowledged'),
      approved: reviewed('approved'),
      canceled: reviewed('canceled'),
      disputed: reviewed('disputed'),
      payment_never_settled: reviewed('payment never settled'),
      redacted: reviewed('redacted'),
      refunded: reviewed('refunded'),
      refunded_as_fraud: reviewed('refunded as fraud'),
    },
    bodyOf: (closed_reason) => event('review.closed', review({ open: false, reason: closed_reason, closed_reason })),
    unlisted: reviewed('unheard of'),
  },
  {
    of: 'the kinds of fraud of a warning',
    pages: ['https://docs.stripe.com/api/radar/early_fraud_warnings/object', `${SDK}/Radar/EarlyFraudWarnings.ts`],
    read: '2026-11-30',
    documented: [
      ...['card_never_received', 'fraudulent_card_application', 'made_with_counterfeit_card', 'made_with_lost_card'],
      ...['made_with_stolen_card', 'misc', 'unauthorized_use_of_card'],
    ],
    rows: {
      card_never_received: warned('card never received'),
      fraudulent_card_application: warned('fraudulent card application'),
      made_with_counterfeit_card: warned('made with counterfeit card'),
      made_with_lost_card: warned('made with lost card'),
      made_with_stolen_card: warned('made with stolen card'),
      misc: EXPECTED,
      unauthorized_use_of_card: warned('unauthorized use of card'),
    },
    bodyOf: (fraud_type) => event('radar.early_fraud_warning.created', warning({ fraud_type })),
    unlisted: warned('unheard of'),
  },
  {
    of: 'a charge of its own, from before payment intents',
    pages: ['https://docs.stripe.com/api/charges/object#charge_object-status', `${SDK}/Charges.ts`],
    read: '2026-11-30',
    documented: ['failed', 'pending', 'succeeded', 'succeeded: authorised', 'captured', 'expired'],
    rows: {
      failed: FAILED,
      pending: ON_ITS_WAY,
      succeeded: PAID,
      'succeeded: authorised': 'the money comes as it is captured',
      captured: PAID,
      expired: EXPIRED,
    },
    bodyOf: (name) => {
      const [status, authorised] = name.split(': ');
      const paid = status !== 'failed' && status !== 'pending';
      return event(
        `charge.${status}`,
        charge({ payment_intent: null, paid, captured: paid && authorised === undefined }),
      );
    },
  },
];
