import type { TemplateResult } from 'lit';
import type { LogEvent } from '../../worker/contract/event.ts';
import { eventType, type KnownType } from '../../worker/contract/taxonomy.ts';
import { isOpen } from '../model/event-state.ts';
import { CIRCLE, icon, levelIcon, ownIcon } from './icons.ts';

const ENVELOPE = 'M2 4l6 5 6-5';

/** Line drawings of 16 by 16, with whole coordinates, since every page loads each digit. */
const LINES = {
  bag: 'M3 5h10l1 9H2zM6 7V4a2 2 0 0 1 4 0v3',
  ban: `${CIRCLE}M4 4l8 8`,
  box: 'M2 5l6-3 6 3v6l-6 3-6-3zM2 5l6 3 6-3M8 8v6',
  cart: 'M1 2h2l2 8h7l2-6H4M6 13h0M11 13h0',
  check: `${CIRCLE}M5 8l2 2 4-4`,
  clock: `${CIRCLE}M8 4v4l3 2`,
  dot: 'M7 8a1 1 0 0 0 2 0 1 1 0 0 0-2 0z',
  mail: `M2 3h12v10H2z${ENVELOPE}`,
  'mail-alert': `M9 13H2V3h12v3${ENVELOPE}M13 9v2M13 14h0`,
  note: 'M3 2h10v12H3zM6 5h4M6 8h4',
  play: 'M5 3v10l8-5z',
  refund: 'M5 3 2 6l3 3M2 6h8a4 4 0 0 1 0 8H5',
  send: 'M14 2 7 9M14 2l-4 12-3-5-5-3z',
  sync: 'M3 7a5 5 0 0 1 9-2l2 1M14 2v4h-4M13 9a5 5 0 0 1-9 2l-2-1M2 14v-4h4',
  truck: 'M1 3h9v8H1zM10 6h3l2 3v2h-5M4 13h0M12 13h0',
} as const;

/** The drawing of each type; `alert` is the sign of its level. The shop's own types have a dot, unless the shop sets an icon. */
const ICONS = {
  'sync.started': 'sync',
  'sync.failed': 'alert',
  'sync.completed': 'sync',
  'abandoned_cart.created': 'cart',
  'abandoned_cart.email_sent': 'mail',
  'abandoned_cart.recovered': 'cart',
  'order.created': 'bag',
  'order.payment_failed': 'alert',
  'order.paid': 'bag',
  'order.email.confirmation_sent': 'mail',
  'order.submission_retried': 'sync',
  'order.submission_failed': 'alert',
  'order.submitted': 'send',
  'order.on_hold': 'clock',
  'order.released': 'play',
  'order.production': 'box',
  'order.shipped': 'truck',
  'order.part_shipped': 'truck',
  'order.shipment_cancelled': 'ban',
  'order.email.shipping_sent': 'mail',
  'order.fulfilled': 'check',
  'order.available_for_pickup': 'bag',
  'order.delivery_delayed': 'clock',
  'order.delivery_failed': 'alert',
  'order.delivered': 'check',
  'order.returned': 'truck',
  'order.cancelled': 'ban',
  'order.reinstated': 'bag',
  'order.refunded': 'refund',
  'order.refund_failed': 'alert',
  'order.fraud_warning': 'alert',
  'order.disputed': 'alert',
  'order.dispute_won': 'check',
  'order.dispute_closed': 'check',
  'order.dispute_lost': 'alert',
  'email.bounced': 'mail-alert',
  'email.not_sent': 'mail-alert',
  'order.overdue': 'clock',
  'order.note': 'note',
  'order.action': 'play',
  'source.quiet': 'clock',
  'source.caught_up': 'sync',
  'source.resumed': 'sync',
  'alert.failed': 'alert',
  'alert.resumed': 'check',
} as const satisfies Record<KnownType, keyof typeof LINES | 'alert'>;

/**
 * The icon of an event's type, coloured while the event is open. An error always has the octagon. A warning has the triangle
 * if its type is usually no warning.
 */
export const typeIcon = (event: LogEvent): TemplateResult => {
  const { event_type, level } = event;
  const name = Object.hasOwn(ICONS, event_type) ? ICONS[event_type as KnownType] : 'dot';
  const isUnusual = level === 'warning' && eventType(event_type).level !== 'warning';
  const own = ownIcon(event);
  if (own) return own;
  if (level === 'error' || isUnusual || name === 'alert') return levelIcon(event);
  return icon(LINES[name], 'line', isOpen(event) ? level : 'info');
};
