import type { CustomerStatus } from '../contract/api.ts';
import type { ParcelStatus } from '../contract/customer.ts';
import type { Payload } from '../contract/event.ts';
import { carrierName, trackingPage } from './carriers.ts';
import { isPrivate } from './private.ts';
import type { Effects } from './story/event.ts';

export type CustomerParcel = CustomerStatus['parcels'][number];

/** An event as far as it says something about a parcel. */
export interface ParcelEvent {
  event_type: string;
  payload: Payload;
  effects: Effects;
}

/** One word with a digit in it, as every carrier numbers its parcels: a sentence in its place is none. */
const NUMBER = /^(?=.*\d)[A-Za-z0-9][A-Za-z0-9._/-]{0,49}$/;

const numberOf = ({ tracking }: Payload): string | null => {
  const number = typeof tracking === 'string' || typeof tracking === 'number' ? String(tracking).trim() : '';
  return NUMBER.test(number) && !isPrivate(number) ? number : null;
};

/** A sender may have put text into an address: no address with spaces, numbers of cards or a password is shown. */
const isPlainAddress = (address: string): boolean => {
  try {
    const { username, password } = new URL(address);
    const text = decodeURIComponent(address);
    return username === '' && password === '' && !/\s/.test(text) && !isPrivate(text);
  } catch {
    return false;
  }
};

/** The fields of a payload that name its parcel to a customer. Nothing in the sender's own words. */
const detailsOf = (payload: Payload): Omit<CustomerParcel, 'status'> => {
  const [carrier, tracking] = [carrierName(payload), numberOf(payload)];
  const { tracking_url } = payload;
  const named = typeof tracking_url === 'string' && isPlainAddress(tracking_url) ? { tracking_url } : {};
  return { carrier, tracking, tracking_url: trackingPage({ carrier, tracking, ...named }) };
};

/** A parcel with the details that another event adds to it. */
const joined = (known: CustomerParcel | undefined, payload: Payload, status: ParcelStatus): CustomerParcel => {
  const details = detailsOf(payload);
  return {
    carrier: known?.carrier ?? details.carrier,
    tracking: known?.tracking ?? details.tracking,
    tracking_url: known?.tracking_url ?? details.tracking_url,
    status,
  };
};

const STATUS: Record<string, ParcelStatus> = {
  'order.shipped': 'shipped',
  'order.delivered': 'delivered',
  'order.returned': 'returned',
};

/**
 * The parcels of an order by what names them, from the events that count, in order of time. A delivery or a return that names
 * no parcel is of all; one whose shipping nobody told is of a parcel all the same.
 */
export const customerParcels = (events: readonly ParcelEvent[]): Map<string, CustomerParcel> => {
  const parcels = new Map<string, CustomerParcel>();
  for (const { event_type, payload, effects } of events) {
    const status = STATUS[event_type];
    if (status === undefined || effects.ships === false) continue;
    const { parcel = '' } = effects;
    if (status === 'shipped' || parcel !== '') {
      // The number of a parcel may have come after it had left.
      const of = parcels.has(parcel) || !parcels.has('') ? parcel : '';
      parcels.set(of, joined(parcels.get(of), payload, status));
      continue;
    }
    for (const [of, known] of parcels) {
      if (status === 'returned' || known.status === 'shipped') parcels.set(of, { ...known, status });
    }
  }
  return parcels;
};
