import type { Fields } from '../fields.ts';
import type { Listed } from '../listing.ts';
import { ofFulfillments } from './listed/fulfillment.ts';
import { ofMoney } from './listed/money.ts';
import { ofOrder } from './listed/order.ts';
import { ofTrust } from './listed/trust.ts';

/** All that an order of the API tells, each part as its webhook does. */
export const listed = (order: Fields): Listed[] => [
  ...ofOrder(order),
  ...ofMoney(order),
  ...ofTrust(order),
  ...ofFulfillments(order),
];
