import type { Level } from './event.ts';

/** The signs that a row may carry; the elements draw them. */
export type Icon =
  | 'alert'
  | 'bag'
  | 'ban'
  | 'box'
  | 'cart'
  | 'check'
  | 'clock'
  | 'dot'
  | 'mail'
  | 'mail-alert'
  | 'note'
  | 'play'
  | 'refund'
  | 'send'
  | 'sync'
  | 'truck';

/** How a type of event is shown. What it means for its order is the Worker's: `worker/domain/meanings.ts`. */
export interface EventType {
  level: Level;
  icon: Icon;
  /** What the type is called in the feed. Absent: the words of its name. */
  label?: string;
  /** The order goes on after such an event, so that its timeline can be refreshed. */
  underway?: true;
  /** The order has come to its end with such an event. */
  ends?: true;
  /** A step of the order: the timeline shows it in green. */
  step?: true;
  /** Minor: runs of such events fold to one line that opens. */
  routine?: true;
}

/** Every type that works out of the box. The shop's own types need no entry. */
export const TAXONOMY = {
  'sync.started': { level: 'info', icon: 'sync', routine: true },
  'sync.failed': { level: 'error', icon: 'alert' },
  'sync.completed': { level: 'info', icon: 'sync', routine: true },
  'abandoned_cart.created': { level: 'info', icon: 'cart', label: 'Abandoned cart' },
  'abandoned_cart.email_sent': { level: 'info', icon: 'mail', label: 'Recovery email', routine: true },
  'abandoned_cart.recovered': { level: 'info', icon: 'cart', label: 'Cart recovered' },
  'order.created': { level: 'info', icon: 'bag', label: 'Order placed', step: true, underway: true },
  'order.payment_failed': { level: 'warning', icon: 'alert', underway: true },
  'order.paid': { level: 'info', icon: 'bag', step: true, underway: true },
  'order.email.confirmation_sent': {
    level: 'info',
    icon: 'mail',
    label: 'Confirmation email',
    underway: true,
    routine: true,
  },
  'order.submission_retried': { level: 'info', icon: 'sync', underway: true },
  'order.submission_failed': { level: 'error', icon: 'alert', underway: true },
  'order.submitted': { level: 'info', icon: 'send', step: true, underway: true },
  'order.on_hold': { level: 'info', icon: 'clock', label: 'On hold', underway: true },
  'order.released': { level: 'info', icon: 'play', underway: true },
  'order.production': { level: 'info', icon: 'box', label: 'In production', step: true, underway: true },
  'order.shipped': { level: 'info', icon: 'truck', step: true, underway: true },
  'order.part_shipped': { level: 'info', icon: 'truck', step: true, underway: true },
  'order.shipment_cancelled': { level: 'warning', icon: 'ban', underway: true },
  'order.email.shipping_sent': { level: 'info', icon: 'mail', label: 'Shipping email', underway: true, routine: true },
  'order.fulfilled': { level: 'info', icon: 'check', step: true, underway: true },
  'order.available_for_pickup': { level: 'info', icon: 'bag', step: true, underway: true },
  'order.delivery_delayed': { level: 'info', icon: 'clock', underway: true },
  'order.delivery_failed': { level: 'warning', icon: 'alert', underway: true },
  'order.delivered': { level: 'info', icon: 'check', step: true, ends: true },
  'order.returned': { level: 'warning', icon: 'truck', label: 'Parcel returned', underway: true },
  'order.cancelled': { level: 'warning', icon: 'ban', label: 'Order cancelled', ends: true },
  'order.reinstated': { level: 'info', icon: 'bag', underway: true },
  'order.refunded': { level: 'info', icon: 'refund', ends: true },
  'order.refund_failed': { level: 'error', icon: 'alert' },
  'order.fraud_warning': { level: 'warning', icon: 'alert' },
  'order.disputed': { level: 'error', icon: 'alert' },
  'order.dispute_won': { level: 'info', icon: 'check' },
  'order.dispute_closed': { level: 'info', icon: 'check' },
  'order.dispute_lost': { level: 'warning', icon: 'alert' },
  'email.bounced': { level: 'warning', icon: 'mail-alert' },
  'email.not_sent': { level: 'warning', icon: 'mail-alert' },
  'order.overdue': { level: 'warning', icon: 'clock' },
  'order.note': { level: 'info', icon: 'note' },
  'order.action': { level: 'info', icon: 'play' },
  'source.quiet': { level: 'warning', icon: 'clock' },
  'source.caught_up': { level: 'info', icon: 'sync' },
  'alert.failed': { level: 'warning', icon: 'alert' },
} as const satisfies Record<string, EventType>;

export type KnownType = keyof typeof TAXONOMY;

/** The kinds of types that people look for, each by its types, prefixes, and what a leading `!` takes out again. */
export const GROUPS = {
  orders: ['order.*', '!order.email.*'],
  mail: ['order.email.*', 'email.*', 'abandoned_cart.email_sent'],
  syncs: ['sync.*'],
  carts: ['abandoned_cart.*'],
} as const satisfies Record<string, string[]>;

/** What is in none of the groups is the shop's own. */
export const GROUP_NAMES = ['orders', 'mail', 'syncs', 'carts', 'own'] as const;
export type Group = (typeof GROUP_NAMES)[number];

/** `warehouse.picked_up` → `Warehouse picked up`, `order.shipped` → `Shipped` */
const humanize = (type: string) => {
  const words = type.replace(/^order\./, '').replace(/[._]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** How a type is shown, the shop's own included. */
export const eventType = (type: string): EventType & { label: string } => ({
  label: humanize(type),
  ...(Object.hasOwn(TAXONOMY, type) ? TAXONOMY[type as KnownType] : { level: 'info', icon: 'dot' }),
});
