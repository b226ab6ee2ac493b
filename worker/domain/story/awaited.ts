import { STEPS, type Step } from '../../contract/steps.ts';
import { dueAt, type Expectations, type Expected, type Limit, promisedAt, type Stop } from '../deadlines.ts';
import { SUBMISSION } from '../meanings.ts';
import type { After } from './clock.ts';
import { opens, type StoryEvent } from './event.ts';
import type { Place } from './place.ts';

/** An awaited step, which may be that of one parcel, or the awaited end of a hold. */
export interface Awaited {
  step: Expected;
  parcel: string | null;
  /** The event that started the clock. */
  since: StoryEvent;
  /** When it is late, in ms since 1970. */
  due_at: number;
  /** Why then: so long after something, or as the customer was promised. */
  limit: { within: string; after: After } | { ship_by: string } | { on_hold: string };
}

/** The step that comes next, of those that this shop has. */
export const nextStep = ({ clock, done, isOver, isUnshipped }: Place, steps: readonly Step[]): Step | null => {
  if (isOver || isUnshipped || clock.since === null) return null;
  return steps.find((step) => STEPS.indexOf(step) >= done) ?? null;
};

/** The end of a hold. */
const endOfHold = ({ clock: { hold }, isOver, isUnpaid }: Place, { limits, calendar }: Expectations): Awaited[] => {
  if (hold === null || limits.hold === undefined || isOver || isUnpaid) return [];
  const due_at = dueAt(limits.hold, hold.occurred_at, [], calendar);
  return [{ step: 'hold', parcel: null, since: hold, due_at, limit: { on_hold: limits.hold.text } }];
};

const after = (limit: Limit, since: StoryEvent, stops: readonly Stop[], what: After, { calendar }: Expectations) => ({
  since,
  due_at: dueAt(limit, since.occurred_at, stops, calendar),
  limit: { within: limit.text, after: what },
});

/** The next step of the order as a whole. */
const ofOrder = (place: Place, expected: Expectations): Awaited[] => {
  const { clock, parcels, ship_by } = place;
  const step = nextStep(place, expected.steps);
  if (step === null || clock.since === null || clock.hold !== null) return [];
  if (step === 'delivered' && parcels.left.size > 0) return [];
  if (step === 'shipped' && ship_by !== null) {
    const due_at = promisedAt(ship_by, expected.calendar);
    return [{ step, parcel: null, since: clock.since, due_at, limit: { ship_by } }];
  }
  const limit = expected.limits[step];
  if (limit === undefined) return [];
  return [{ step, parcel: null, ...after(limit, clock.since, clock.stops, clock.after, expected) }];
};

/** The parcels that are on their way, each with a deadline of its own. */
const ofParcels = ({ isOver, done, parcels: { left, done: arrived } }: Place, expected: Expectations): Awaited[] => {
  const limit = expected.limits.delivered;
  if (limit === undefined || !expected.steps.includes('delivered') || isOver || done === STEPS.length) return [];
  return [...left].flatMap(([parcel, shipped]): Awaited[] => {
    // Where several left, one without a name is one of the others.
    if (arrived.has(parcel) || (parcel === '' && left.size > 1)) return [];
    return [
      { step: 'delivered', parcel: parcel === '' ? null : parcel, ...after(limit, shipped, [], 'shipped', expected) },
    ];
  });
};

/** Whether a deadline had passed before its event was recorded. Imported history raises no warning. */
const isPast = ({ since, due_at }: Awaited): boolean =>
  since.effects.history !== undefined && due_at <= since.effects.history;

/** All that an order awaits, each with its deadline. */
export const awaitedAt = (place: Place, expected: Expectations): Awaited[] =>
  [...endOfHold(place, expected), ...ofOrder(place, expected), ...ofParcels(place, expected)].filter(
    (each) => !isPast(each),
  );

/** Whether it is known that something is late: a warning says so, or the failure of the order's submission does. */
export const isKnown = (events: readonly StoryEvent[], { step, parcel, since }: Awaited): boolean =>
  events.some((event) => {
    if (event.id <= since.id) return false;
    const isWarning = event.effects.step === step && (parcel === null || (event.effects.parcel ?? parcel) === parcel);
    return isWarning || (step === 'submitted' && opens(event) === SUBMISSION);
  });
