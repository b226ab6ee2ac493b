import { lookup } from '../domain/lookup.ts';
import { SUBTAGS, TAGS } from './aftership-statuses.ts';
import { type Fields, identifier, instant, list, orderId, record, said } from './fields.ts';
import { hmac } from './signatures/hmac.ts';
import type { Source } from './source.ts';
import {
  DELIVERED,
  delayed,
  failed,
  NOT_DELIVERED,
  type Outcome,
  parcelEvents,
  RETURNED,
  scannedAt,
} from './tracking.ts';

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
const outcomeOf = ({ tag, subtag, subtag_message, return_to_sender, checkpoints }: Fields): Outcome | undefined => {
  const known = lookup(SUBTAGS, subtag);
  const outcome = known ?? (tag === 'Exception' ? byWords(subtag_message) : lookup(TAGS, tag));
  const wasSentBack =
    return_to_sender === true || list(checkpoints).some((each) => WAY_BACK.includes(record(each).subtag));
  return outcome === DELIVERED && wasSentBack ? RETURNED : outcome;
};

/**
 * A checkpoint's time is the carrier's, often without a zone. Taken for UTC it may be hours off, but never later than
 * AfterShip's message.
 *
 * Ignored: `InfoReceived`, `InTransit`, `OutForDelivery`, of which a shop need not know; `Pending` and `Expired`, which say
 * that AfterShip has no news; `edd_revise`, an estimate.
 */
export const aftership: Source = {
  name: 'aftership',
  docs: 'https://www.aftership.com/docs/tracking/webhook/webhook-overview',
  covers: 'body',
  window: null,
  verify: hmac({ header: 'aftership-hmac-sha256', encoding: 'base64' }),
  kind: (body) => identifier(record(body).event) ?? 'unknown',
  translate(body) {
    const { event, event_id, msg, ts } = record(body);
    const status = record(msg);
    const { tracking_number, slug, order_number, order_id, checkpoints, tag, subtag } = status;
    const outcome = event === 'tracking_update' ? outcomeOf(status) : undefined;
    const told = instant(ts);
    const isOf = (scan: Fields) => scan.tag === tag && (tag === 'Delivered' || (scan.subtag ?? subtag) === subtag);
    const scanned =
      scannedAt(checkpoints, outcome, isOf, (scan) => scan.checkpoint_time) ??
      instant(record(list(checkpoints).at(-1)).checkpoint_time);
    return parcelEvents({
      source: 'aftership',
      key: identifier(event_id),
      outcome,
      at: [scanned !== null && told !== null ? Math.min(scanned, told) : scanned, told],
      tracking: tracking_number,
      carrier: slug,
      order: orderId(order_number) ?? order_id,
      id: order_id,
    });
  },
};
