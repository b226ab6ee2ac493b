import type { EventAction } from '../contract/event.ts';
import type { Step } from '../contract/steps.ts';
import type { KnownType } from '../contract/taxonomy.ts';

/** What a type of event means for the order, or the sync, that it is of. */
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
  /** The problems that such an event closes. */
  closes?: readonly string[];
  /** The step of the order that it reaches; those before it are reached with it. */
  reaches?: Step;
  /** After it the order awaits no step any more. */
  ends?: true;
  /** What a person may do about it, where the event itself does not say. */
  actions?: readonly EventAction[];
}

/** The submission of an order to its printing house. */
export const SUBMISSION = 'submission:';
/** The product sync with a provider. */
const SYNC = 'sync:{provider}';

export const MEANINGS = {
  'sync.started': { place: 100 },
  'sync.failed': { place: 110, opens: SYNC, actions: [{ name: 'retry', label: 'Run again' }] },
  'sync.completed': { place: 120, closes: [SYNC] },
  'abandoned_cart.created': { place: 200 },
  'abandoned_cart.email_sent': { place: 210 },
  'abandoned_cart.recovered': { place: 220 },
  'order.created': { place: 300 },
  'order.email.confirmation_sent': { place: 310 },
  'order.submission_retried': { place: 400 },
  'order.submission_failed': {
    place: 410,
    opens: SUBMISSION,
    actions: [{ name: 'retry', label: 'Retry submission' }],
  },
  'order.submitted': { place: 420, closes: [SUBMISSION], reaches: 'submitted' },
  'order.production': { place: 500, closes: [SUBMISSION], reaches: 'production' },
  'order.shipped': { place: 600, closes: [SUBMISSION], reaches: 'shipped' },
  'order.email.shipping_sent': { place: 610 },
  'order.delivered': { place: 700, closes: [SUBMISSION], reaches: 'delivered' },
  'order.cancelled': { place: 800, closes: [SUBMISSION], ends: true },
  'order.refunded': { place: 810 },
  'email.bounced': { place: 900, actions: [{ name: 'resend', label: 'Send again' }] },
  'order.overdue': { place: 910 },
  'order.note': { place: 920 },
  'order.action': { place: 930 },
} as const satisfies Record<KnownType, Meaning>;

/** The place of the shop's own types. */
const OWN: Meaning = { place: 2048 };

/** What a type means; one of the shop's own means nothing beyond what its event says. */
export const meaningOf = (type: string): Meaning => (Object.hasOwn(MEANINGS, type) ? MEANINGS[type as KnownType] : OWN);
