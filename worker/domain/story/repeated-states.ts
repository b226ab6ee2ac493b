import { byId, type StoryEvent } from './event.ts';

/**
 * The events that repeat the state before them, in order of time. A source that reports a status with every change of
 * anything has each report stored, so that one which comes late still finds its place between the others.
 *
 * Of a stream that lost its older events the first state stands as stored: what came before it is gone.
 */
export const repeatedStates = (events: readonly StoryEvent[], isCut: boolean): Set<StoryEvent> => {
  const before = new Map<string, string>();
  const repeated = new Set<StoryEvent>();
  for (const event of events) {
    const { status } = event.effects;
    if (!status) continue;
    const last = before.get(status.of);
    const isRepeat = last === undefined ? isCut && event.was?.hidden === 'repeat' : last === status.is;
    if (isRepeat) repeated.add(event);
    before.set(status.of, status.is);
  }
  return repeated;
};

/**
 * The repeats, by id, that may be removed without a change of meaning: of each run of one state all but the last. The last
 * one stays, since a state that comes late may yet find its place before it.
 */
export const superfluous = (events: readonly (StoryEvent & { stream?: string | null })[]): Set<string> => {
  const lasts = new Map<string, { id: string; is: string; isRepeat: boolean }>();
  const found = new Set<string>();
  for (const { id, stream, effects, was } of events.toSorted(byId)) {
    if (!effects.status) continue;
    const { of, is } = effects.status;
    const thing = JSON.stringify([stream, of]);
    const last = lasts.get(thing);
    if (last?.isRepeat && last.is === is) found.add(last.id);
    lasts.set(thing, { id, is, isRepeat: was?.hidden === 'repeat' });
  }
  return found;
};
