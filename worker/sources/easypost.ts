import { lookup } from '../domain/lookup.ts';
import { utf8 } from '../http/bytes.ts';
import { outcomeOf, STATUSES } from './easypost-statuses.ts';
import { type Fields, identifier, instant, list, record } from './fields.ts';
import { hmac } from './signatures/hmac.ts';
import type { Source } from './source.ts';
import { parcelEvents, scannedAt } from './tracking.ts';

const TRACKERS = ['tracker.created', 'tracker.updated'];

/**
 * A tracker knows nothing of the order; the tracking number of its shipment leads there.
 *
 * Ignored: `unknown`, `pre_transit`, `in_transit` and `out_for_delivery`, which say no more than that a parcel moves; `error`,
 * which is of the tracker and not of the parcel; trackers with `is_return`, since what a customer sends back is delivered to
 * the shop; `batch.…`, of many parcels; `claim.…`, `insurance.…`, `payment.…`, `refund.…` and `shipment.invoice.…`, which are
 * the shop's own dealings with EasyPost; `report.…` and `scan_form.…`.
 */
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
    const { tracking_code, carrier, public_url, status, status_detail, tracking_details, updated_at } = tracker;
    const outcome = TRACKERS.some((each) => each === description) ? outcomeOf(tracker) : undefined;
    const isOf = (scan: Fields) =>
      scan.status === status && (lookup(STATUSES, status) !== undefined || scan.status_detail === status_detail);
    return parcelEvents({
      source: 'easypost',
      key: identifier(id),
      outcome,
      at: [
        scannedAt(tracking_details, outcome, isOf, (scan) => scan.datetime),
        instant(record(list(tracking_details).at(-1)).datetime),
        ...[updated_at, created_at].map(instant),
      ],
      tracking: tracking_code,
      carrier,
      tracking_url: public_url,
      test: mode === 'test',
    });
  },
};
