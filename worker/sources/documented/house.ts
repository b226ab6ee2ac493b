// The rows that all print houses share, in the words that a person reads.
import { as, type Stored } from './table.ts';

export const NO_ORDER = 'it is of no order';

export const submitted = (house: string, id: string) =>
  as('order.submitted', `Submitted to ${house} (${id})`, 'submission');
export const released = (house: string) => as('order.released', `${house} released the order`, 'submission');
export const cancelled = as('order.cancelled', 'Order cancelled', 'submission, payment, shipment, fraud:*, every step');
export const held = (house: string, why = '') =>
  as('order.on_hold', `${house} put the order on hold${why === '' ? '' : `: ${why}`}`);
export const failed = (message: string) => as('order.submission_failed', message);
export const made = (house: string) => as('order.production', `In production at ${house}`, 'submission');
export const part = (house: string) => as('order.part_shipped', `${house} shipped a part of the order`, 'submission');

/** The problems that a shipment ends. */
export const LEFT = 'submission, payment, shipment, return:*, fraud:*';
export const delivered = (parcel = 'P1') =>
  as('order.delivered', 'Delivered', `submission, payment, delivery:${parcel}`);
export const returned = (parcel = 'P1') => as('order.returned', 'Parcel came back to the shop', `delivery:${parcel}`);
export const shipped = (message: string, corrects = '') =>
  as('order.shipped', message, corrects === '' ? LEFT : `${LEFT}, ~${corrects}`);

/** An event whose details say why. */
export const because = (stored: Stored, why: string): Stored =>
  stored.map(([type, message, ends]) => [type, `${message} — ${why}`, ends]);
