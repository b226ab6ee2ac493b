import type { KnownType } from './taxonomy.ts';

/**
 * The sentence of each type that has one. `{field}` is filled from the payload; a `[part]` whose field is missing is left
 * out, and of a `[part|other]` the other takes its place. A type without a sentence needs a `message`.
 */
export const SENTENCES = {
  'sync.started': 'Product sync started[ ({provider})]',
  'sync.failed': 'Product sync failed[ ({provider})][: {reason}]',
  'sync.completed': 'Product sync complete[ — {products}][, {updated} updated]',
  'abandoned_cart.created': 'Abandoned cart[ — {email}][, {amount}]',
  'abandoned_cart.email_sent': 'Recovery email sent[ to {email}]',
  'abandoned_cart.recovered': 'Cart recovered[ — order {order_id} placed]',
  'order.created': 'Order placed[ — {amount}][ via {provider}][, {paid}]',
  'order.payment_failed': 'Payment failed[: {reason}]',
  'order.paid': 'Paid[ — {amount}]',
  'order.email.confirmation_sent': 'Order confirmation sent[ to {email}]',
  'order.submission_retried': 'Submission retried[ — attempt {attempt} of {max}]',
  'order.submission_failed': 'Submission[ to {provider}] failed[: {reason}]',
  'order.submitted': 'Submitted[ to {provider}][ ({reference})]',
  'order.on_hold': '[{provider} put the order|Order] on hold[: {reason}]',
  'order.released': '[{provider} released the order|Order released]',
  'order.production': 'In production[ at {provider}]',
  'order.shipped': 'Shipped[ {items} of {of} items][ via {carrier}][ — tracking: {tracking}]',
  'order.part_shipped': '[{provider} shipped a part|Shipped a part] of the order',
  'order.shipment_cancelled': 'Shipment cancelled[ — {tracking}]',
  'order.email.shipping_sent': 'Shipping notification sent[ to {email}]',
  'order.fulfilled': 'Fulfilled',
  'order.available_for_pickup': 'Available for pickup',
  'order.delivery_delayed': 'Delivery delayed[: {reason}]',
  'order.delivery_failed': 'Delivery failed[: {reason}]',
  'order.delivered': 'Delivered',
  'order.returned': 'Parcel came back to the shop',
  'order.cancelled': 'Order cancelled',
  'order.reinstated': 'Order reinstated',
  'order.refunded': 'Refunded[ {amount}]',
  'order.refund_failed': 'Refund[ of {amount}] failed[: {reason}]',
  'order.fraud_warning': 'Fraud warning[: {reason}]',
  'order.disputed': 'Payment disputed[: {reason}][, {amount}]',
  'order.dispute_won': 'Dispute won[ — {amount}]',
  'order.dispute_closed': 'Dispute closed[ — {amount}]',
  'order.dispute_lost': 'Dispute lost[ — {amount}]',
  'order.overdue': '[{step}|Late][ {within} after {after}][ by {ship_by}][ for {on_hold}]',
  'email.bounced': 'Email bounced[: {email}][ ({kind})]',
  'email.not_sent': 'Email not sent[: {email}][ ({kind})][ — {reason}]',
  'source.quiet': '[{provider}|A source] has sent nothing[ for {silence}][; usually every {usual}]',
  'source.caught_up': '[{missed} fetched|Events fetched] that [{provider}|a source] never delivered',
  'source.resumed': '[{provider}|A source] delivers again',
  'alert.failed': '[{channel}|An alert channel] could not be reached[: {reason}]',
  'alert.resumed': '[{channel}|An alert channel] can be reached again',
} as const satisfies Partial<Record<KnownType, string>>;

/**
 * Further sentences of a type, named `type:variant`: some providers report a type with other words than the type's own. A
 * type that is not in the taxonomy has its sentence here too.
 */
export const VARIANTS = {
  'order.refunded:started': 'Refund[ of {amount}] started',
  'order.paid:authorised': 'Payment authorised[ — {amount}]',
  'order.submission_failed:fulfilment': 'Fulfilment failed',
  'order.submission_failed:production': '[{provider} cannot make the order|Production failed][: {reason}]',
  'order.submission_failed:waits': '[{provider} waits|The printing house waits][ for {reason}]',
  'order.released:review': 'Payment review closed[: {reason}]',
  'order.shipped:part': 'Shipped in part[ via {carrier}][ — tracking: {tracking}]',
  'order.shipment_cancelled:fulfilment': 'Fulfilment cancelled',
  'order.cancelled:deleted': 'Order deleted[ in {provider}]',
  'order.disputed:inquiry': 'Payment inquiry[: {reason}][, {amount}]',
  'order.dispute_closed:inquiry': 'Payment inquiry closed[ — {amount}]',
  'order.dispute_closed:fraud': 'Fraud warning is over',
} as const satisfies Record<string, string>;

/** A sentence other than its type's. */
export type Variant = (typeof VARIANTS)[keyof typeof VARIANTS];

/** Types of which Flagpost makes the sentence itself, not from the payload alone. */
export const MADE = ['order.overdue', 'order.action'] as const satisfies KnownType[];

/** The types that have a sentence of their own. */
export type Told = keyof typeof SENTENCES;

/** The name of a sentence: its type, with its variant. A viewer's language has each. */
export type SentenceName = Told | keyof typeof VARIANTS | (typeof MADE)[number];

/** The sentence of a type; undefined for one that needs a `message`, the shop's own types among them. */
export const sentenceOf = (type: string): string | undefined =>
  Object.hasOwn(SENTENCES, type) ? SENTENCES[type as Told] : undefined;
