import { type Fields, identifier, instant, record, text } from './fields.ts';
import { outcomeOf } from './shippo-statuses.ts';
import { TOLERANCE } from './signatures/freshness.ts';
import { timestamped } from './signatures/timestamped.ts';
import { urlToken } from './signatures/url-token.ts';
import type { Source } from './source.ts';
import { DELIVERED, parcelEvents, RETURNED } from './tracking.ts';

const HEADER = 'shippo-auth-signature';
const signed = timestamped({ header: HEADER });

const DAY = 24 * 60 * 60 * 1000;

/**
 * Shippo's dates have a day's precision: midnight is any time of that day. Where Shippo learnt of the end of a journey on
 * that day, that is closer; otherwise the parcel would arrive before it left.
 */
const endedAt = ({ status_date, object_created }: Fields): number | null => {
  const [day, learnt] = [instant(status_date), instant(object_created)];
  const isSameDay = day !== null && day % DAY === 0 && learnt !== null && learnt > day && learnt < day + DAY;
  return isSameDay ? learnt : day;
};

/** `Order 000123`, as Shippo fills it in for imported orders, or the number alone; a sentence is no number. */
const orderOf = (metadata: unknown) => /^(?:order )?(\S+)$/i.exec(text(metadata) ?? '')?.[1];

/**
 * Shippo signs for those who asked it to; then the body and its time are covered, as declared here. For everybody else
 * the token in the address vouches. Events have no id, and one status may be told again and again.
 *
 * Ignored: what only says that a parcel moves (`PRE_TRANSIT`, `UNKNOWN` and most of `TRANSIT`); `transaction_created`,
 * `transaction_updated`, since a label is no parcel yet, and `batch_created`, `batch_purchased`, which are of many.
 */
export const shippo: Source = {
  name: 'shippo',
  docs: 'https://docs.goshippo.com/docs/tracking/webhooks/',
  covers: 'body',
  window: TOLERANCE,
  verify: (delivery, secret) => (delivery.headers.has(HEADER) ? signed : urlToken)(delivery, secret),
  kind: (body) => identifier(record(body).event) ?? 'unknown',
  translate(body) {
    const { event, data, test } = record(body);
    const { tracking_number, tracking_status, tracking_history, carrier, metadata } = record(data);
    const current = record(tracking_status);
    const outcome = event === 'track_updated' ? outcomeOf(current, tracking_history) : undefined;
    const isEnd = outcome === DELIVERED || outcome === RETURNED;
    const [number, id] = [identifier(tracking_number), identifier(current.object_id)];
    return parcelEvents({
      source: 'shippo',
      key: number && id && `${number}:${id}:${instant(current.status_date)}`,
      outcome,
      at: [isEnd ? endedAt(current) : instant(current.status_date), instant(current.object_updated)],
      tracking: number,
      carrier,
      order: orderOf(metadata),
      test: test === true,
    });
  },
};
