import { lookup } from '../domain/lookup.ts';
import { fromHex } from '../http/bytes.ts';
import { type Fields, identifier, instant, known, link, orderId, record, refs, said, text, typeOf } from './fields.ts';
import { production, submissionFailed, submitted, type Told } from './print.ts';
import { hmac } from './signatures/hmac.ts';
import { urlToken } from './signatures/url-token.ts';
import type { Source } from './source.ts';

const SIGNATURE = 'x-pf-webhook-signature';
const signed = hmac({ header: SIGNATURE, encoding: 'hex', key: fromHex });

const failed = (reason: string) => (_: string, data: Fields) => submissionFailed(said(data.reason) ?? reason);

/** Version 2 tells a number and no carrier. */
const shipment =
  (name: 'shipped' | 'delivered') =>
  (order: string, data: Fields): Told => {
    const parcel = record(data.shipment);
    const tracking = identifier(parcel.tracking_number);
    const payload = { carrier: said(parcel.carrier), tracking, tracking_url: link(parcel.tracking_url) };
    const fact = `${name}:${tracking ?? identifier(parcel.id) ?? order}`;
    return { event_type: `order.${name}`, payload, fact, at: parcel[`${name}_at`] };
  };

/** The types of both versions, and the statuses of an `order_updated`. */
const TELLS: Record<string, (order: string, data: Fields) => Told> = {
  order_created: submitted,
  'order_updated pending': submitted,
  'order_updated inprocess': production,
  order_failed: failed('order failed'),
  order_put_hold: failed('order on hold'),
  order_put_hold_approval: failed('order waits for approval'),
  order_remove_hold: submitted,
  order_canceled: () => ({ event_type: 'order.cancelled' }),
  package_shipped: shipment('shipped'),
  shipment_sent: shipment('shipped'),
  shipment_delivered: shipment('delivered'),
};

/**
 * `order_refunded` is not here: Printful gives the shop its costs back, which is no refund to a customer.
 * Version 1 signs nothing and brings the token of its address; version 2 signs, with a key that it hands out as hex.
 */
export const printful: Source = {
  name: 'printful',
  docs: 'https://developers.printful.com/docs/#tag/Webhook-API',
  covers: 'token',
  window: null,
  verify: (delivery, secret) => (delivery.headers.has(SIGNATURE) ? signed : urlToken)(delivery, secret),
  kind: typeOf,
  translate(body) {
    const event = record(body);
    const data = record(event.data);
    const order = record(data.order);
    const id = identifier(order.id);
    const tell = lookup(TELLS, event.type === 'order_updated' ? `order_updated ${text(order.status)}` : event.type);
    // A draft is an order that the shop may yet confirm.
    if (!id || !tell || order.status === 'draft') return [];
    const { event_type, payload = {}, fact, at } = tell(id, data);
    const told = event.created ?? event.occurred_at;
    return [
      {
        event_type,
        // Not the whole body, in which `retries` counts.
        key: [event.type, id, record(data.shipment).id, told].map(identifier).join(':'),
        occurred_at: instant(at) ?? instant(told),
        hint: orderId(order.external_id),
        payload: known({ provider: 'printful', ...payload }),
        refs: [...refs('printful', id), ...refs('tracking', payload.tracking)],
        fact,
      },
    ];
  },
};
