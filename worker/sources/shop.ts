import type { Payload } from '../contract/event.ts';
import { VARIANTS } from '../contract/sentences.ts';
import { clip } from '../domain/message.ts';
import { identifier, known, link, refs, said } from './fields.ts';
import type { SourceEvent } from './source.ts';

/** An event of a shop or of its money, before its key and its time are known. */
export type Told = Omit<SourceEvent, 'key' | 'occurred_at'>;

/** The fields that all events of one order share. */
export type Common = Pick<Told, 'order_id' | 'refs'>;

/** A refund at one of its stages. One that fails, or is cancelled, takes back what was told of it before. */
export const refund = (stage: 'started' | 'done' | 'failed', id: string, payment: string | null, told: Told): Told => {
  const ids = { refund: id, payment };
  if (stage === 'failed') return { ...told, event_type: 'order.refund_failed', ids, fact: `refund_failed:${id}` };
  const event: Told = { ...told, event_type: 'order.refunded', ids, fact: `refunded:${id}` };
  if (stage === 'done') return event;
  const payload: Payload = { ...told.payload, pending: true };
  return { ...event, payload, template: VARIANTS['order.refunded:started'], fact: `refunded:${id}:started` };
};

/** A dispute, or an inquiry of the card's bank, which may become one. An inquiry is closed, never won or lost. */
export const dispute = (
  stage: 'open' | 'won' | 'lost' | 'closed',
  isInquiry: boolean,
): Pick<Told, 'event_type' | 'level' | 'template'> => {
  if (stage === 'open')
    return isInquiry
      ? { event_type: 'order.disputed', level: 'warning', template: VARIANTS['order.disputed:inquiry'] }
      : { event_type: 'order.disputed' };
  return isInquiry
    ? { event_type: 'order.dispute_closed', template: VARIANTS['order.dispute_closed:inquiry'] }
    : { event_type: `order.dispute_${stage}` };
};

/** A parcel of a shipment, as the shop's own system knows it. */
export interface Parcel {
  provider: string;
  /** The shop system's id of the parcel, which stays as its number is corrected. */
  id: string;
  carrier: unknown;
  tracking: unknown;
  tracking_url: unknown;
  /** How many items it holds, of an order that says how many it has. */
  items?: number | null;
  /** Of a parcel beside which something is still to be sent: how many items it holds where that is known, of how many. */
  part?: { items?: number | null; of: number };
}

/** The parcel in the log's words: by its tracking number where it has one, otherwise by the shop system's id. */
const ofParcel = ({ provider, id, ...parcel }: Parcel, common: Common) => {
  const [tracking, carrier] = [identifier(parcel.tracking), said(parcel.carrier)];
  return {
    ...common,
    payload: known({ provider, carrier, tracking, tracking_url: link(parcel.tracking_url), ...parcel.part }),
    refs: [...(common.refs ?? []), ...refs('tracking', tracking)],
    ...(tracking === null && { ids: { parcel: id } }),
  };
};

const stateOf = ({ provider, id }: Parcel) => `${provider}:parcel:${id}`;

/** A parcel that left. Told again with another number or carrier, it is the same parcel, corrected. */
export const shipped = (parcel: Parcel, common: Common): Told => {
  const carrier = clip(said(parcel.carrier) ?? '', 40);
  const { part } = parcel;
  const share = part && `${part.items ?? ''}/${part.of}`;
  const is = ['shipped', carrier, identifier(parcel.tracking), share].filter(Boolean).join(' ');
  const { payload, ...told } = ofParcel(parcel, common);
  return {
    event_type: 'order.shipped',
    ...told,
    payload: known({ ...payload, items: payload.items ?? parcel.items }),
    ...(part && part.items == null && { template: VARIANTS['order.shipped:part'] }),
    status: { of: stateOf(parcel), is, corrects: true },
  };
};

/** A shipment that does not leave after all. */
export const shipmentCancelled = (parcel: Parcel, common: Common): Told => ({
  event_type: 'order.shipment_cancelled',
  ...ofParcel(parcel, common),
  status: { of: stateOf(parcel), is: 'cancelled' },
});

/** The state of a parcel that left, as the carrier reported it to the shop's own system. */
export const fate = (event_type: string, parcel: Parcel, common: Common, reason: string | null): Told => {
  const told = ofParcel(parcel, common);
  return {
    event_type,
    ...told,
    payload: known({ ...told.payload, reason }),
    status: { of: `${stateOf(parcel)}:fate`, is: event_type },
  };
};

/** Goods that are fulfilled without being shipped: a gift card, a download, an order that the customer collects. */
export const fulfilled = (provider: string, id: string, common: Common): Told => ({
  event_type: 'order.fulfilled',
  ...common,
  payload: { provider },
  ids: { parcel: id },
  status: { of: `${provider}:parcel:${id}`, is: 'fulfilled' },
});
