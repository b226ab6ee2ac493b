import type { ProductId } from './catalogue.ts';

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
  /** The price of one, in minor units. */
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
