import { STEPS, type Step } from '../../contract/steps.ts';
import type { Expectations, Expected } from '../deadlines.ts';
import { meaningOf } from '../meanings.ts';
import { type Awaited, awaitedAt, isKnown, nextStep } from './awaited.ts';
import type { StoryEvent } from './event.ts';
import { inTime, isDone } from './in-time.ts';
import { followParcels } from './parcels.ts';
import { moved, NOWHERE, type Place } from './place.ts';
import type { Marks } from './standing.ts';

export interface Progress {
  /** The steps that are awaited and not known to be late, each with its deadline. */
  awaited: Awaited[];
  /** The marks on events from which `standing.ts` knows where the order stands. */
  marks: Omit<Marks, 'full'>;
  /** The warnings whose step came before its deadline: they were raised before that was known. */
  inTime: Set<StoryEvent>;
  /** Whether an event means that a late step has come, or that the order awaits nothing any more. */
  isDone(event: StoryEvent, late: StoryEvent): boolean;
}

/** The problem that is open while something is late. */
export const overdueProblem = (step: Expected): string => `overdue.${step}:`;

/** The results of the rules before this one. */
export interface Told {
  /** The refunds that end the order. */
  full: ReadonlySet<StoryEvent>;
  /** The events that tell what another one has told. */
  retold: ReadonlySet<StoryEvent>;
  /** How many items the order has to ship; null where that is not known. */
  ordered: number | null;
}

/**
 * How far an order has got: the last step that the shop has starts the clock of the next one. `events` are those that count,
 * in order of time.
 *
 * The first clock starts at payment, or at the order where that does not wait for money. An order is late for a step once.
 * Where its submission failed, the failure is the news, and it is not late as well.
 */
export const progress = (
  events: readonly StoryEvent[],
  { full, retold, ordered }: Told,
  expected: Expectations,
  isCut: boolean,
): Progress => {
  const ends = (event: StoryEvent) => meaningOf(event.event_type).ends === true || full.has(event);
  const ships = events.some(({ effects }) => effects.ships === true);
  const follow = followParcels(retold, ordered);
  const whole = new Set<StoryEvent>();
  const reached = new Map<StoryEvent, Step>();
  const again = new Set<StoryEvent>();
  let place: Place = { ...NOWHERE, parcels: follow.parcels };
  for (const event of events) {
    follow.take(event);
    const { reaches } = meaningOf(event.event_type);
    const isWhole = leavesNone(event, follow, isCut) && !isPartly(event, ships);
    if (isWhole) whole.add(event);
    if (isWhole && reaches) {
      // Goods that are not shipped count as delivered at once.
      reached.set(event, event.effects.ships === false && follow.isDelivered() ? 'delivered' : reaches);
    }
    if (reached.get(event) === 'shipped' && place.done === STEPS.length && !follow.isDelivered()) {
      again.add(event);
      place = { ...place, done: STEPS.indexOf('shipped') };
    }
    place = moved(place, event, reached.get(event), ends(event), expected.steps);
  }
  const all = isCut ? [] : awaitedAt(place, expected);
  const isOver = (event: StoryEvent, late: StoryEvent) => isDone(event, late, ends(event), whole);
  return {
    awaited: all.filter((each) => !isKnown(events, each)),
    marks: { whole, reached, again, next: nextOf(all, place, isCut ? null : nextStep(place, expected.steps)) },
    inTime: inTime(events, isOver, isCut),
    isDone: isOver,
  };
};

/** Whether an event reaches its step, or came back, for all parcels. Of a stream that lost older events it stands as stored. */
const leavesNone = (
  { event_type, was }: StoryEvent,
  { parcels, isDelivered }: ReturnType<typeof followParcels>,
  isCut: boolean,
): boolean => {
  const { reaches } = meaningOf(event_type);
  const isReturn = event_type === 'order.returned';
  if (reaches !== 'shipped' && reaches !== 'delivered' && !isReturn) return reaches !== undefined;
  if (isCut && was) return was.is_whole;
  return reaches === 'shipped' ? !parcels.isPart : isDelivered();
};

/** Whether it fulfils what is not shipped, of an order of which another part is. */
const isPartly = ({ event_type }: StoryEvent, ships: boolean): boolean => event_type === 'order.fulfilled' && ships;

const nextOf = (awaited: Awaited[], { clock: { hold }, isOver }: Place, next: Step | null): Marks['next'] => {
  const due = awaited.filter(({ step }) => step === next).map(({ due_at }) => due_at);
  return { next, due_at: due.length > 0 ? Math.min(...due) : null, on_hold: hold !== null && !isOver };
};
