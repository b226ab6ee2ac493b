import { lookup } from '../domain/lookup.ts';
import { type Fields, identifier, instant, known, link, record, refs, said, text, typeOf } from './fields.ts';
import { production, submissionFailed, submitted, type Told } from './print.ts';
import { hmac } from './signatures/hmac.ts';
import type { Source } from './source.ts';

const shipment = ({ carrier }: Fields) => {
  const { code, tracking_number, tracking_url } = record(carrier);
  return { carrier: said(code), tracking: identifier(tracking_number), tracking_url: link(tracking_url) };
};

const shipped = (_: string, data: Fields): Told => {
  const payload = shipment(data);
  const fact = payload.tracking && `shipped:${payload.tracking}`;
  return { event_type: 'order.shipped', payload, fact, at: data.shipped_at };
};

const delivered = (order: string, data: Fields): Told => {
  const payload = shipment(data);
  const fact = `delivered:${payload.tracking ?? order}`;
  return { event_type: 'order.delivered', payload, fact, at: data.delivered_at };
};

/** The reason is in our words: Printify says that there is one, never which. */
const failed = (reason: string) => () => submissionFailed(reason);

/** The topics, and the statuses of an `order:updated`. */
const TELLS: Record<string, (order: string, data: Fields) => Told> = {
  'order:created': submitted,
  'order:sent-to-production': production,
  'order:shipment:created': shipped,
  'order:shipment:delivered': delivered,
  'order:updated in-production': production,
  'order:updated canceled': () => ({ event_type: 'order.cancelled' }),
  'order:updated on-hold': failed('order on hold'),
  'order:updated has-issues': failed('order has issues'),
  'order:updated payment-not-received': failed('payment not received'),
  'order:updated quality-declined': failed('print quality declined'),
};

/**
 * The shop's own order number is in none of these; Printify's, once the shop has told it with its `order.submitted`,
 * leads there. A status comes again with every change of anything, so it counts only where it differs from what was
 * last told of the order: hold, production, hold are two holds; hold, hold is one.
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
    const tell = lookup(TELLS, status ? `order:updated ${status}` : event.type);
    if (!id || !order || !tell) return [];
    const { event_type, payload = {}, fact = null, at } = tell(order, data);
    return [
      {
        event_type,
        key: `${id}:${event_type}`,
        occurred_at: instant(at) ?? instant(event.created_at),
        payload: known({ provider: 'printify', ...payload }),
        refs: [...refs('printify', order), ...refs('tracking', payload.tracking)],
        fact,
        status: { of: `printify:${order}`, is: fact ?? status ?? id },
      },
    ];
  },
};
