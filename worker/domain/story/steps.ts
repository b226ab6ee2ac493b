import { STEPS, type Step } from '../../contract/steps.ts';
import type { Deadline } from '../deadlines.ts';
import { meaningOf, SUBMISSION } from '../meanings.ts';
import { opens, type StoryEvent } from './event.ts';

/** A step that an order awaits. */
export interface Awaited {
  step: Step;
  /** The event that started the clock. */
  since: StoryEvent;
  /** When the step is late, in ms since 1970. */
  due_at: number;
  /** What a person reads once it is late: `Not submitted 2 hours after payment`. */
  message: string;
}

export interface Progress {
  /** The next step and its deadline; null where none is awaited. */
  awaited: Awaited | null;
  /** The warnings whose step came before its deadline: they were raised before that was known. */
  inTime: Set<StoryEvent>;
  /** The steps that an event reaches, itself or by being a later one; all of them where it ends the order. */
  reached(event: StoryEvent): readonly Step[];
}

/** The problem that a late step opens. */
export const overdueProblem = (step: Step): string => `overdue.${step}:`;

/**
 * Where an order stands: the step that it reached last starts the clock of the next one. `events` are those that count, in
 * order of time; `ending` are the refunds that end the order.
 *
 * An order is late for a step once. Where its submission failed, the failure is the news, and it is not late as well.
 */
export const progress = (
  events: readonly StoryEvent[],
  ending: ReadonlySet<StoryEvent>,
  deadlines: readonly Deadline[],
  isCut: boolean,
): Progress => {
  const reached = (event: StoryEvent): readonly Step[] => {
    const { reaches, ends } = meaningOf(event.event_type);
    if (ends || ending.has(event)) return STEPS;
    return reaches ? STEPS.slice(0, STEPS.indexOf(reaches) + 1) : [];
  };
  let since: StoryEvent | null = null;
  let done = 0;
  for (const event of events) {
    const steps = reached(event).length;
    if (steps > done) [since, done] = [event, steps];
    else if (since === null && event.event_type === 'order.created') since = event;
  }
  return {
    awaited: isCut ? null : awaitedAfter(events, since, STEPS[done], deadlines),
    inTime: inTime(events, reached, isCut),
    reached,
  };
};

const awaitedAfter = (
  events: readonly StoryEvent[],
  since: StoryEvent | null,
  step: Step | undefined,
  deadlines: readonly Deadline[],
): Awaited | null => {
  const deadline = deadlines.find((each) => each.step === step);
  if (!since || !deadline) return null;
  const isOver = events.some(
    (event) =>
      event.id > since.id &&
      (event.effects.step === deadline.step || (deadline.step === 'submitted' && opens(event) === SUBMISSION)),
  );
  if (isOver) return null;
  return { step: deadline.step, since, due_at: since.occurred_at + deadline.within, message: deadline.message };
};

/** A warning stands at its deadline, so that a step which came before it in time came in time. */
const inTime = (events: readonly StoryEvent[], reached: Progress['reached'], isCut: boolean): Set<StoryEvent> => {
  const done = new Set<Step>();
  const found = new Set<StoryEvent>();
  for (const event of events) {
    const { step } = event.effects;
    if (step && (done.has(step) || (isCut && event.was?.hidden === 'in time'))) found.add(event);
    for (const each of reached(event)) done.add(each);
  }
  return found;
};
