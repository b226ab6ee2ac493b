import { lookup } from '../domain/lookup.ts';
import { type Fields, list, record, text } from './fields.ts';
import {
  ADDRESS,
  DAMAGED,
  DELIVERED,
  DISPOSED,
  delayed,
  FOR_PICKUP,
  failed,
  HELD,
  LOST,
  NOT_DELIVERED,
  type Outcome,
  RETURNED,
  TRIED,
  tried,
  UNCLAIMED,
  UNDELIVERABLE,
} from './tracking.ts';

/** The type for each status alone. Old trackers have no substatus, and new substatuses may come. */
export const STATUSES: Record<string, Outcome> = { DELIVERED, RETURNED, FAILURE: NOT_DELIVERED };

/**
 * The type for each status with its substatus code. An unclaimed parcel is not on its way back yet. Ignored, since the parcel
 * only moves: `information_received`, `package_accepted`, `package_arrived`, `package_departed`, `package_forwarded`,
 * `package_processed`, `package_processing`, `delivery_scheduled` and `out_for_delivery`; and `other`, which is no news.
 */
export const SUBSTATUSES: Record<string, Outcome> = {
  'TRANSIT address_issue': ADDRESS,
  'TRANSIT contact_carrier': failed('the carrier wants to be called'),
  'TRANSIT delayed': delayed('by the carrier'),
  'TRANSIT delivery_attempted': TRIED,
  'TRANSIT delivery_rescheduled': delayed('on another day'),
  'TRANSIT location_inaccessible': tried('no way to the door'),
  'TRANSIT notice_left': tried('a notice was left'),
  'TRANSIT package_damaged': DAMAGED,
  'TRANSIT package_held': HELD,
  'TRANSIT pickup_available': FOR_PICKUP,
  'TRANSIT reschedule_delivery': failed('a new day has to be agreed with the carrier'),
  'RETURNED package_unclaimed': UNCLAIMED,
  'FAILURE package_undeliverable': UNDELIVERABLE,
  'FAILURE package_disposed': DISPOSED,
  'FAILURE package_lost': LOST,
};

const byStatus = ({ status, substatus }: Fields): Outcome | undefined =>
  lookup(SUBSTATUSES, `${text(status)} ${text(record(substatus).code)}`) ?? lookup(STATUSES, status);

/** The outcome of a parcel. One that is "delivered" after it was sent back was delivered to the shop. */
export const outcomeOf = (current: Fields, history: unknown): Outcome | undefined => {
  const outcome = byStatus(current);
  const wasSentBack = list(history).some((each) => byStatus(record(each)) === RETURNED);
  return outcome === DELIVERED && wasSentBack ? RETURNED : outcome;
};
