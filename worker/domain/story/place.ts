import { STEPS, type Step } from '../../contract/steps.ts';
import { meaningOf } from '../meanings.ts';
import { type After, type Clock, held, NO_CLOCK, started } from './clock.ts';
import type { StoryEvent } from './event.ts';
import type { Parcels } from './parcels.ts';

/** How far an order has got. */
export interface Place {
  clock: Clock;
  /** How many of all steps it has reached. */
  done: number;
  /** It was cancelled, refunded in full, or has nothing left to do. */
  isOver: boolean;
  /** It was placed, and waits for money. */
  isUnpaid: boolean;
  /** Nothing of it is shipped: a download, a gift card, a pick-up. */
  isUnshipped: boolean;
  /** By when the customer was promised that it is shipped. */
  ship_by: string | null;
  parcels: Parcels;
}

/** The place of an order before its first event. */
export const NOWHERE: Omit<Place, 'parcels'> = {
  clock: NO_CLOCK,
  done: 0,
  isOver: false,
  isUnpaid: false,
  isUnshipped: false,
  ship_by: null,
};

const ANEW: Record<string, After> = {
  'order.reinstated': 'reinstated',
  'order.shipment_cancelled': 'shipment_cancelled',
};

/** Whether an order needs no more money, as far as this event goes, to start the clock of its first step. */
const isPayment = ({ event_type, effects }: StoryEvent): boolean => {
  const { starts } = meaningOf(event_type);
  return starts === 'payment' || (starts === 'order' && effects.paid !== false);
};

/** The clock after an event, which reaches `step` for all of the order, or no step. */
const clockAfter = (
  { clock, done }: Place,
  event: StoryEvent,
  step: Step | undefined,
  steps: readonly Step[],
): Clock => {
  const { starts, awaits } = meaningOf(event.event_type);
  const reached = countOf(step);
  if (step !== undefined && reached > done) {
    // A step that the shop does not have starts no clock, unless there is none yet.
    const isOfShop = steps.some((each) => countOf(each) > done && countOf(each) <= reached);
    return step !== 'delivered' && (isOfShop || clock.since === null) ? started(clock, event, step) : clock;
  }
  if (clock.since === null && isPayment(event))
    return started(clock, event, starts === 'order' && event.effects.paid !== undefined ? 'placed' : 'paid');
  if (starts === 'anew' && (awaits || clock.since)) return started(clock, event, ANEW[event.event_type] ?? 'placed');
  return clock;
};

/** How many steps an order has reached with this one. */
const countOf = (step: Step | undefined): number => (step === undefined ? 0 : STEPS.indexOf(step) + 1);

/** Whether an order waits for money after an event. */
const isUnpaidAfter = (place: Place, clock: Clock, event: StoryEvent, step: Step | undefined): boolean => {
  if (isPayment(event) || step !== undefined) return false;
  const isPlaced = meaningOf(event.event_type).starts === 'order';
  return place.isUnpaid || (isPlaced && clock.since === null);
};

/** The place of an order after an event, which reaches `step` for all of the order, or no step. */
export const moved = (
  place: Place,
  event: StoryEvent,
  step: Step | undefined,
  ends: boolean,
  steps: readonly Step[],
): Place => {
  const { starts, awaits, reaches, holds } = meaningOf(event.event_type);
  const { effects } = event;
  const clock = clockAfter(place, event, step, steps);
  return {
    ...place,
    clock: held(clock, event, holds ?? (reaches ? false : undefined)),
    done: awaits ? STEPS.indexOf(awaits) : Math.max(place.done, countOf(step)),
    isOver: place.isOver || ends,
    isUnpaid: isUnpaidAfter(place, clock, event, step),
    isUnshipped: starts === 'order' ? effects.ships === false : place.isUnshipped,
    ship_by: effects.ship_by ?? place.ship_by,
  };
};
