import type { StoryEvent } from './event.ts';

/**
 * The events that tell a fact which an earlier event tells too. They are not shown, but do what they do.
 *
 * Of a stream that lost its older events the first teller stands as stored: it may have had a teller before it.
 */
export const duplicates = (events: readonly StoryEvent[], isCut: boolean): Set<StoryEvent> => {
  const told = new Set<string>();
  const found = new Set<StoryEvent>();
  for (const event of events) {
    const { fact } = event.effects;
    if (fact === undefined) continue;
    if (told.has(fact) || (isCut && event.was?.hidden === 'duplicate')) found.add(event);
    told.add(fact);
  }
  return found;
};
