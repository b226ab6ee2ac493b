import type { LogEvent } from '../../worker/contract/event.ts';
import { eventType } from '../../worker/contract/taxonomy.ts';

/** Whether the event still needs somebody. */
export const isOpen = (event: LogEvent): boolean => event.level !== 'info' && event.resolved_at === null;

/** Whether the event counts as needing attention now. */
export const needsAttention = (event: LogEvent): boolean => isOpen(event) && !event.snoozed_until;

/** Whether the order continues after its latest step. A note or a bounced mail is no step. */
export const isUnderway = (events: LogEvent[]): boolean => {
  const types = events.map(({ event_type }) => eventType(event_type));
  return types.findLast(({ underway, ends }) => underway || ends)?.underway === true;
};

/** Details of the payload that the message does not contain, neither as it is stored nor as it is shown. */
export const unsaidDetails = ({ message, payload }: LogEvent, shown: string): string[] =>
  [payload.carrier, payload.reason].filter(
    (value): value is string =>
      typeof value === 'string' && value !== '' && !message.includes(value) && !shown.includes(value),
  );

/** The same events with their ids as keys. */
export const byId = (events: LogEvent[]): Map<string, LogEvent> => new Map(events.map((event) => [event.id, event]));
