import { lookup } from '../domain/lookup.ts';
import { type Fields, identifier, instant, known, list, orderId, record, said, text } from './fields.ts';
import {
  cancelled,
  ended,
  held,
  ofHouse,
  type Print,
  production,
  productionFailed,
  released,
  submissionFailed,
  submitted,
  waitsForShop,
} from './print.ts';
import { type Parcel, shipped } from './shop.ts';
import { urlToken } from './signatures/url-token.ts';
import type { Source } from './source.ts';

type TellOf = (order: string, event: Fields) => Print | Print[];

/** An item keeps its reference when the number of its parcel changes. */
const parcelOf = (order: string, item: unknown, i: number, fulfillment: Fields): Parcel => ({
  provider: 'gelato',
  id: identifier([order, identifier(item), i === 0 ? null : i + 1].filter((part) => part !== null).join(':')) ?? order,
  carrier: fulfillment.shipmentMethodName,
  tracking: fulfillment.trackingCode,
  tracking_url: fulfillment.trackingUrl,
});

/** The parcels of an order. Items share them: one for each number. */
const parcelsOf = (order: string, { items }: Fields): Parcel[] => {
  const parcels = list(items)
    .map(record)
    .flatMap(({ itemReferenceId, fulfillments }) =>
      list(fulfillments).map((each, i) => parcelOf(order, itemReferenceId, i, record(each))),
    );
  const byNumber = new Map(parcels.toReversed().map((parcel) => [identifier(parcel.tracking), parcel]));
  return byNumber.size > 0 ? [...byNumber.values()].toReversed() : [parcelOf(order, null, 0, {})];
};

const left: TellOf = (order, event) =>
  parcelsOf(order, event).map((parcel) => shipped(parcel, ofHouse('gelato', order)));

const became =
  (name: 'delivered' | 'returned'): TellOf =>
  (order, event) =>
    parcelsOf(order, event).map((parcel) => ended(name, parcel, order));

/** The statuses of an order. */
const STATUSES: Record<string, TellOf> = {
  passed: submitted,
  pending_personalization: () => held('waits for personalization'),
  digitizing: released,
  in_production: production,
  printed: production,
  failed: () => submissionFailed(),
  canceled: () => cancelled(),
  pending_approval: () => waitsForShop('approval of the order'),
  not_connected: () => productionFailed('products not connected'),
  on_hold: () => held(),
  shipped: left,
  in_transit: left,
  delivered: became('delivered'),
  returned: became('returned'),
};

/** The statuses of one item; only these come with a comment. That it goes on says nothing of the others. */
const ITEM_STATUSES: Record<string, TellOf> = {
  failed: (_, event) => productionFailed(said(event.comment) ?? 'one item failed'),
  on_hold: (_, event) => held(said(event.comment) ?? 'one item'),
};

const EVENTS: Record<string, (event: Fields) => TellOf | undefined> = {
  order_status_updated: ({ fulfillmentStatus }) => lookup(STATUSES, fulfillmentStatus),
  order_item_status_updated: ({ status }) => lookup(ITEM_STATUSES, status),
  order_item_tracking_code_updated: () => (order, event) =>
    shipped(parcelOf(order, event.itemReferenceId, 0, event), ofHouse('gelato', order)),
};

/**
 * Ignored: `created`, `uploading` and `draft`, which Gelato has not accepted yet; `order_delivery_estimate_updated`, an estimate;
 * `store_product_…`, of no order; the statuses of an item but two, since the order's own says what comes of it.
 *
 * Gelato signs nothing. An order's status has no time, so the first delivery's stands. An order that is made in several places
 * is several at Gelato, with one reference.
 */
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
    const tell = lookup(EVENTS, kind)?.(event);
    if (!id || !order || !tell) return [];
    const status = text(event.fulfillmentStatus) ?? text(event.status) ?? '';
    return [tell(order, event)].flat().map(({ at: _, payload, ...told }) => ({
      refs: ofHouse('gelato', order).refs,
      status: { of: `gelato:${order}`, is: told.fact ?? `${status} ${told.event_type}`.trim() },
      ...told,
      // Gelato's own samples have one id in two events.
      key: [id, kind, status, told.event_type, payload?.tracking].filter(Boolean).join(':'),
      occurred_at: instant(event.created),
      hint: orderId(event.orderReferenceId),
      payload: known({ provider: 'gelato', ...payload }),
    }));
  },
};
