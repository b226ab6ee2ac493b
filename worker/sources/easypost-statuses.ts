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

/** The type for each detail, of a status that says no more than that the parcel is somewhere. */
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
