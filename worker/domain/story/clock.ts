import type { Stop } from '../deadlines.ts';
import type { StoryEvent } from './event.ts';

/** The start of the awaited step's clock, as the sentence about its deadline names it. */
export type After = 'placed' | 'paid' | 'submitted' | 'production' | 'shipped' | 'reinstated' | 'shipment_cancelled';

/** The clock of the awaited step, as it stands after some events. */
export interface Clock {
  /** The event that started it, and what that was. */
  since: StoryEvent | null;
  after: After;
  /** The event that put the order on hold; null while it is not. */
  hold: StoryEvent | null;
  /** The holds that are over. */
  stops: Stop[];
}

export const NO_CLOCK: Clock = { since: null, after: 'placed', hold: null, stops: [] };

/** A clock that starts anew. A hold that is on stays on: only the provider's next step ends it. */
export const started = ({ hold }: Clock, since: StoryEvent, after: After): Clock => ({ since, after, hold, stops: [] });

/** The clock stops while the order is on hold: from the event that holds it to its release, or whatever it does next. */
export const held = (clock: Clock, event: StoryEvent, holds: boolean | undefined): Clock => {
  const { since, hold, stops } = clock;
  if (holds === true && hold === null) return { ...clock, hold: event };
  if (holds !== false || hold === null) return clock;
  // Of a hold that is older than the clock only the rest counts.
  const from = Math.max(hold.occurred_at, since?.occurred_at ?? 0);
  return { ...clock, hold: null, stops: event.occurred_at > from ? [...stops, [from, event.occurred_at]] : stops };
};
