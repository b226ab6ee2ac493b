import type { EventAction, Level } from './event.ts';

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

/** What may be late, in the order of an order's life. */
const STEPS = ['submitted', 'production', 'shipped', 'delivered'] as const;
export type Step = (typeof STEPS)[number];

/**
 * What can go wrong and be fine again, within an order or, for `sync`, with a provider.
 * Each is a bit by its place here, stored with every event, so the list is append-only.
 */
export const SCOPES = ['submission', 'sync', ...STEPS.map((step) => `overdue.${step}` as const)] as const;
export type Scope = 'submission' | 'sync' | `overdue.${Step}`;

/** That a step was reached means that those before it were. */
const reached = (...steps: Step[]) => steps.map((step) => `overdue.${step}` as const);

export interface EventType {
  level: Level;
  /** What the type is called in the feed. Absent: what its name says. */
  label?: string;
  icon: Icon;
  /**
   * Its place in an order's life, 0–4095: sorts what happened in one moment, since providers stamp whole seconds.
   * Part of every id, so places are append-only.
   */
  place: number;
  /** `{field}` is filled from the payload; a `[part]` whose field is missing is left out. Absent: `message` is required. */
  template?: string;
  /** Its order goes on after it: the timeline's last dot is hollow, and it can be refreshed. */
  underway?: true;
  /** Minor: runs of such events fold to one line that opens. */
  routine?: true;
  /** The problem that a failure of this type is a failure of. */
  opens?: Scope;
  /** The problems that are fine once this happened. */
  closes?: readonly Scope[];
  /** What a person may do about it, where the event itself does not say. */
  actions?: readonly EventAction[];
}

/** Every type that works out of the box. The shop's own types need no entry. */
export const TAXONOMY = {
  'sync.started': {
    level: 'info',
    icon: 'sync',
    place: 100,
    template: 'Product sync started[ ({provider})]',
    routine: true,
  },
  'sync.failed': {
    level: 'error',
    icon: 'alert',
    place: 110,
    template: 'Product sync failed[: {reason}]',
    opens: 'sync',
    actions: [{ name: 'retry', label: 'Run again' }],
  },
  'sync.completed': {
    level: 'info',
    icon: 'sync',
    place: 120,
    template: 'Product sync complete[ — {products}][, {updated} updated]',
    routine: true,
    closes: ['sync'],
  },
  'abandoned_cart.created': {
    level: 'info',
    label: 'Abandoned cart',
    icon: 'cart',
    place: 200,
    template: 'Abandoned cart[ — {email}][, {amount}]',
  },
  'abandoned_cart.email_sent': {
    level: 'info',
    label: 'Recovery email',
    icon: 'mail',
    place: 210,
    template: 'Recovery email sent[ to {email}]',
    routine: true,
  },
  'abandoned_cart.recovered': {
    level: 'info',
    label: 'Cart recovered',
    icon: 'cart',
    place: 220,
    template: 'Cart recovered[ — order {order_id} placed]',
  },
  'order.created': {
    level: 'info',
    label: 'Order placed',
    icon: 'bag',
    place: 300,
    template: 'Order placed[ — {amount}][ via {provider}]',
    underway: true,
  },
  'order.email.confirmation_sent': {
    level: 'info',
    label: 'Confirmation email',
    icon: 'mail',
    place: 310,
    template: 'Order confirmation sent[ to {email}]',
    routine: true,
    underway: true,
  },
  'order.submission_retried': {
    level: 'info',
    icon: 'sync',
    place: 400,
    template: 'Submission retried[ — attempt {attempt} of {max}]',
    underway: true,
  },
  'order.submission_failed': {
    level: 'error',
    icon: 'alert',
    place: 410,
    template: 'Submission[ to {provider}] failed[: {reason}]',
    underway: true,
    opens: 'submission',
    actions: [{ name: 'retry', label: 'Retry submission' }],
  },
  'order.submitted': {
    level: 'info',
    icon: 'send',
    place: 420,
    template: 'Submitted[ to {provider}][ ({reference})]',
    underway: true,
    closes: ['submission', ...reached('submitted')],
  },
  'order.production': {
    level: 'info',
    label: 'In production',
    icon: 'box',
    place: 500,
    template: 'In production[ at {provider}]',
    underway: true,
    closes: ['submission', ...reached('submitted', 'production')],
  },
  'order.shipped': {
    level: 'info',
    icon: 'truck',
    place: 600,
    template: 'Shipped[ via {carrier}][ — tracking: {tracking}]',
    underway: true,
    closes: ['submission', ...reached('submitted', 'production', 'shipped')],
  },
  'order.email.shipping_sent': {
    level: 'info',
    label: 'Shipping email',
    icon: 'mail',
    place: 610,
    template: 'Shipping notification sent[ to {email}]',
    routine: true,
    underway: true,
  },
  'order.delivered': {
    level: 'info',
    icon: 'check',
    place: 700,
    template: 'Delivered',
    closes: ['submission', ...reached(...STEPS)],
  },
  'order.cancelled': {
    level: 'warning',
    label: 'Order cancelled',
    icon: 'ban',
    place: 800,
    template: 'Order cancelled',
    closes: ['submission', ...reached(...STEPS)],
  },
  'order.refunded': {
    level: 'info',
    icon: 'refund',
    place: 810,
    template: 'Refunded[ {amount}]',
    closes: reached(...STEPS),
  },
  'email.bounced': {
    level: 'warning',
    icon: 'mail-alert',
    place: 900,
    template: 'Email bounced[: {email}][ ({kind})]',
    actions: [{ name: 'resend', label: 'Send again' }],
  },
  'order.overdue': { level: 'warning', icon: 'clock', place: 910 },
  'order.note': { level: 'info', icon: 'note', place: 920 },
  'order.action': { level: 'info', icon: 'play', place: 930 },
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

/** What the shop's own types are, until it says otherwise. */
const OWN_PLACE = 2048;

/** `warehouse.picked_up` → `Warehouse picked up`, `order.shipped` → `Shipped` */
const humanize = (type: string) => {
  const words = type.replace(/^order\./, '').replace(/[._]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** What is known of a type, the shop's own included. */
export const eventType = (type: string): EventType & { label: string } => ({
  label: humanize(type),
  ...(Object.hasOwn(TAXONOMY, type) ? TAXONOMY[type as KnownType] : { level: 'info', icon: 'dot', place: OWN_PLACE }),
});
