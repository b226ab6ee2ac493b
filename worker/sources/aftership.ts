import { identifier, instant, list, orderId, record, said } from './fields.ts';
import { hmac } from './signatures/hmac.ts';
import type { Source } from './source.ts';
import { parcelEvents } from './tracking.ts';

/** What went wrong is AfterShip's own phrase: `Returned to sender`, `Package is lost`. */
const outcomeOf = (tag: unknown, subtag: unknown) => {
  if (tag === 'Delivered') return 'delivered';
  return tag === 'Exception' ? (identifier(said(subtag))?.toLowerCase() ?? 'could not be delivered') : undefined;
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
    const { tracking_number, slug, tag, subtag_message, order_number, order_id, checkpoints } = record(msg);
    const { checkpoint_time } = record(list(checkpoints).at(-1));
    return parcelEvents({
      source: 'aftership',
      key: identifier(event_id),
      outcome: event === 'tracking_update' ? outcomeOf(tag, subtag_message) : undefined,
      at: [checkpoint_time, ts].map(instant),
      tracking: tracking_number,
      carrier: slug,
      order: orderId(order_number) ?? order_id,
    });
  },
};
