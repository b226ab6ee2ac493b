import { delivered, failed, forPickup, late, MOVES, NO_NEWS, returned } from './carrier.ts';
import { ISO, type Table } from './table.ts';

const update = (status: string, code?: string, event = 'track_updated') => ({
  event,
  test: false,
  data: {
    tracking_number: 'P1',
    carrier: 'usps',
    tracking_status: { object_id: 's1', status, status_date: ISO, ...(code && { substatus: { code } }) },
  },
});

const PAGES = [
  'https://docs.goshippo.com/docs/tracking/tracking/#event-definitions',
  'https://github.com/goshippo/shippo-javascript-sdk/blob/main/src/models/components/trackingstatusenum.ts',
];

export const shippo: Table[] = [
  {
    of: 'the statuses of a parcel',
    pages: PAGES,
    read: '2026-11-30',
    documented: ['UNKNOWN', 'PRE_TRANSIT', 'TRANSIT', 'DELIVERED', 'RETURNED', 'FAILURE'],
    rows: {
      UNKNOWN: NO_NEWS,
      PRE_TRANSIT: MOVES,
      TRANSIT: MOVES,
      DELIVERED: delivered,
      RETURNED: returned,
      FAILURE: failed('could not be delivered'),
    },
    bodyOf: (status) => update(status),
  },
  {
    of: 'the substatuses of a parcel',
    pages: PAGES,
    read: '2026-11-29',
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
    bodyOf: (status) => update(...(status.split(' ') as [string, string])),
  },
  {
    of: 'the types of events',
    pages: [
      'https://docs.goshippo.com/docs/tracking/webhooks/',
      'https://github.com/goshippo/shippo-javascript-sdk/blob/main/src/models/components/webhookeventtypeenum.ts',
    ],
    read: '2026-11-30',
    documented: ['track_updated', 'transaction_created', 'transaction_updated', 'batch_created', 'batch_purchased'],
    rows: {
      track_updated: delivered,
      transaction_created: 'a label is no parcel yet',
      transaction_updated: 'a label is no parcel yet',
      batch_created: 'many labels',
      batch_purchased: 'many labels',
    },
    bodyOf: (event) => update('DELIVERED', 'delivered', event),
  },
];
