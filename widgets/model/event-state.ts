import type { LogEvent } from '../../worker/contract/event.ts';

/** Whether the event still needs somebody. */
export const isOpen = (event: LogEvent): boolean => event.level !== 'info' && event.resolved_at === null;

/** Whether the event counts as needing attention now. */
export const needsAttention = (event: LogEvent): boolean => isOpen(event) && !event.snoozed_until;

/** Details of the payload that neither the stored message nor the shown one contains. */
export const unsaidDetails = ({ message, payload }: LogEvent, shown: string): string[] =>
  [payload.carrier, payload.reason].filter(
    (value): value is string =>
      typeof value === 'string' && value !== '' && !message.includes(value) && !shown.includes(value),
  );
