import { type Fields, identifier, instant, list, orderId, record, said } from './fields.ts';
import { hmac } from './signatures/hmac.ts';
import type { Source } from './source.ts';
import { DELIVERED, failed, type Outcome, parcelEvents, RETURNED } from './tracking.ts';

/**
 * A parcel that went back is delivered to the shop: AfterShip says `Delivered` of it too, and `return_to_sender` beside it.
 * What went wrong is AfterShip's own phrase: `Package is lost`.
 * @see https://www.aftership.com/docs/tracking/enum/delivery-statuses
 */
const outcomeOf = ({ tag, subtag, subtag_message, return_to_sender }: Fields): Outcome | undefined => {
  if (tag === 'Delivered') return return_to_sender === true ? RETURNED : DELIVERED;
  if (tag !== 'Exception') return undefined;
  if (subtag === 'Exception_011') return RETURNED;
  return failed(identifier(said(subtag_message))?.toLowerCase() ?? 'could not be delivered');
};

/** A checkpoint's time is the carrier's, often without a zone. */
export const aftership: Source = {
  name: 'aftership',
  docs: 'https://www.aftership.com/docs/tracking/webhook/webhook-overview',
  covers: 'body',
  window: null,
  verify: hmac({ header: 'aftership-hmac-sha256', encoding: 'base64' }),
  kind: (body) => identifier(record(body).event) ?? 'unknown',
  translate(body) {
    const { event, event_id, msg, ts } = record(body);
    const { tracking_number, slug, order_number, order_id, checkpoints, ...status } = record(msg);
    const { checkpoint_time } = record(list(checkpoints).at(-1));
    return parcelEvents({
      source: 'aftership',
      key: identifier(event_id),
      outcome: event === 'tracking_update' ? outcomeOf(status) : undefined,
      at: [checkpoint_time, ts].map(instant),
      tracking: tracking_number,
      carrier: slug,
      order: orderId(order_number) ?? order_id,
    });
  },
};
