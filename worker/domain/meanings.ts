import type { Step } from '../contract/steps.ts';
import type { KnownType } from '../contract/taxonomy.ts';

/** The meaning of an event type for its order or sync. */
export interface Meaning {
  /**
   * Its place in an order's life, 0–4095: sorts what happened in one moment, since providers stamp whole seconds.
   * A place is part of every id, so a type keeps its place for good.
   */
  place: number;
  /**
   * The problem that a failure of this type opens. `{field}` is filled from what the event says. A trailing colon stands
   * for the order's number: `submission:` is `submission:SS-1` in the story of SS-1.
   */
  opens?: string;
  /** The problems that such an event closes. A field that the event does not say stands for all of its kind. */
  closes?: readonly string[];
  /** A problem that the event names is closed by it, though the event is a warning. */
  settles?: true;
  /** The fact that it reports, unless the event says another. */
  fact?: string;
  /** The facts that it takes back. A trailing `*` stands for any rest. */
  retracts?: readonly string[];
  /** The step of the order that it reaches; those before it are reached with it. */
  reaches?: Step;
  /** After it the order awaits no step any more. */
  ends?: true;
  /** The clock of the awaited step starts at the order, at its payment, or anew, with such an event. */
  starts?: 'order' | 'payment' | 'anew';
  /** The step that the order awaits again after it; those before it are reached. */
  awaits?: Step;
  /** The clock of the awaited step stops with it, or goes on. */
  holds?: boolean;
}

/** The problems of an order that it can have once at a time. */
export const SUBMISSION = 'submission:';
export const PAYMENT = 'payment:';
export const SHIPMENT = 'shipment:';

export const MEANINGS = {
  'sync.started': { place: 100 },
  'sync.failed': { place: 110, opens: 'sync:{provider}' },
  'sync.completed': { place: 120, closes: ['sync:{provider}'] },
  'abandoned_cart.created': { place: 200, closes: [PAYMENT] },
  'abandoned_cart.email_sent': { place: 210 },
  'abandoned_cart.recovered': { place: 220 },
  'order.created': { place: 300, closes: [PAYMENT], starts: 'order' },
  'order.payment_failed': { place: 302, opens: PAYMENT },
  'order.paid': { place: 305, closes: [PAYMENT], starts: 'payment' },
  'order.email.confirmation_sent': { place: 310 },
  'order.submission_retried': { place: 400 },
  'order.submission_failed': { place: 410, opens: SUBMISSION },
  'order.submitted': { place: 420, closes: [SUBMISSION], reaches: 'submitted' },
  'order.on_hold': { place: 430, holds: true },
  'order.released': { place: 440, closes: [SUBMISSION], holds: false },
  'order.production': { place: 500, closes: [SUBMISSION], reaches: 'production' },
  'order.shipped': {
    place: 600,
    closes: [SUBMISSION, PAYMENT, SHIPMENT, 'return:*', 'fraud:*'],
    fact: 'shipped:{parcel}',
    reaches: 'shipped',
  },
  'order.part_shipped': { place: 602, closes: [SUBMISSION], holds: false, awaits: 'shipped' },
  'order.shipment_cancelled': {
    place: 605,
    opens: SHIPMENT,
    retracts: ['shipped:{parcel}', 'fulfilled:{parcel}'],
    awaits: 'shipped',
    starts: 'anew',
  },
  'order.email.shipping_sent': { place: 610 },
  'order.fulfilled': {
    place: 620,
    closes: [SUBMISSION, PAYMENT, SHIPMENT],
    fact: 'fulfilled:{parcel}',
    reaches: 'delivered',
  },
  'order.delivery_delayed': { place: 650 },
  'order.available_for_pickup': { place: 655 },
  'order.delivery_failed': { place: 660, opens: 'delivery:{parcel}' },
  'order.delivered': {
    place: 700,
    closes: [SUBMISSION, PAYMENT, 'delivery:{parcel}'],
    fact: 'delivered:{parcel}',
    reaches: 'delivered',
  },
  'order.returned': {
    place: 710,
    opens: 'return:{parcel}',
    closes: ['delivery:{parcel}'],
    fact: 'returned:{parcel}',
  },
  'order.cancelled': {
    place: 800,
    closes: [SUBMISSION, PAYMENT, SHIPMENT, 'fraud:*'],
    fact: 'cancelled',
    ends: true,
  },
  'order.reinstated': { place: 805, retracts: ['cancelled*'], starts: 'anew', holds: false },
  'order.refunded': { place: 810, closes: ['refund:{payment}'], fact: 'refunded:{refund}' },
  'order.refund_failed': {
    place: 812,
    opens: 'refund:{payment}',
    retracts: ['refunded:{refund}', 'refunded:{refund}:started'],
  },
  'order.fraud_warning': { place: 818, opens: 'fraud:{dispute}' },
  'order.disputed': { place: 820, opens: 'dispute:{dispute}' },
  'order.dispute_won': { place: 822, closes: ['dispute:{dispute}'], settles: true },
  'order.dispute_closed': { place: 823, closes: ['dispute:{dispute}', 'fraud:{dispute}'], settles: true },
  'order.dispute_lost': { place: 824, closes: ['dispute:{dispute}'], settles: true },
  'email.bounced': { place: 900 },
  'email.not_sent': { place: 905 },
  'order.overdue': { place: 910 },
  'order.note': { place: 920 },
  'order.action': { place: 930 },
  'source.quiet': { place: 940, opens: 'source:{provider}' },
  'source.caught_up': { place: 950 },
  'source.resumed': { place: 955, closes: ['source:{provider}'] },
  'alert.failed': { place: 960, opens: 'alert:{channel}' },
  'alert.resumed': { place: 965, closes: ['alert:{channel}'] },
} as const satisfies Record<KnownType, Meaning>;

/** The place of the shop's own types. */
const OWN: Meaning = { place: 2048 };

/** The meaning of a type. A type of the shop's own has none beyond its event's fields. */
export const meaningOf = (type: string): Meaning => (Object.hasOwn(MEANINGS, type) ? MEANINGS[type as KnownType] : OWN);
