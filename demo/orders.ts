import { BOOK, type BookEntry, type OrderNumber } from './book.ts';
import type { ProductId } from './catalogue.ts';
import { duration } from './duration.ts';

export interface Customer {
  name: string;
  email: string;
  /** Street, town, postcode, country. */
  address: readonly string[];
  since: number;
  orders: number;
}

export interface Item {
  product: ProductId;
  variant: string;
  quantity: number;
  /** Of one, in minor units. */
  price: number;
}

export interface Order {
  id: string;
  placed_at: Date;
  customer: Customer;
  items: readonly Item[];
  shipping: number;
  total: number;
  currency: string;
  payment: 'Paid' | 'Refunded';
  fulfilment: 'Unfulfilled' | 'Submitted' | 'In production' | 'On hold' | 'Shipped' | 'Delivered' | 'Cancelled';
}

/** `SS-260223-0042`: the shop's initials, the day, the order's number. */
const orderId = (placed: Date, number: string) =>
  `SS-${placed.toISOString().slice(2, 10).replaceAll('-', '')}-${number}`;

const toOrder = (entry: BookEntry, began: Date): Order => {
  const { number, placed, currency = 'GBP', ...order } = entry;
  const placed_at = new Date(began.getTime() - duration(placed));
  const goods = order.items.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
  return { ...order, id: orderId(placed_at, number), placed_at, currency, total: goods + order.shipping };
};

/** The shop's orders, newest first, for a demo that was first started at `began`. */
export const ordersSince = (began: Date): Order[] => BOOK.map((entry) => toOrder(entry, began)).reverse();

export const orderNumbered = (number: OrderNumber, began: Date): Order =>
  toOrder(BOOK.find((entry) => entry.number === number)!, began);
