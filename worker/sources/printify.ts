import { lookup } from '../domain/lookup.ts';
import { type Fields, identifier, instant, known, list, record, text, typeOf } from './fields.ts';
import {
  allShipped,
  cancelled,
  ended,
  held,
  ofHouse,
  type Print,
  partShipped,
  production,
  productionFailed,
  released,
  submissionFailed,
  submitted,
  type Tell,
} from './print.ts';
import { type Parcel, shipped } from './shop.ts';
import { hmac } from './signatures/hmac.ts';
import type { Source } from './source.ts';

/** The statuses of an `order:updated`. Printify says that something is wrong, never what: the reasons are in our words. */
const STATUSES: Record<string, Tell> = {
  pending: released,
  'on-hold': () => held(),
  'checking-quality': released,
  'quality-approved': released,
  'quality-declined': () => productionFailed('print quality declined'),
  'ready-for-production': released,
  'sending-to-production': released,
  'in-production': production,
  'partially-fulfilled': partShipped,
  fulfilled: allShipped,
  canceled: () => cancelled(),
  'payment-not-received': () => submissionFailed('payment not received'),
  'callback-received': released,
  'has-issues': () => productionFailed('it has issues'),
  unfulfillable: () => productionFailed('it cannot be fulfilled'),
};

/**
 * A shipment has no id. Its items name it, so that a number which comes later, or is corrected, is of the same parcel;
 * without them its number does.
 */
const parcelOf = (order: string, { carrier, skus }: Fields): Parcel => {
  const { code, tracking_number, tracking_url } = record(carrier);
  const items = list(skus).map(text).sort().join(',');
  const id = items === '' ? identifier(tracking_number) : identifier(`${order}:${items}`);
  return { provider: 'printify', id: id ?? order, carrier: code, tracking: tracking_number, tracking_url };
};

const left = (order: string, data: Fields): Print => {
  const { ids, ...told } = shipped(parcelOf(order, data), ofHouse('printify', order));
  return list(data.skus).length > 0 ? { ...told, ...(ids && { ids }) } : told;
};

const TOPICS: Record<string, (order: string, data: Fields) => Print> = {
  'order:created': submitted,
  'order:sent-to-production': production,
  'order:shipment:created': left,
  'order:shipment:delivered': (order, data) => ({
    ...ended('delivered', parcelOf(order, data), order),
    at: data.delivered_at,
  }),
};

/**
 * The shop's own order number is in none of these; Printify's, once the shop has told it with its `order.submitted`,
 * leads there. A status comes again with every change of anything, so it counts only where it differs from what was
 * last told of the order: hold, production, hold are two holds; hold, hold is one.
 *
 * Ignored, since none is of an order: `product:…`, `personalization-preview-task:processed` and `shop:disconnected`; and what
 * Printify gives back to the shop, of which it tells nothing. A shipment stands at the time that it is told, so that the number
 * which is told last counts.
 */
export const printify: Source = {
  name: 'printify',
  docs: 'https://developers.printify.com/#webhooks',
  covers: 'body',
  window: null,
  verify: hmac({ header: 'x-pfy-signature', prefix: 'sha256=', encoding: 'hex' }),
  kind: typeOf,
  translate(body) {
    const event = record(body);
    const resource = record(event.resource);
    const data = record(resource.data);
    const [id, order] = [identifier(event.id), identifier(resource.id)];
    const status = event.type === 'order:updated' ? text(data.status) : null;
    const tell = status ? lookup(STATUSES, status) : lookup(TOPICS, event.type);
    if (!id || !order || !tell) return [];
    const { at, payload, ...told } = tell(order, data);
    return [
      {
        refs: ofHouse('printify', order).refs,
        status: { of: `printify:${order}`, is: told.fact ?? status ?? id },
        ...told,
        key: `${id}:${told.event_type}`,
        occurred_at: instant(at) ?? instant(event.created_at),
        payload: known({ provider: 'printify', ...payload }),
      },
    ];
  },
};
