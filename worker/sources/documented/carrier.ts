// The rows that all carriers share, about the parcel P1, in the words that a person reads.
import { as } from './table.ts';

export const MOVES = 'the parcel moves';
export const NO_NEWS = 'no news of the parcel';

export const delivered = as('order.delivered', 'Delivered', 'submission, payment, delivery:P1');
export const returned = as('order.returned', 'Parcel came back to the shop', 'delivery:P1');
export const cancelled = as('order.shipment_cancelled', 'Shipment cancelled — P1', '-shipped:P1, -fulfilled:P1');
export const forPickup = as('order.available_for_pickup', 'Available for pickup');
export const late = (why: string) => as('order.delivery_delayed', `Delivery delayed: ${why}`);
export const failed = (why: string) => as('order.delivery_failed', `Delivery failed: ${why}`);
