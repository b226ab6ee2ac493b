import type { KnownType } from './taxonomy.ts';

/**
 * The sentence of each type that has one. `{field}` is filled from the payload; a `[part]` whose field is missing is left
 * out. A type without a sentence needs a `message`.
 */
export const SENTENCES = {
  'sync.started': 'Product sync started[ ({provider})]',
  'sync.failed': 'Product sync failed[: {reason}]',
  'sync.completed': 'Product sync complete[ — {products}][, {updated} updated]',
  'abandoned_cart.created': 'Abandoned cart[ — {email}][, {amount}]',
  'abandoned_cart.email_sent': 'Recovery email sent[ to {email}]',
  'abandoned_cart.recovered': 'Cart recovered[ — order {order_id} placed]',
  'order.created': 'Order placed[ — {amount}][ via {provider}]',
  'order.email.confirmation_sent': 'Order confirmation sent[ to {email}]',
  'order.submission_retried': 'Submission retried[ — attempt {attempt} of {max}]',
  'order.submission_failed': 'Submission[ to {provider}] failed[: {reason}]',
  'order.submitted': 'Submitted[ to {provider}][ ({reference})]',
  'order.production': 'In production[ at {provider}]',
  'order.shipped': 'Shipped[ via {carrier}][ — tracking: {tracking}]',
  'order.email.shipping_sent': 'Shipping notification sent[ to {email}]',
  'order.delivered': 'Delivered',
  'order.cancelled': 'Order cancelled',
  'order.refunded': 'Refunded[ {amount}]',
  'email.bounced': 'Email bounced[: {email}][ ({kind})]',
} as const satisfies Partial<Record<KnownType, string>>;

/** The types that have a sentence of their own. */
export type Told = keyof typeof SENTENCES;

/** The sentence of a type; undefined for one that needs a `message`, the shop's own types among them. */
export const sentenceOf = (type: string): string | undefined =>
  Object.hasOwn(SENTENCES, type) ? SENTENCES[type as Told] : undefined;
