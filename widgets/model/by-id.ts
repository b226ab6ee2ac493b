import type { LogEvent } from '../../worker/contract/event.ts';

/** The same events with their ids as keys. */
export const byId = (events: LogEvent[]): Map<string, LogEvent> => new Map(events.map((event) => [event.id, event]));
