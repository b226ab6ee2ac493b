import type { EventAction } from './event.ts';
import type { KnownType } from './taxonomy.ts';

/** The actions of each type that has some. An event may bring its own in their place. */
const ACTIONS = {
  'sync.failed': [{ name: 'retry', label: 'Run again' }],
  'order.submission_failed': [{ name: 'retry', label: 'Retry submission' }],
  'email.bounced': [{ name: 'resend', label: 'Send again' }],
} as const satisfies Partial<Record<KnownType, readonly EventAction[]>>;

/** Every action that a type has, for the languages to translate. */
export const TYPE_ACTIONS: readonly EventAction[] = Object.values(ACTIONS).flat();

/** The actions of a type; none for most, and for the shop's own types. */
export const typeActions = (type: string): readonly EventAction[] =>
  Object.hasOwn(ACTIONS, type) ? ACTIONS[type as keyof typeof ACTIONS] : [];
