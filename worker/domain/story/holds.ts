import { meaningOf } from '../meanings.ts';
import type { StoryEvent } from './event.ts';

/**
 * The states of a provider that say no more than that an order goes on which was not on hold. They are not shown. Of a stream
 * that lost its older events they stand as stored.
 */
export const needlessReleases = (events: readonly StoryEvent[], isCut: boolean): Set<StoryEvent> => {
  const found = new Set<StoryEvent>();
  let isHeld = false;
  for (const event of events) {
    const { holds, reaches } = meaningOf(event.event_type);
    const isState = event.event_type === 'order.released' && event.effects.status !== undefined;
    if (isState && (isCut && event.was ? event.was.hidden === 'moot' : !isHeld)) found.add(event);
    isHeld = holds ?? (reaches ? false : isHeld);
  }
  return found;
};
