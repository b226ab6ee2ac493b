import { lookup } from '../domain/lookup.ts';
import { fromHex } from '../http/bytes.ts';
import { type Fields, identifier, instant, known, list, orderId, record, said, typeOf } from './fields.ts';
import {
  allShipped,
  cancelled,
  ended,
  held,
  ofHouse,
  type Print,
  partShipped,
  production,
  released,
  submissionFailed,
  submitted,
} from './print.ts';
import { type Parcel, shipmentCancelled, shipped } from './shop.ts';
import { hmac } from './signatures/hmac.ts';
import { urlToken } from './signatures/url-token.ts';
import type { Source } from './source.ts';

const SIGNATURE = 'x-pf-webhook-signature';
const signed = hmac({ header: SIGNATURE, encoding: 'hex', key: fromHex });

type TellOf = (order: string, data: Fields) => Print | Print[];

/** A shipment keeps its id when its number changes. Version 2 tells a number and no carrier. */
const parcelOf = (order: string, data: Fields): Parcel => {
  const { id, carrier, tracking_number, tracking_url } = record(data.shipment);
  return { provider: 'printful', id: identifier(id) ?? order, carrier, tracking: tracking_number, tracking_url };
};

const quantityOf = (items: unknown): number =>
  list(items).reduce<number>(
    (sum, item) => sum + (Number.isSafeInteger(record(item).quantity) ? Number(record(item).quantity) : 0),
    0,
  );

/** How many of how many items a parcel holds, where it is not all: only version 1 says. What is sent again adds nothing. */
const countsOf = (data: Fields) => {
  const [parcel, order] = [record(data.shipment), record(data.order)];
  const [items, of] = [quantityOf(parcel.items), quantityOf(order.items)];
  return parcel.reshipment !== true && order.status !== 'fulfilled' && items > 0 && items < of ? { items, of } : {};
};

const left: TellOf = (order, data) => {
  const { payload, ...told } = shipped(parcelOf(order, data), ofHouse('printful', order));
  const counts = countsOf(data);
  const isPart = record(data.order).status === 'partial' && !('of' in counts);
  return [{ ...told, payload: { ...payload, ...counts } }, ...(isPart ? [partShipped()] : [])];
};

const became =
  (name: 'delivered' | 'returned'): TellOf =>
  (order, data) => ({
    ...ended(name, parcelOf(order, data), order, said(data.reason)),
    at: name === 'delivered' ? record(data.shipment).delivered_at : undefined,
  });

const hold =
  (reason: string | null): TellOf =>
  (_, data) =>
    held(said(data.reason) ?? reason);

/** The types of both versions. */
const TYPES: Record<string, TellOf> = {
  order_created: submitted,
  order_failed: (_, data) => submissionFailed(said(data.reason)),
  order_canceled: (_, data) => cancelled(said(data.reason)),
  order_put_hold: hold(null),
  order_put_hold_approval: hold('waits for approval'),
  order_remove_hold: released,
  package_shipped: left,
  package_returned: became('returned'),
  shipment_sent: left,
  shipment_delivered: became('delivered'),
  shipment_returned: became('returned'),
  shipment_canceled: (order, data) => shipmentCancelled(parcelOf(order, data), ofHouse('printful', order)),
  shipment_put_hold: hold('one shipment'),
  shipment_put_hold_approval: hold('one shipment waits for approval'),
  shipment_remove_hold: released,
  shipment_out_of_stock: (_, data) => (data.is_out_of_stock === false ? released() : held('out of stock')),
};

/** The statuses of an `order_updated`. */
const STATUSES: Record<string, TellOf> = {
  pending: submitted,
  failed: (_, data) => submissionFailed(said(record(data.order).error)),
  canceled: () => cancelled(),
  onhold: () => held(),
  inprocess: production,
  partial: partShipped,
  fulfilled: allShipped,
};

/** These have a type of their own, which says why, in the same second: an update stands a moment later. */
const OWN: unknown[] = ['failed', 'canceled', 'onhold'];
const AFTER = 1;

/**
 * Ignored: `order_refunded`, since Printful gives the shop its costs back, which is no refund to a customer; drafts, which the
 * shop may yet confirm; `archived`, after everything; `approval_sheet_status_changed`, since the hold and its end are told; and
 * what is of no order: `product_…`, `stock_updated`, `catalog_…`, `mockup_task_finished`.
 *
 * A shipment stands at the time that it is told, so that the number which is told last counts. Version 1 signs nothing and
 * brings the token of its address; version 2 signs, with a key that it hands out as hex.
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
    const isUpdate = event.type === 'order_updated';
    const tell = isUpdate ? lookup(STATUSES, order.status) : lookup(TYPES, event.type);
    if (!id || !tell || order.status === 'draft') return [];
    const time = event.created ?? event.occurred_at;
    // Not the whole body, in which `retries` counts.
    const key = [event.type, id, record(data.shipment).id, time].map(identifier).join(':');
    const at = instant(time);
    return [tell(id, data)].flat().map(({ at: own, payload, ...told }) => ({
      refs: ofHouse('printful', id).refs,
      status: { of: `printful:${id}`, is: told.fact ?? told.event_type },
      ...told,
      key: `${key}:${told.event_type}`,
      occurred_at: instant(own) ?? (at !== null && isUpdate && OWN.includes(order.status) ? at + AFTER : at),
      hint: orderId(order.external_id),
      payload: known({ provider: 'printful', ...payload }),
    }));
  },
};
