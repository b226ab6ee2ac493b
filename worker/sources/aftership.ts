import { outcomeOf } from './aftership-statuses.ts';
import { type Fields, identifier, instant, list, orderId, record } from './fields.ts';
import { hmac } from './signatures/hmac.ts';
import type { Source } from './source.ts';
import { parcelEvents, scannedAt } from './tracking.ts';

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
