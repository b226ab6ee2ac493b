import type { EventAction } from './event.ts';
import type { KnownType } from './taxonomy.ts';

/** The actions of each type that has some. An event may bring its own in their place. */
export const TYPE_ACTIONS = {
  'sync.failed': [{ name: 'retry', label: 'Run again' }],
  'order.submission_failed': [{ name: 'retry', label: 'Retry submission' }],
  'email.bounced': [{ name: 'resend', label: 'Send again' }],
  'email.not_sent': [{ name: 'resend', label: 'Send again' }],
} as const satisfies Partial<Record<KnownType, readonly EventAction[]>>;

/** The actions of a type; none for most, and for the shop's own types. */
export const typeActions = (type: string): readonly EventAction[] =>
  Object.hasOwn(TYPE_ACTIONS, type) ? TYPE_ACTIONS[type as keyof typeof TYPE_ACTIONS] : [];
