import type { StoryEvent } from './event.ts';

/** The time that an order was on hold since its clock started, and whether it is still. */
export interface Hold {
  since: number | null;
  before: number;
}

/** The clock of the awaited step, as it stands after some events. */
export interface Clock {
  since: StoryEvent | null;
  hold: Hold;
}

/** A clock that starts with an event. */
export const started = (since: StoryEvent | null): Clock => ({ since, hold: { since: null, before: 0 } });

/** A hold begins, or ends with its release and with whatever the order does next. */
export const held = (hold: Hold, { occurred_at }: StoryEvent, holds: boolean | undefined): Hold => {
  if (holds === true && hold.since === null) return { ...hold, since: occurred_at };
  if (holds !== false || hold.since === null) return hold;
  return { since: null, before: hold.before + occurred_at - hold.since };
};
