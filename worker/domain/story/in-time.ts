import { STEPS } from '../../contract/steps.ts';
import { keyPart } from '../event-id.ts';
import { meaningOf } from '../meanings.ts';
import type { StoryEvent } from './event.ts';

/** Whether an event means that something which was late has come, or that the order awaits nothing any more. */
export const isDone = (
  event: StoryEvent,
  { effects: { step, parcel } }: StoryEvent,
  ends: boolean,
  whole: ReadonlySet<StoryEvent>,
): boolean => {
  if (step === undefined) return false;
  if (ends) return true;
  const { reaches, holds } = meaningOf(event.event_type);
  if (step === 'hold') return holds === false || reaches !== undefined;
  const isOfParcel = parcel === undefined || event.effects.parcel === undefined || event.effects.parcel === parcel;
  if (event.event_type === 'order.returned') return step === 'delivered' && isOfParcel;
  if (reaches === undefined || STEPS.indexOf(reaches) < STEPS.indexOf(step)) return false;
  return parcel === undefined ? whole.has(event) : isOfParcel;
};

/** The event from whose id that of a warning derives: the one that started the clock. */
const startOf = (events: readonly StoryEvent[], late: StoryEvent): StoryEvent | undefined =>
  events.find((event) => event !== late && keyPart(event.id) === keyPart(late.id));

/**
 * The warnings whose step had come by then. A warning stands at its deadline, so that what came before it came in time.
 * A hold is over with what comes after it began; a step that was reached once stays so.
 */
export const inTime = (
  events: readonly StoryEvent[],
  done: (event: StoryEvent, late: StoryEvent) => boolean,
  isCut: boolean,
): Set<StoryEvent> =>
  new Set(
    events.filter((late, i) => {
      const { step } = late.effects;
      if (step === undefined) return false;
      if (isCut && late.was) return late.was.hidden === 'in time';
      const from = step === 'hold' ? (startOf(events, late)?.id ?? '') : '';
      return events.slice(0, i).some((event) => event.id > from && done(event, late));
    }),
  );
