import { testTable as hold, type Row } from '../testing/source-table.ts';
import { stripe } from './stripe.ts';

/**
 * The types of the objects that are read: charges, disputes, sessions, invoices, intents, warnings, refunds, reviews.
 * @see https://docs.stripe.com/api/events/types
 */
const TYPES = [
  ...['charge.captured', 'charge.expired', 'charge.failed', 'charge.pending', 'charge.refund.updated'],
  ...['charge.refunded', 'charge.succeeded', 'charge.updated', 'charge.dispute.closed', 'charge.dispute.created'],
  ...['charge.dispute.funds_reinstated', 'charge.dispute.funds_withdrawn', 'charge.dispute.updated'],
  ...['checkout.session.async_payment_failed', 'checkout.session.async_payment_succeeded'],
  ...['checkout.session.completed', 'checkout.session.expired'],
  ...['invoice.created', 'invoice.deleted', 'invoice.finalization_failed', 'invoice.finalized'],
  ...['invoice.marked_uncollectible', 'invoice.overdue', 'invoice.overpaid', 'invoice.paid'],
  ...['invoice.payment_action_required', 'invoice.payment_attempt_required', 'invoice.payment_failed'],
  ...['invoice.payment_succeeded', 'invoice.sent', 'invoice.upcoming', 'invoice.updated', 'invoice.voided'],
  ...['invoice.will_be_due', 'payment_intent.amount_capturable_updated', 'payment_intent.canceled'],
  ...['payment_intent.created', 'payment_intent.partially_funded', 'payment_intent.payment_failed'],
  ...['payment_intent.processing', 'payment_intent.requires_action', 'payment_intent.succeeded'],
  ...['radar.early_fraud_warning.created', 'radar.early_fraud_warning.updated'],
  ...['refund.created', 'refund.failed', 'refund.updated', 'review.closed', 'review.opened'],
];

const event = (type: string, object: object, previous_attributes?: object) => ({
  id: 'evt_1',
  type,
  created: 1_771_200_000,
  livemode: true,
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
const invoice = { id: 'in_1', amount_due: 4300, currency: 'gbp', metadata: { order_id: 'SS-1' } };

type Told = [type: string, ...more: string[]];
const stores = (type: string, object: object, told: Told, ends?: string, before?: object): [string, Row] => [
  type,
  { body: event(type, object, before), stores: told, ...(ends && { ends }) },
];
const ignored = (type: string, object: object, why: string): [string, Row] => [
  type,
  { body: event(type, object), ignored: why },
];

const OWN_INTENT = 'its payment intent tells the same; a charge without one is older than intents';
const ON_ITS_WAY = 'a payment on its way: the order says that it waits for one';
const NO_STEP = "an invoice is no order, and this is none of an order's steps";

hold(
  'the types of its objects',
  stripe,
  TYPES,
  Object.fromEntries([
    ignored('charge.captured', charge(), OWN_INTENT),
    ignored('charge.expired', charge(), 'payment_intent.canceled tells that an authorisation ended'),
    ignored('charge.failed', charge(), OWN_INTENT),
    ignored('charge.pending', charge(), ON_ITS_WAY),
    stores('charge.refund.updated', refund('succeeded'), ['order.refunded'], 'as refund.updated'),
    stores('charge.refunded', charge({ refunds: { data: [refund('succeeded')] } }), ['order.refunded']),
    ignored('charge.succeeded', charge(), OWN_INTENT),
    ignored('charge.updated', charge(), 'a description or metadata that changed'),
    stores('charge.dispute.closed', dispute('won'), ['order.dispute_won'], 'the dispute'),
    stores('charge.dispute.created', dispute('needs_response'), ['order.disputed']),
    ignored('charge.dispute.funds_reinstated', dispute('won'), 'the money of a dispute, whose end `closed` tells'),
    ignored('charge.dispute.funds_withdrawn', dispute('needs_response'), 'the money of a dispute that `created` told'),
    stores(
      'charge.dispute.updated',
      dispute('needs_response'),
      ['order.disputed'],
      'an inquiry, which becomes a dispute',
      { status: 'warning_needs_response' },
    ),
    stores('checkout.session.async_payment_failed', session({ payment_status: 'unpaid' }), ['order.payment_failed']),
    stores(
      'checkout.session.async_payment_succeeded',
      session(),
      ['order.created', 'order.paid'],
      'the wait for money, and failed payments',
    ),
    stores('checkout.session.completed', session(), ['order.created'], 'failed payments'),
    stores(
      'checkout.session.expired',
      session({ payment_status: 'unpaid' }),
      ['abandoned_cart.created'],
      'failed payments',
    ),
    ...['created', 'deleted', 'finalization_failed', 'finalized', 'marked_uncollectible', 'overdue', 'overpaid']
      .concat(['payment_action_required', 'payment_attempt_required', 'sent', 'upcoming', 'updated', 'voided'])
      .concat(['will_be_due'])
      .map((name) => ignored(`invoice.${name}`, invoice, NO_STEP)),
    ignored('invoice.payment_succeeded', invoice, 'invoice.paid tells the same, and of what is paid outside of Stripe'),
    stores('invoice.paid', { ...invoice, amount_paid: 4300 }, ['order.paid'], 'failed payments'),
    stores('invoice.payment_failed', invoice, ['order.payment_failed']),
    stores(
      'payment_intent.amount_capturable_updated',
      intent({ amount_capturable: 4300 }),
      ['order.paid'],
      'the wait for money: an authorised card does not wait',
    ),
    stores('payment_intent.canceled', intent({ cancellation_reason: 'expired' }), ['order.payment_failed']),
    ignored('payment_intent.created', intent(), ON_ITS_WAY),
    ignored('payment_intent.partially_funded', intent(), ON_ITS_WAY),
    stores('payment_intent.payment_failed', intent(), ['order.payment_failed']),
    ignored('payment_intent.processing', intent(), ON_ITS_WAY),
    ignored('payment_intent.requires_action', intent(), ON_ITS_WAY),
    stores('payment_intent.succeeded', intent(), ['order.paid'], 'failed payments'),
    stores('radar.early_fraud_warning.created', { id: 'issfr_1', actionable: true, charge: 'ch_1' }, [
      'order.fraud_warning',
    ]),
    stores(
      'radar.early_fraud_warning.updated',
      { id: 'issfr_1', actionable: false, charge: 'ch_1' },
      ['order.dispute_closed'],
      'the warning',
      { actionable: true },
    ),
    stores('refund.created', refund('succeeded'), ['order.refunded'], 'a refund of the payment that failed'),
    stores('refund.failed', refund('failed'), ['order.refund_failed'], 'takes the refund back'),
    stores('refund.updated', refund('canceled'), ['order.refund_failed'], 'takes the refund back'),
    stores('review.closed', { id: 'prv_1', open: false, reason: 'approved' }, ['order.released'], 'the hold'),
    stores('review.opened', { id: 'prv_1', open: true, reason: 'rule' }, ['order.on_hold']),
  ]),
);

const byField = (type: string, bodies: Record<string, [object: object, told: string[] | string]>) =>
  Object.fromEntries(
    Object.entries(bodies).map(([name, [object, told]]) => [
      name,
      typeof told === 'string'
        ? { body: event(type, object), ignored: told }
        : { body: event(type, object), stores: told as Told },
    ]),
  );

/** @see https://docs.stripe.com/api/refunds/object#refund_object-status */
hold(
  'the statuses of a refund',
  stripe,
  ['pending', 'requires_action', 'succeeded', 'failed', 'canceled'],
  byField('refund.updated', {
    pending: [refund('pending'), ['order.refunded']],
    requires_action: [refund('requires_action'), ['order.refunded']],
    succeeded: [refund('succeeded'), ['order.refunded']],
    failed: [refund('failed'), ['order.refund_failed']],
    canceled: [refund('canceled'), ['order.refund_failed']],
  }),
);

/** @see https://docs.stripe.com/api/disputes/object#dispute_object-status */
hold(
  'the statuses with which a dispute is closed, or is not',
  stripe,
  [
    ...['appeal_needs_response', 'appeal_under_review', 'lost', 'needs_response', 'prevented', 'under_review'],
    ...['warning_closed', 'warning_needs_response', 'warning_under_review', 'won'],
  ],
  {
    ...byField('charge.dispute.closed', {
      won: [dispute('won'), ['order.dispute_won']],
      lost: [dispute('lost'), ['order.dispute_lost']],
      prevented: [dispute('prevented'), ['order.dispute_closed']],
      warning_closed: [dispute('warning_closed'), ['order.dispute_closed']],
    }),
    ...byField('charge.dispute.created', {
      needs_response: [dispute('needs_response'), ['order.disputed']],
      warning_needs_response: [dispute('warning_needs_response'), ['order.disputed']],
    }),
    ...byField('charge.dispute.updated', {
      under_review: [dispute('under_review'), "the bank's look at a dispute that was told"],
      warning_under_review: [dispute('warning_under_review'), "the bank's look at an inquiry that was told"],
    }),
    appeal_needs_response: {
      body: event('charge.dispute.updated', dispute('appeal_needs_response'), { status: 'lost' }),
      stores: ['order.disputed'],
      ends: 'that the dispute was over',
    },
    appeal_under_review: {
      body: event('charge.dispute.updated', dispute('appeal_under_review'), { status: 'appeal_needs_response' }),
      ignored: "the bank's look at an appeal that was told",
    },
  },
);

/** @see https://docs.stripe.com/api/checkout/sessions/object */
hold(
  'the modes of a session, and how it is paid',
  stripe,
  ['mode: payment', 'mode: setup', 'mode: subscription', 'no_payment_required', 'paid', 'unpaid'],
  byField('checkout.session.completed', {
    'mode: payment': [session(), ['order.created']],
    'mode: setup': [session({ mode: 'setup', payment_status: 'no_payment_required' }), 'a card is saved for later'],
    'mode: subscription': [session({ mode: 'subscription', payment_intent: null }), ['order.created']],
    no_payment_required: [session({ payment_status: 'no_payment_required' }), ['order.created']],
    paid: [session(), ['order.created']],
    unpaid: [session({ payment_status: 'unpaid' }), ['order.created']],
  }),
);
