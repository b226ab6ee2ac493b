import { createHash } from 'node:crypto';
import type { Order } from '../order.ts';
import { idFor, needed, type Sender } from './sender.ts';

export const printifyId = ({ id }: Order) => createHash('sha256').update(id).digest('hex').slice(0, 24);

/** @see https://developers.printify.com/#webhooks */
export const printify =
  (type: string, data: Record<string, unknown> = {}): Sender =>
  ({ at, order: about }) => {
    const order = needed(about);
    const id = idFor('', type, data, order.id);
    const resource = { id: printifyId(order), type: 'order', data: { shop_id: 9_230_417, ...data } };
    // Printify writes a space where ISO 8601 has a T.
    const created_at = at
      .toISOString()
      .replace('T', ' ')
      .replace(/\.\d+Z$/, '+00:00');
    return { by: 'printify', at, id, body: { id, type, created_at, resource } };
  };

const carriers = {
  'Royal Mail': 'https://www.royalmail.com/track-your-item#/tracking-results/',
  DHL: 'https://www.dhl.com/gb-en/home/tracking.html?tracking-id=',
};

type Carrier = keyof typeof carriers;

const parcel = (code: Carrier, tracking_number: string) => ({
  carrier: { code, tracking_number, tracking_url: carriers[code] + tracking_number },
});

export const shipped = (carrier: Carrier, tracking: string) =>
  printify('order:shipment:created', parcel(carrier, tracking));

export const delivered = (carrier: Carrier, tracking: string) =>
  printify('order:shipment:delivered', parcel(carrier, tracking));

export const printifyStatus = (status: string) => printify('order:updated', { status });
