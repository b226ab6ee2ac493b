import { lookup } from '../domain/lookup.ts';
import { utf8 } from '../http/bytes.ts';
import { identifier, instant, list, record } from './fields.ts';
import { hmac } from './signatures/hmac.ts';
import type { Source } from './source.ts';
import { DELIVERED, failed, type Outcome, parcelEvents, RETURNED } from './tracking.ts';

const OUTCOMES: Record<string, Outcome> = {
  delivered: DELIVERED,
  return_to_sender: RETURNED,
  failure: failed('could not be delivered'),
};

/** A tracker knows nothing of the order; the tracking number of its shipment leads there. */
export const easypost: Source = {
  name: 'easypost',
  docs: 'https://docs.easypost.com/guides/tracking-guide',
  covers: 'body',
  window: null,
  verify: hmac({
    header: 'x-hmac-signature',
    prefix: 'hmac-sha256-hex=',
    encoding: 'hex',
    key: (secret) => utf8(secret.normalize('NFKD')),
  }),
  kind: (body) => identifier(record(body).description) ?? 'unknown',
  translate(body) {
    const { id, description, result, created_at, mode } = record(body);
    const tracker = record(result);
    const { tracking_code, carrier, public_url, status, updated_at, is_return } = tracker;
    const { datetime } = record(list(tracker.tracking_details).at(-1));
    // A parcel that a customer sends back is delivered to the shop.
    const isOurs = (description === 'tracker.updated' || description === 'tracker.created') && is_return !== true;
    return parcelEvents({
      source: 'easypost',
      key: identifier(id),
      outcome: isOurs ? lookup(OUTCOMES, status) : undefined,
      at: [datetime, updated_at, created_at].map(instant),
      tracking: tracking_code,
      carrier,
      tracking_url: public_url,
      test: mode === 'test',
    });
  },
};
