import type { StoryEvent } from './event.ts';

/**
 * The events whose state the next state of the same thing corrects: a shipment gets its tracking number later, or another
 * one than it was told first. They are not shown, and do nothing any more.
 */
export const corrected = (events: readonly StoryEvent[]): Set<StoryEvent> => {
  const last = new Map<string, StoryEvent>();
  const found = new Set<StoryEvent>();
  for (const event of events) {
    const { status } = event.effects;
    if (!status) continue;
    const before = last.get(status.of);
    if (status.corrects && before?.effects.status?.corrects) found.add(before);
    last.set(status.of, event);
  }
  return found;
};
