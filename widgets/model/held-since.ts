import type { LogEvent } from '../../worker/contract/event.ts';

/** When the order was put on hold. */
export const heldSince = (events: readonly LogEvent[]): string | undefined =>
  events.findLast(({ event_type }) => event_type === 'order.on_hold')?.occurred_at;
