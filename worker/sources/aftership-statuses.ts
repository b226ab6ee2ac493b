import { lookup } from '../domain/lookup.ts';
import { type Fields, identifier, list, record, said } from './fields.ts';
import {
  ADDRESS,
  CANCELLED,
  DAMAGED,
  DELIVERED,
  DISPOSED,
  delayed,
  FOR_PICKUP,
  failed,
  LOST,
  NOT_DELIVERED,
  type Outcome,
  REFUSED,
  RETURNED,
  RETURNING,
  TRIED,
  tried,
  UNCLAIMED,
} from './tracking.ts';

/** The type for each tag whose subtag is new, or missing. */
export const TAGS: Record<string, Outcome> = {
  Delivered: DELIVERED,
  AvailableForPickup: FOR_PICKUP,
  AttemptFail: TRIED,
  Exception: NOT_DELIVERED,
};

/** The type for each subtag, by its code: AfterShip may change the words. */
export const SUBTAGS: Record<string, Outcome> = {
  Delivered_001: DELIVERED,
  Delivered_002: DELIVERED,
  Delivered_003: DELIVERED,
  Delivered_004: DELIVERED,
  Delivered_005: DELIVERED,
  AvailableForPickup_001: FOR_PICKUP,
  Exception_001: NOT_DELIVERED,
  Exception_002: failed('customer moved'),
  Exception_003: REFUSED,
  Exception_004: delayed('customs'),
  Exception_005: delayed('external factors'),
  Exception_006: failed('held for payment'),
  Exception_007: ADDRESS,
  Exception_008: UNCLAIMED,
  Exception_009: failed('rejected by the carrier'),
  Exception_010: RETURNING,
  Exception_011: RETURNED,
  Exception_012: DAMAGED,
  Exception_013: LOST,
  Exception_016: delayed('problem on the way'),
  Exception_017: delayed('weather'),
  Exception_018: failed('incorrect or missing documents'),
  Exception_019: delayed('late flight'),
  Exception_020: CANCELLED,
  Exception_021: DISPOSED,
  AttemptFail_001: TRIED,
  AttemptFail_002: tried('nobody at home'),
  AttemptFail_003: tried('business closed'),
};

const WAY_BACK: unknown[] = ['Exception_010', 'Exception_011'];

/** An exception whose code is new, by AfterShip's own words: those of a delay begin with "Delayed". */
const byWords = (message: unknown): Outcome => {
  const words = identifier(said(message))?.toLowerCase();
  if (!words) return NOT_DELIVERED;
  const [, why] = /^delayed\b[ :]*\(?([^)]*)/.exec(words) ?? [];
  return why === undefined ? failed(words) : delayed(why || 'by the carrier');
};

/**
 * A parcel that went back is delivered to the shop: AfterShip says `Delivered` of it too, and beside it `return_to_sender`,
 * which is true once any checkpoint was on the way back.
 */
export const outcomeOf = ({
  tag,
  subtag,
  subtag_message,
  return_to_sender,
  checkpoints,
}: Fields): Outcome | undefined => {
  const known = lookup(SUBTAGS, subtag);
  const outcome = known ?? (tag === 'Exception' ? byWords(subtag_message) : lookup(TAGS, tag));
  const wasSentBack =
    return_to_sender === true || list(checkpoints).some((each) => WAY_BACK.includes(record(each).subtag));
  return outcome === DELIVERED && wasSentBack ? RETURNED : outcome;
};
