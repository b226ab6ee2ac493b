import { BOOK, type BookEntry, type OrderNumber } from './book.ts';
import { duration } from './duration.ts';
import type { Order } from './order.ts';

/** `SS-260223-0042`: the shop's initials, the day, and the number. */
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
