import { VARIANTS } from '../../contract/sentences.ts';
import { lookup } from '../../domain/lookup.ts';
import { type Fields, identifier, idOf, known, list, record, refs, said } from '../fields.ts';
import { fate, fulfilled, type Parcel, shipmentCancelled, shipped } from '../shop.ts';
import { itemsOf, ofOrder, type Timed } from './order.ts';

/**
 * The parcels of a fulfilment: one for each tracking number, or one without. Their places stay as numbers are corrected. Which
 * of several holds which items nobody says.
 */
const parcelsOf = (fulfillment: Fields, id: string): Parcel[] => {
  const { tracking_number, tracking_url, tracking_company: carrier } = fulfillment;
  const [numbers, urls] = [list(fulfillment.tracking_numbers).map(identifier), list(fulfillment.tracking_urls)];
  const tracked = [...new Set([...numbers, identifier(tracking_number)].filter((number) => number !== null))];
  const items = tracked.length > 1 ? null : itemsOf(fulfillment);
  return (tracked.length > 0 ? tracked : [null]).map((tracking, i) => ({
    provider: 'shopify',
    id: i === 0 ? id : `${id}.${i + 1}`,
    carrier,
    tracking,
    tracking_url: urls[numbers.indexOf(tracking)] ?? tracking_url,
    items,
  }));
};

/** The event type of a parcel's status, and the reason. */
interface Fate {
  type: string;
  reason: string | null;
}

/**
 * The fate of a parcel by its status. With any other it is on its way: `label_purchased`, `label_printed`, `confirmed`,
 * `carrier_picked_up`, `in_transit`, `out_for_delivery`.
 *
 * @see https://shopify.dev/docs/api/admin-graphql/latest/enums/FulfillmentEventStatus
 * @see https://shopify.dev/docs/api/customer/unstable/enums/FulfillmentEventStatus
 */
const FATES: Record<string, Fate> = {
  delivered: { type: 'order.delivered', reason: null },
  picked_up: { type: 'order.delivered', reason: null },
  attempted_delivery: { type: 'order.delivery_failed', reason: 'delivery was attempted' },
  failure: { type: 'order.delivery_failed', reason: 'could not be delivered' },
  returning_to_sender: { type: 'order.delivery_failed', reason: 'returning to sender' },
  buyer_action_required: { type: 'order.delivery_failed', reason: 'the customer has to do something' },
  delayed: { type: 'order.delivery_delayed', reason: null },
  ready_for_pickup: { type: 'order.available_for_pickup', reason: null },
  ready_for_recipient_pickup: { type: 'order.available_for_pickup', reason: null },
};

const isShipped = (fulfillment: Fields): boolean => {
  const items = list(fulfillment.line_items);
  return items.length === 0 || items.some((item) => record(item).requires_shipping !== false);
};

/** A fulfilment by its own status, which says whether it left, and by that of its shipment, which says where it is. */
const fulfillment = (item: Fields, id: string, at: unknown): Timed[] => {
  const common = ofOrder(item.order_id);
  const parcels = parcelsOf(item, id);
  switch (item.status) {
    case 'cancelled':
      return parcels.map((parcel) => ({
        ...shipmentCancelled(parcel, common),
        ...(!isShipped(item) && { template: VARIANTS['order.shipment_cancelled:fulfilment'] }),
        at,
      }));
    case 'error':
    case 'failure': {
      const facts = parcels.map(({ tracking }) => `shipped:${tracking ?? id}`);
      const status = { of: `shopify:parcel:${id}`, is: 'failed' };
      const told = {
        template: VARIANTS['order.submission_failed:fulfilment'],
        payload: { provider: 'shopify' },
        retracts: facts,
        status,
        at,
      };
      return [{ event_type: 'order.submission_failed', ...common, ...told }];
    }
    case 'success':
    case null:
    case undefined: {
      if (!isShipped(item)) return [{ ...fulfilled('shopify', id, common), at }];
      const became = lookup(FATES, item.shipment_status);
      return parcels.flatMap((parcel) => [
        { ...shipped(parcel, common), at },
        ...(became ? [{ ...fate(became.type, parcel, common, became.reason), at }] : []),
      ]);
    }
    // Asked for, and not done yet: `pending` and `open`; or a status that is new.
    default:
      return [];
  }
};

export const created = (item: Fields, id: string): Timed[] => fulfillment(item, id, item.created_at);
export const updated = (item: Fields, id: string): Timed[] => fulfillment(item, id, item.updated_at);

/**
 * A scan of the carrier, with its words. It knows the fulfilment but no tracking number; that a parcel has arrived
 * `fulfillments/update` tells, with its number.
 */
export const scanned = ({ order_id, fulfillment_id, status, message, happened_at }: Fields): Timed[] => {
  const [became, id] = [lookup(FATES, status), identifier(fulfillment_id)];
  if (!became || !id || became.type === 'order.delivered') return [];
  const [parcel] = parcelsOf({}, id);
  const { ids: _, ...told } = fate(became.type, parcel!, ofOrder(order_id), said(message) ?? became.reason);
  return [{ ...told, at: happened_at }];
};

/**
 * A hold knows the fulfilment order, `gid://shopify/FulfillmentOrder/1`, and not its order: it stands at its order once
 * somebody tells both, as by `refs: ['shopify:gid://shopify/FulfillmentOrder/1']`.
 */
const held = (body: Fields) => {
  const item = record(body.fulfillment_order);
  const common = ofOrder(item.order_id ?? body.order_id);
  const gid = idOf(item.admin_graphql_api_id) ?? identifier(item.id);
  return { gid, common: { refs: [...(common.refs ?? []), ...refs('shopify', gid)] }, item };
};

export const hold = (body: Fields): Timed[] => {
  const { gid, common, item } = held(body);
  if (!gid) return [];
  const { reason, reason_notes } = record(body.created_fulfillment_hold ?? list(item.fulfillment_holds)[0]);
  const why = said(reason_notes) ?? (reason === 'other' ? null : said(reason)?.replaceAll('_', ' '));
  const payload = known({ provider: 'shopify', reason: why });
  return [{ event_type: 'order.on_hold', ...common, payload, at: null }];
};

export const release = (body: Fields): Timed[] => {
  const { gid, common } = held(body);
  return gid ? [{ event_type: 'order.released', ...common, payload: { provider: 'shopify' }, at: null }] : [];
};
