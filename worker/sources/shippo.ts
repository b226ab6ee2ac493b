import { lookup } from '../domain/lookup.ts';
import { identifier, instant, record, text } from './fields.ts';
import { TOLERANCE } from './signatures/freshness.ts';
import { timestamped } from './signatures/timestamped.ts';
import { urlToken } from './signatures/url-token.ts';
import type { Source } from './source.ts';
import { DELIVERED, failed, type Outcome, parcelEvents, RETURNED } from './tracking.ts';

const HEADER = 'shippo-auth-signature';
const signed = timestamped({ header: HEADER });

const OUTCOMES: Record<string, Outcome> = {
  DELIVERED,
  RETURNED,
  FAILURE: failed('could not be delivered'),
};

/** `Order 000123`, as Shippo fills it in for imported orders, or the number alone; a sentence is no number. */
const orderOf = (metadata: unknown) => /^(?:order )?(\S+)$/i.exec(text(metadata) ?? '')?.[1];

/**
 * Shippo signs for those who asked it to; then the body and its time are covered, as declared here. For everybody else
 * the token in the address vouches. Events have no id, and one status may be told again and again.
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
    const { tracking_number, tracking_status, carrier, metadata } = record(data);
    const { object_id, status, status_date, object_updated } = record(tracking_status);
    const [number, id] = [identifier(tracking_number), identifier(object_id)];
    return parcelEvents({
      source: 'shippo',
      key: number && id && `${number}:${id}:${instant(status_date)}`,
      outcome: event === 'track_updated' ? lookup(OUTCOMES, status) : undefined,
      at: [status_date, object_updated].map(instant),
      tracking: number,
      carrier,
      order: orderOf(metadata),
      test: test === true,
    });
  },
};
