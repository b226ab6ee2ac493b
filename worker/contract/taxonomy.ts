import type { Level } from './event.ts';

/** How a type of event is shown. What it means for its order is the Worker's: `worker/domain/meanings.ts`. */
export interface EventType {
  level: Level;
  /** The type's name in the feed. Absent: the words of its type. */
  label?: string;
  /** A step of the order: the timeline shows it in green. */
  step?: true;
  /** Minor: runs of such events fold to one line that opens. */
  routine?: true;
}

/** Every type that works out of the box. The shop's own types need no entry. */
export const TAXONOMY = {
  'sync.started': { level: 'info', routine: true },
  'sync.failed': { level: 'error' },
  'sync.completed': { level: 'info', routine: true },
  'abandoned_cart.created': { level: 'info', label: 'Abandoned cart' },
  'abandoned_cart.email_sent': { level: 'info', label: 'Recovery email', routine: true },
  'abandoned_cart.recovered': { level: 'info', label: 'Cart recovered' },
  'order.created': { level: 'info', label: 'Order placed', step: true },
  'order.payment_failed': { level: 'warning' },
  'order.paid': { level: 'info', step: true },
  'order.email.confirmation_sent': {
    level: 'info',
    label: 'Confirmation email',
    routine: true,
  },
  'order.submission_retried': { level: 'info' },
  'order.submission_failed': { level: 'error' },
  'order.submitted': { level: 'info', step: true },
  'order.on_hold': { level: 'info', label: 'On hold' },
  'order.released': { level: 'info' },
  'order.production': { level: 'info', label: 'In production', step: true },
  'order.shipped': { level: 'info', step: true },
  'order.part_shipped': { level: 'info', step: true },
  'order.shipment_cancelled': { level: 'warning' },
  'order.email.shipping_sent': { level: 'info', label: 'Shipping email', routine: true },
  'order.fulfilled': { level: 'info', step: true },
  'order.available_for_pickup': { level: 'info', step: true },
  'order.delivery_delayed': { level: 'info' },
  'order.delivery_failed': { level: 'warning' },
  'order.delivered': { level: 'info', step: true },
  'order.returned': { level: 'warning', label: 'Parcel returned' },
  'order.cancelled': { level: 'warning', label: 'Order cancelled' },
  'order.reinstated': { level: 'info' },
  'order.refunded': { level: 'info' },
  'order.refund_failed': { level: 'error' },
  'order.fraud_warning': { level: 'warning' },
  'order.disputed': { level: 'error' },
  'order.dispute_won': { level: 'info' },
  'order.dispute_closed': { level: 'info' },
  'order.dispute_lost': { level: 'warning' },
  'email.bounced': { level: 'warning' },
  'email.not_sent': { level: 'warning' },
  'order.overdue': { level: 'warning' },
  'order.note': { level: 'info' },
  'order.action': { level: 'info' },
  'source.quiet': { level: 'warning' },
  'source.caught_up': { level: 'info' },
  'source.resumed': { level: 'info' },
  'alert.failed': { level: 'warning' },
  'alert.resumed': { level: 'info' },
} as const satisfies Record<string, EventType>;

export type KnownType = keyof typeof TAXONOMY;

/** The kinds of types that people look for, each by its types, prefixes, and what a leading `!` takes out again. */
export const GROUPS = {
  orders: ['order.*', '!order.email.*'],
  mail: ['order.email.*', 'email.*', 'abandoned_cart.email_sent'],
  syncs: ['sync.*'],
  carts: ['abandoned_cart.*'],
} as const satisfies Record<string, string[]>;

/** A type in none of the groups is the shop's own. */
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
  ...(Object.hasOwn(TAXONOMY, type) ? TAXONOMY[type as KnownType] : { level: 'info' }),
});
