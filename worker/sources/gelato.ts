import { lookup } from '../domain/lookup.ts';
import { type Fields, identifier, instant, known, link, list, orderId, record, refs, said, text } from './fields.ts';
import { production, submissionFailed, submitted, type Told } from './print.ts';
import { urlToken } from './signatures/url-token.ts';
import type { Source } from './source.ts';

/** Only an item's status comes with a comment. */
const failed = (reason: string) => (_: string, event: Fields) => submissionFailed(said(event.comment) ?? reason);

const parcel = (name: 'shipped' | 'delivered', order: string, fulfillment: Fields): Told => {
  const tracking = identifier(fulfillment.trackingCode);
  const payload = {
    carrier: said(fulfillment.shipmentMethodName),
    tracking,
    tracking_url: link(fulfillment.trackingUrl),
  };
  return { event_type: `order.${name}`, payload, fact: `${name}:${tracking ?? order}` };
};

/** Items share parcels: one event for each. */
const parcels =
  (name: 'shipped' | 'delivered') =>
  (order: string, event: Fields): Told[] => {
    const fulfillments = list(event.items).flatMap((item) => list(record(item).fulfillments));
    const told = fulfillments.map((fulfillment) => parcel(name, order, record(fulfillment)));
    return [...new Map((told.length > 0 ? told : [parcel(name, order, {})]).map((one) => [one.fact, one])).values()];
  };

/** By event and status. An item's failure has a reason; that it goes on says nothing of the others. */
const TELLS: Record<string, (order: string, event: Fields) => Told | Told[]> = {
  'order_status_updated passed': submitted,
  'order_status_updated in_production': production,
  'order_status_updated printed': production,
  'order_status_updated shipped': parcels('shipped'),
  'order_status_updated delivered': parcels('delivered'),
  'order_status_updated canceled': () => ({ event_type: 'order.cancelled' }),
  'order_status_updated failed': failed('order failed'),
  'order_status_updated on_hold': failed('order on hold'),
  'order_status_updated pending_approval': failed('order waits for approval'),
  'order_status_updated not_connected': failed('product not connected'),
  'order_item_status_updated failed': failed('item failed'),
  'order_item_status_updated on_hold': failed('item on hold'),
  order_item_tracking_code_updated: (order, event) => parcel('shipped', order, event),
};

/** Gelato signs nothing. An order's status has no time, so the first delivery's stands. */
export const gelato: Source = {
  name: 'gelato',
  docs: 'https://dashboard.gelato.com/docs/orders/v4/webhooks/',
  covers: 'token',
  window: null,
  verify: urlToken,
  kind: (item) => identifier(record(item).event) ?? 'unknown',
  translate(body) {
    const event = record(body);
    const [id, order, kind] = [event.id, event.orderId, event.event].map(identifier);
    const status = text(event.fulfillmentStatus) ?? text(event.status);
    const tell = lookup(TELLS, status ? `${kind} ${status}` : kind);
    if (!id || !order || !tell) return [];
    return [tell(order, event)].flat().map(({ event_type, payload = {}, fact }) => ({
      event_type,
      // Gelato's own samples have one id in two events.
      key: `${id}:${kind}:${fact ?? event_type}`,
      occurred_at: instant(event.created),
      hint: orderId(event.orderReferenceId),
      payload: known({ provider: 'gelato', ...payload }),
      refs: [...refs('gelato', order), ...refs('tracking', payload.tracking)],
      fact,
    }));
  },
};
