import { STEPS, type Step } from '../../contract/steps.ts';
import type { Deadline } from '../deadlines.ts';
import { meaningOf, SUBMISSION } from '../meanings.ts';
import { type Clock, held, started } from './clock.ts';
import { opens, type StoryEvent } from './event.ts';
import { followParcels } from './parcels.ts';
import type { Marks } from './standing.ts';

/** A step that an order awaits; `parcel` where it awaits it of each of its parcels. */
export interface Awaited {
  step: Step;
  parcel: string | null;
  /** The event that started the clock. */
  since: StoryEvent;
  /** When the step is late, in ms since 1970. */
  due_at: number;
  /** What a person reads once it is late: `Not submitted 2 hours after payment`. */
  message: string;
}

export interface Progress {
  /** The steps that are awaited, each with its deadline: one, or that of each parcel which is on its way. */
  awaited: Awaited[];
  /** The warnings whose step came before its deadline: they were raised before that was known. */
  inTime: Set<StoryEvent>;
  /** The events that reach their step for all parcels of the order, and returns that leave none on its way. */
  whole: Set<StoryEvent>;
  /** The step that comes next, when it is late, and whether the order is on hold. */
  next: Marks['next'];
  /** Whether an event means that a late step has come, or that the order awaits nothing any more. */
  isDone(event: StoryEvent, late: StoryEvent): boolean;
}

/** The problem that a late step opens. */
export const overdueProblem = (step: Step): string => `overdue.${step}:`;

/**
 * Where an order stands: the step that it reached last starts the clock of the next one. `events` are those that count, in
 * order of time; `full` are the refunds that end the order.
 *
 * The first clock starts at payment, or at the order where that did not wait for money. A hold stops the clock. An order is
 * late for a step once. Where its submission failed, the failure is the news, and it is not late as well.
 */
export const progress = (
  events: readonly StoryEvent[],
  full: ReadonlySet<StoryEvent>,
  deadlines: readonly Deadline[],
  isCut: boolean,
): Progress => {
  const ends = (event: StoryEvent) => meaningOf(event.event_type).ends === true || full.has(event);
  const follow = followParcels();
  const whole = new Set<StoryEvent>();
  let clock = started(null);
  let done = 0;
  for (const event of events) {
    follow.take(event);
    const { reaches, starts, awaits, holds } = meaningOf(event.event_type);
    const isWhole = reaches === undefined || reachesWhole(event, reaches, follow, isCut);
    if (isWhole && reaches) whole.add(event);
    if (event.event_type === 'order.returned' && follow.isDelivered()) whole.add(event);
    const steps = ends(event) ? STEPS.length : reaches && isWhole ? STEPS.indexOf(reaches) + 1 : 0;
    const isFirst =
      clock.since === null && (starts === 'payment' || (starts === 'order' && event.effects.paid !== false));
    if (steps > done) [clock, done] = [started(event), steps];
    else if (isFirst || (starts === 'anew' && (awaits || clock.since))) clock = started(event);
    if (awaits) done = Math.max(done, STEPS.indexOf(awaits));
    clock.hold = held(clock.hold, event, holds ?? (reaches ? false : undefined));
  }
  const all = isCut ? [] : awaitedAfter(clock, done, follow.parcels, deadlines);
  return {
    awaited: all.filter((each) => !isKnown(events, each)),
    next: nextOf(all, clock, isCut ? STEPS.length : done),
    whole,
    inTime: inTime(events, (event, late) => isDone(event, late, ends(event), whole), isCut),
    isDone: (event, late) => isDone(event, late, ends(event), whole),
  };
};

/** Whether an event reaches its step for all parcels. Of a stream that lost its older events it stands as stored. */
const reachesWhole = (
  { was }: StoryEvent,
  reaches: Step,
  { parcels, isDelivered }: ReturnType<typeof followParcels>,
  isCut: boolean,
): boolean => {
  if (reaches !== 'shipped' && reaches !== 'delivered') return true;
  if (isCut && was) return was.is_whole;
  return reaches === 'delivered' ? isDelivered() : !parcels.isPart;
};

const isDone = (event: StoryEvent, late: StoryEvent, ends: boolean, whole: ReadonlySet<StoryEvent>): boolean => {
  const { step, parcel } = late.effects;
  if (step === undefined) return false;
  if (ends) return true;
  const { reaches } = meaningOf(event.event_type);
  const isOfParcel = parcel === undefined || event.effects.parcel === undefined || event.effects.parcel === parcel;
  if (event.event_type === 'order.returned') return step === 'delivered' && isOfParcel;
  if (reaches === undefined || STEPS.indexOf(reaches) < STEPS.indexOf(step)) return false;
  return parcel === undefined ? whole.has(event) : isOfParcel;
};

/** The step that comes next: none before the first clock has started, nor after the last step. */
const nextOf = (awaited: Awaited[], { since, hold }: Clock, done: number): Marks['next'] => {
  const next = since === null ? null : (STEPS[done] ?? null);
  const due = awaited.filter(({ step }) => step === next).map(({ due_at }) => due_at);
  return { next, due_at: due.length > 0 ? Math.min(...due) : null, on_hold: hold.since !== null };
};

const awaitedAfter = (
  { since, hold }: Clock,
  done: number,
  { left, done: arrived, isPart }: { left: Map<string, StoryEvent>; done: Set<string>; isPart: boolean },
  deadlines: readonly Deadline[],
): Awaited[] => {
  const deadline = deadlines.find(({ step }) => step === STEPS[done]);
  const arriving = deadlines.find(({ step }) => step === 'delivered');
  const isOver = done === STEPS.length;
  const awaited: Awaited[] = [];
  if (deadline && deadline.step !== 'delivered' && since && hold.since === null) {
    const due_at = since.occurred_at + hold.before + deadline.within;
    awaited.push({ step: deadline.step, parcel: null, since, due_at, message: deadline.message });
  }
  if (arriving && !isOver && (STEPS[done] === 'delivered' || isPart)) {
    for (const [parcel, shipped] of left) {
      if (arrived.has(parcel)) continue;
      const due_at = shipped.occurred_at + arriving.within;
      const named = left.size > 1 && parcel !== '' ? parcel : null;
      awaited.push({ step: 'delivered', parcel: named, since: shipped, due_at, message: arriving.message });
    }
  }
  return awaited;
};

/** Whether it is known that the step is late: a warning says so, or the failure of the order's submission does. */
const isKnown = (events: readonly StoryEvent[], { step, parcel, since }: Awaited): boolean =>
  events.some((event) => {
    if (event.id <= since.id) return false;
    const isWarning = event.effects.step === step && (parcel === null || (event.effects.parcel ?? parcel) === parcel);
    return isWarning || (step === 'submitted' && opens(event) === SUBMISSION);
  });

/** A warning stands at its deadline, so that a step which came before it came in time. */
const inTime = (events: readonly StoryEvent[], done: Progress['isDone'], isCut: boolean): Set<StoryEvent> =>
  new Set(
    events.filter((late, i) => {
      if (late.effects.step === undefined) return false;
      if (isCut && late.was) return late.was.hidden === 'in time';
      return events.slice(0, i).some((event) => done(event, late));
    }),
  );
