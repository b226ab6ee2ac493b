import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type MEANINGS, meaningOf } from '../domain/meanings.ts';
import { holdTable, type Rows, as as stored } from '../testing/status-table.ts';

const MOVES = 'the parcel moves';
const NO_NEWS = 'no news of the parcel';

const delivered = stored('order.delivered', 'Delivered');
const returned = stored('order.returned', 'Parcel came back to the shop');
const cancelled = stored('order.shipment_cancelled', 'Shipment cancelled — P1');
const forPickup = stored('order.available_for_pickup', 'Available for pickup');
const late = (why: string) => stored('order.delivery_delayed', `Delivery delayed: ${why}`);
const failed = (why: string) => stored('order.delivery_failed', `Delivery failed: ${why}`);

test('each type opens, ends and takes back the same, whichever carrier tells it', () => {
  const says = (type: keyof typeof MEANINGS) => {
    const { opens = null, closes = [], retracts = [] } = meaningOf(type);
    return { opens, closes: closes.filter((each) => each.includes('{')), retracts };
  };
  assert.deepEqual(says('order.delivery_delayed'), { opens: null, closes: [], retracts: [] });
  assert.deepEqual(says('order.delivery_failed'), { opens: 'delivery:{parcel}', closes: [], retracts: [] });
  assert.deepEqual(says('order.delivered'), { opens: null, closes: ['delivery:{parcel}'], retracts: [] });
  assert.deepEqual(says('order.returned'), {
    opens: 'return:{parcel}',
    closes: ['delivery:{parcel}'],
    retracts: [],
  });
  assert.deepEqual(says('order.shipment_cancelled'), {
    opens: 'shipment:',
    closes: [],
    retracts: ['shipped:{parcel}', 'fulfilled:{parcel}'],
  });
});

const time = new Date(Date.now() - 3_600_000).toISOString();

const easypost = (status: string, status_detail: string) => ({
  id: 'evt_1',
  description: 'tracker.updated',
  mode: 'production',
  created_at: time,
  result: {
    tracking_code: 'P1',
    carrier: 'USPS',
    status,
    status_detail,
    tracking_details: [{ status, status_detail, datetime: time }],
  },
});

const EASYPOST_STATUSES: Rows = {
  unknown: NO_NEWS,
  pre_transit: MOVES,
  in_transit: MOVES,
  out_for_delivery: MOVES,
  delivered,
  available_for_pickup: forPickup,
  return_to_sender: returned,
  failure: failed('could not be delivered'),
  cancelled,
  error: 'of the tracker, not of the parcel',
};

holdTable("EasyPost's statuses", {
  source: 'easypost',
  page: 'https://docs.easypost.com/docs/trackers#tracker-object',
  documented: [
    ...['unknown', 'pre_transit', 'in_transit', 'out_for_delivery', 'delivered', 'available_for_pickup'],
    ...['return_to_sender', 'failure', 'cancelled', 'error'],
  ],
  rows: EASYPOST_STATUSES,
  bodyOf: (status) => easypost(status, 'status_update'),
});

const EASYPOST_DETAILS = [
  ...['address_correction', 'arrived_at_destination', 'arrived_at_facility', 'arrived_at_pickup_location'],
  ...['awaiting_information', 'cancelled', 'damaged', 'delayed', 'delivery_exception', 'departed_facility'],
  ...['departed_origin_facility', 'expired', 'failure', 'held', 'in_transit', 'label_created', 'lost', 'missorted'],
  ...['out_for_delivery', 'received_at_destination_facility', 'received_at_origin_facility', 'refused', 'return'],
  ...['status_update', 'transferred_to_destination_carrier', 'transit_exception', 'unknown', 'weather_delay'],
];

const DETAILS_PAGE = 'https://docs.easypost.com/docs/trackers#trackingdetail-object';

holdTable("EasyPost's details of a parcel on its way", {
  source: 'easypost',
  page: DETAILS_PAGE,
  documented: EASYPOST_DETAILS,
  rows: {
    address_correction: late('address corrected'),
    arrived_at_destination: MOVES,
    arrived_at_facility: MOVES,
    arrived_at_pickup_location: 'its status becomes available_for_pickup',
    awaiting_information: NO_NEWS,
    cancelled,
    damaged: failed('parcel damaged'),
    delayed: late('by the carrier'),
    delivery_exception: failed('could not be delivered'),
    departed_facility: MOVES,
    departed_origin_facility: MOVES,
    expired: NO_NEWS,
    failure: failed('could not be delivered'),
    held: late('held by the carrier'),
    in_transit: MOVES,
    label_created: MOVES,
    lost: failed('parcel lost'),
    missorted: late('sent the wrong way'),
    out_for_delivery: MOVES,
    received_at_destination_facility: MOVES,
    received_at_origin_facility: MOVES,
    refused: failed('refused'),
    return: failed('returning to sender'),
    status_update: MOVES,
    transferred_to_destination_carrier: MOVES,
    transit_exception: late('problem on the way'),
    unknown: NO_NEWS,
    weather_delay: late('weather'),
  },
  bodyOf: (detail) => easypost('in_transit', detail),
});

holdTable("EasyPost's details of a failure", {
  source: 'easypost',
  page: DETAILS_PAGE,
  documented: EASYPOST_DETAILS,
  rows: {
    ...Object.fromEntries(EASYPOST_DETAILS.map((detail) => [detail, failed('could not be delivered')])),
    address_correction: failed('incorrect address'),
    cancelled,
    damaged: failed('parcel damaged'),
    expired: failed('not picked up'),
    held: failed('held by the carrier'),
    lost: failed('parcel lost'),
    refused: failed('refused'),
    return: failed('returning to sender'),
  },
  bodyOf: (detail) => easypost('failure', detail),
});

holdTable("EasyPost's events", {
  source: 'easypost',
  page: 'https://docs.easypost.com/docs/events#possible-event-types',
  documented: [
    ...['claim.submitted', 'claim.updated', 'claim.cancelled', 'claim.rejected', 'claim.approved'],
    ...['batch.created', 'batch.updated', 'insurance.purchased', 'insurance.cancelled', 'payment.created'],
    ...['payment.completed', 'payment.failed', 'refund.successful', 'report.new', 'report.empty', 'report.available'],
    ...['report.failed', 'scan_form.created', 'scan_form.updated', 'shipment.invoice.created'],
    ...['shipment.invoice.updated', 'tracker.created', 'tracker.updated'],
  ],
  rows: {
    'batch.created': 'many shipments',
    'batch.updated': 'many shipments',
    'claim.submitted': "the shop's own dealings with EasyPost",
    'claim.updated': "the shop's own dealings with EasyPost",
    'claim.cancelled': "the shop's own dealings with EasyPost",
    'claim.rejected': "the shop's own dealings with EasyPost",
    'claim.approved': "the shop's own dealings with EasyPost",
    'insurance.purchased': "the shop's own dealings with EasyPost",
    'insurance.cancelled': "the shop's own dealings with EasyPost",
    'payment.created': "the shop's own dealings with EasyPost",
    'payment.completed': "the shop's own dealings with EasyPost",
    'payment.failed': "the shop's own dealings with EasyPost",
    'refund.successful': 'postage that the shop has back, no money of a customer',
    'report.new': 'a report',
    'report.empty': 'a report',
    'report.available': 'a report',
    'report.failed': 'a report',
    'scan_form.created': 'a form for the carrier',
    'scan_form.updated': 'a form for the carrier',
    'shipment.invoice.created': "the shop's own dealings with EasyPost",
    'shipment.invoice.updated': "the shop's own dealings with EasyPost",
    'tracker.created': delivered,
    'tracker.updated': delivered,
  },
  bodyOf: (description) => ({ ...easypost('delivered', 'arrived_at_destination'), description }),
});

const shippo = (status: string, code?: string, event = 'track_updated') => ({
  event,
  test: false,
  data: {
    tracking_number: 'P1',
    carrier: 'usps',
    tracking_status: { object_id: 's1', status, status_date: time, ...(code && { substatus: { code } }) },
  },
});

const SHIPPO_PAGE = 'https://docs.goshippo.com/docs/tracking/tracking/';

holdTable("Shippo's statuses", {
  source: 'shippo',
  page: SHIPPO_PAGE,
  documented: ['UNKNOWN', 'PRE_TRANSIT', 'TRANSIT', 'DELIVERED', 'RETURNED', 'FAILURE'],
  rows: {
    UNKNOWN: NO_NEWS,
    PRE_TRANSIT: MOVES,
    TRANSIT: MOVES,
    DELIVERED: delivered,
    RETURNED: returned,
    FAILURE: failed('could not be delivered'),
  },
  bodyOf: (status) => shippo(status),
});

holdTable("Shippo's substatuses", {
  source: 'shippo',
  page: SHIPPO_PAGE,
  documented: [
    'PRE_TRANSIT information_received',
    ...['address_issue', 'contact_carrier', 'delayed', 'delivery_attempted', 'delivery_rescheduled'].map(
      (code) => `TRANSIT ${code}`,
    ),
    ...['delivery_scheduled', 'location_inaccessible', 'notice_left', 'out_for_delivery', 'package_accepted'].map(
      (code) => `TRANSIT ${code}`,
    ),
    ...['package_arrived', 'package_damaged', 'package_departed', 'package_forwarded', 'package_held'].map(
      (code) => `TRANSIT ${code}`,
    ),
    ...['package_processed', 'package_processing', 'pickup_available', 'reschedule_delivery'].map(
      (code) => `TRANSIT ${code}`,
    ),
    ...['DELIVERED delivered', 'RETURNED return_to_sender', 'RETURNED package_unclaimed'],
    ...['FAILURE package_undeliverable', 'FAILURE package_disposed', 'FAILURE package_lost', 'UNKNOWN other'],
  ],
  rows: {
    'PRE_TRANSIT information_received': MOVES,
    'TRANSIT address_issue': failed('incorrect address'),
    'TRANSIT contact_carrier': failed('the carrier wants to be called'),
    'TRANSIT delayed': late('by the carrier'),
    'TRANSIT delivery_attempted': failed('the carrier will try again'),
    'TRANSIT delivery_rescheduled': late('on another day'),
    'TRANSIT delivery_scheduled': MOVES,
    'TRANSIT location_inaccessible': failed('no way to the door'),
    'TRANSIT notice_left': failed('a notice was left'),
    'TRANSIT out_for_delivery': MOVES,
    'TRANSIT package_accepted': MOVES,
    'TRANSIT package_arrived': MOVES,
    'TRANSIT package_damaged': failed('parcel damaged'),
    'TRANSIT package_departed': MOVES,
    'TRANSIT package_forwarded': MOVES,
    'TRANSIT package_held': late('held by the carrier'),
    'TRANSIT package_processed': MOVES,
    'TRANSIT package_processing': MOVES,
    'TRANSIT pickup_available': forPickup,
    'TRANSIT reschedule_delivery': failed('a new day has to be agreed with the carrier'),
    'DELIVERED delivered': delivered,
    'RETURNED return_to_sender': returned,
    'RETURNED package_unclaimed': failed('not picked up'),
    'FAILURE package_undeliverable': failed('undeliverable'),
    'FAILURE package_disposed': failed('parcel disposed of'),
    'FAILURE package_lost': failed('parcel lost'),
    'UNKNOWN other': NO_NEWS,
  },
  bodyOf: (status) => shippo(...(status.split(' ') as [string, string])),
});

holdTable("Shippo's events", {
  source: 'shippo',
  page: 'https://docs.goshippo.com/docs/tracking/webhooks/',
  documented: ['track_updated', 'transaction_created', 'transaction_updated', 'batch_created', 'batch_purchased'],
  rows: {
    track_updated: delivered,
    transaction_created: 'a label is no parcel yet',
    transaction_updated: 'a label is no parcel yet',
    batch_created: 'many labels',
    batch_purchased: 'many labels',
  },
  bodyOf: (event) => shippo('DELIVERED', 'delivered', event),
});

const aftership = (tag: string, subtag: string | null, event = 'tracking_update') => ({
  event,
  event_id: 'e1',
  ts: Date.parse(time) / 1000 + 60,
  msg: {
    tracking_number: 'P1',
    slug: 'usps',
    tag,
    subtag,
    subtag_message: "AfterShip's words, which may change",
    checkpoints: [{ checkpoint_time: time, tag, subtag }],
  },
});

holdTable("AfterShip's statuses", {
  source: 'aftership',
  page: 'https://www.aftership.com/docs/tracking/enum/delivery-statuses',
  documented: [
    ...['InfoReceived', 'InTransit', 'OutForDelivery', 'AttemptFail', 'Delivered', 'AvailableForPickup'],
    ...['Exception', 'Expired', 'Pending'],
  ],
  rows: {
    InfoReceived: MOVES,
    InTransit: MOVES,
    OutForDelivery: MOVES,
    AttemptFail: failed('the carrier will try again'),
    Delivered: delivered,
    AvailableForPickup: forPickup,
    Exception: failed("aftership's words, which may change"),
    Expired: NO_NEWS,
    Pending: NO_NEWS,
  },
  bodyOf: (tag) => aftership(tag, null),
});

const numbered = (name: string, ...numbers: number[]) =>
  numbers.map((number) => `${name}_${String(number).padStart(3, '0')}`);

const rowsOf = (codes: string[], row: Rows[string]): Rows => Object.fromEntries(codes.map((code) => [code, row]));

holdTable("AfterShip's sub-statuses", {
  source: 'aftership',
  // Its newest ones: https://support.aftership.com/en/article/learn-about-delivery-sub-statuses-1b0hdlx/
  page: 'https://www.aftership.com/docs/tracking/enum/delivery-sub-statuses',
  documented: [
    ...numbered('Delivered', 1, 2, 3, 4, 5),
    ...numbered('AvailableForPickup', 1),
    ...numbered('Exception', 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 21),
    ...numbered('AttemptFail', 1, 2, 3),
    ...numbered('InTransit', 1, 2, 3, 4, 5, 6, 7, 8, 9),
    ...numbered('InfoReceived', 1),
    ...numbered('OutForDelivery', 1, 3, 4),
    ...numbered('Pending', 1, 2, 3, 4, 5, 6),
    ...numbered('Expired', 1),
  ],
  rows: {
    ...rowsOf(numbered('Delivered', 1, 2, 3, 4, 5), delivered),
    AvailableForPickup_001: forPickup,
    Exception_001: failed('could not be delivered'),
    Exception_002: failed('customer moved'),
    Exception_003: failed('refused'),
    Exception_004: late('customs'),
    Exception_005: late('external factors'),
    Exception_006: failed('held for payment'),
    Exception_007: failed('incorrect address'),
    Exception_008: failed('not picked up'),
    Exception_009: failed('rejected by the carrier'),
    Exception_010: failed('returning to sender'),
    Exception_011: returned,
    Exception_012: failed('parcel damaged'),
    Exception_013: failed('parcel lost'),
    Exception_016: late('problem on the way'),
    Exception_017: late('weather'),
    Exception_018: failed('incorrect or missing documents'),
    Exception_019: late('late flight'),
    Exception_020: cancelled,
    Exception_021: failed('parcel disposed of'),
    AttemptFail_001: failed('the carrier will try again'),
    AttemptFail_002: failed('nobody at home'),
    AttemptFail_003: failed('business closed'),
    ...rowsOf(numbered('InTransit', 1, 2, 3, 4, 5, 6, 7, 8, 9), MOVES),
    ...rowsOf([...numbered('InfoReceived', 1), ...numbered('OutForDelivery', 1, 3, 4)], MOVES),
    ...rowsOf([...numbered('Pending', 1, 2, 3, 4, 5, 6), ...numbered('Expired', 1)], NO_NEWS),
  },
  bodyOf: (code) => aftership(code.split('_')[0]!, code),
});

holdTable("AfterShip's events", {
  source: 'aftership',
  page: 'https://www.aftership.com/docs/tracking/webhook/webhook-overview',
  documented: ['tracking_update', 'edd_revise'],
  rows: { tracking_update: delivered, edd_revise: 'an estimate' },
  bodyOf: (event) => aftership('Delivered', 'Delivered_001', event),
});
