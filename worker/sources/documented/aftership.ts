import { cancelled, delivered, failed, forPickup, late, MOVES, NO_NEWS, returned } from './carrier.ts';
import { each, ISO, type Table } from './table.ts';

const update = (tag: string, subtag: string | null, event = 'tracking_update') => ({
  event,
  event_id: 'e1',
  ts: Date.parse(ISO) / 1000 + 60,
  msg: {
    tracking_number: 'P1',
    slug: 'usps',
    tag,
    subtag,
    subtag_message: "AfterShip's words, which may change",
    checkpoints: [{ checkpoint_time: ISO, tag, subtag }],
  },
});

const numbered = (name: string, ...numbers: number[]) =>
  numbers.map((number) => `${name}_${String(number).padStart(3, '0')}`);

export const aftership: Table[] = [
  {
    of: 'the statuses of a parcel',
    pages: [
      'https://www.aftership.com/docs/tracking/enum/delivery-statuses',
      'https://github.com/AfterShip/tracking-sdk-nodejs/blob/main/src/model/TagV1.ts',
    ],
    read: '2026-11-30',
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
    bodyOf: (tag) => update(tag, null),
  },
  {
    of: 'the sub-statuses of a parcel',
    pages: [
      'https://www.aftership.com/docs/tracking/enum/delivery-sub-statuses',
      'https://support.aftership.com/en/article/learn-about-delivery-sub-statuses-1b0hdlx/',
    ],
    read: '2026-11-29',
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
      ...each(numbered('Delivered', 1, 2, 3, 4, 5), delivered),
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
      ...each(numbered('InTransit', 1, 2, 3, 4, 5, 6, 7, 8, 9), MOVES),
      ...each([...numbered('InfoReceived', 1), ...numbered('OutForDelivery', 1, 3, 4)], MOVES),
      ...each([...numbered('Pending', 1, 2, 3, 4, 5, 6), ...numbered('Expired', 1)], NO_NEWS),
    },
    bodyOf: (code) => update(code.split('_')[0]!, code),
  },
  {
    of: 'the types of events',
    pages: ['https://www.aftership.com/docs/tracking/webhook/webhook-overview'],
    read: '2026-11-29',
    documented: ['tracking_update', 'edd_revise'],
    rows: { tracking_update: delivered, edd_revise: 'an estimate' },
    bodyOf: (event) => update('Delivered', 'Delivered_001', event),
  },
];
