import type { OrderStatus } from './steps.ts';
import type { KnownType } from './taxonomy.ts';

/**
 * The types of event that a customer may learn of, each with its sentence for them. A type that is not here never reaches
 * the customer: no failure, no mail, no dispute, none of the shop's own.
 */
export const CUSTOMER_SENTENCES = {
  'order.created': 'We have your order',
  'order.paid': 'We are getting your order ready',
  'order.submitted': 'Your order is being prepared',
  'order.production': 'Your order is being made',
  'order.shipped': 'Your order is on its way',
  'order.delivered': 'Your order was delivered',
  'order.returned': 'Your order came back to us',
  'order.cancelled': 'Your order was cancelled',
  'order.refunded': 'Your order was refunded',
  'order.overdue': 'This is taking longer than usual',
  'order.note': 'A note from us',
} as const satisfies Partial<Record<KnownType, string>>;

export type CustomerType = keyof typeof CUSTOMER_SENTENCES;

export const isForCustomers = (type: string): type is CustomerType => Object.hasOwn(CUSTOMER_SENTENCES, type);

/** The type of event that brings an order to a status. */
export const typeOfStatus = (status: OrderStatus): CustomerType =>
  status === 'placed' ? 'order.created' : `order.${status}`;

/** Where a parcel is, as far as its customer is concerned. */
export const PARCEL_STATUSES = ['shipped', 'delivered', 'returned'] as const;
export type ParcelStatus = (typeof PARCEL_STATUSES)[number];
