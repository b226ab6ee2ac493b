import { lookup } from '../domain/lookup.ts';
import { type Fields, list, record } from './fields.ts';
import {
  ADDRESS,
  CANCELLED,
  DAMAGED,
  DELIVERED,
  delayed,
  FOR_PICKUP,
  failed,
  HELD,
  LOST,
  NOT_DELIVERED,
  type Outcome,
  REFUSED,
  RETURNED,
  RETURNING,
  UNCLAIMED,
} from './tracking.ts';

/** The type for each status of a tracker, whatever its detail says. */
export const STATUSES: Record<string, Outcome> = {
  delivered: DELIVERED,
  available_for_pickup: FOR_PICKUP,
  return_to_sender: RETURNED,
  cancelled: CANCELLED,
};

/**
 * The type for each detail, of a status that says no more than that the parcel is somewhere. Ignored: `label_created`,
 * `received_at_…`, `departed_…`, `arrived_at_…`, `transferred_to_destination_carrier`, `in_transit` and `out_for_delivery`, with
 * which it moves; `status_update`, `awaiting_information`, `expired` and `unknown`, which are no news.
 */
export const DETAILS: Record<string, Outcome> = {
  address_correction: delayed('address corrected'),
  cancelled: CANCELLED,
  damaged: DAMAGED,
  delayed: delayed('by the carrier'),
  delivery_exception: NOT_DELIVERED,
  failure: NOT_DELIVERED,
  held: HELD,
  lost: LOST,
  missorted: delayed('sent the wrong way'),
  refused: REFUSED,
  return: RETURNING,
  transit_exception: delayed('problem on the way'),
  weather_delay: delayed('weather'),
};

/** Why a delivery failed, by the detail of a tracker whose status is `failure`. */
export const FAILURES: Record<string, Outcome> = {
  address_correction: ADDRESS,
  cancelled: CANCELLED,
  damaged: DAMAGED,
  expired: UNCLAIMED,
  held: failed('held by the carrier'),
  lost: LOST,
  refused: REFUSED,
  return: RETURNING,
};

const GOES_BACK = 'return_to_sender';

/** The outcome of a tracker. A parcel that is "delivered" after it was sent back was delivered to the shop. */
export const outcomeOf = ({ status, status_detail, tracking_details, is_return }: Fields): Outcome | undefined => {
  if (is_return === true) return undefined;
  const outcome = lookup(STATUSES, status);
  const wasSentBack = list(tracking_details).some((scan) => record(scan).status === GOES_BACK);
  if (outcome === DELIVERED && wasSentBack) return RETURNED;
  if (outcome) return outcome;
  return status === 'failure' ? (lookup(FAILURES, status_detail) ?? NOT_DELIVERED) : lookup(DETAILS, status_detail);
};
