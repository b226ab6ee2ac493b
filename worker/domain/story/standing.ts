import { type OrderStatus, STORY_STEPS, type Step, type StoryStep } from '../../contract/steps.ts';
import { meaningOf } from '../meanings.ts';
import type { StoryEvent } from './event.ts';

/** Where an order stands. Times in ms since 1970. */
export interface Standing {
  status: OrderStatus;
  since: number;
  /** When each step was reached; one that nobody reported is reached with the first one after it. */
  reached: Partial<Record<StoryStep, number>>;
  /** The steps that this order does not have, whatever the shop has. */
  skips: StoryStep[];
  /** The step that is awaited, and when it is late, where it can be. */
  next: Step | null;
  due_at: number | null;
  on_hold: boolean;
}

/** The marks that the other rules leave on an order's events. */
export interface Marks {
  /** The refunds with which the order has its whole price back. */
  full: ReadonlySet<StoryEvent>;
  /** The events that leave no parcel on its way, nor any to be sent. */
  whole: ReadonlySet<StoryEvent>;
  /** The step that each event reaches for all of the order. */
  reached: ReadonlyMap<StoryEvent, Step>;
  /** The shipments that send another parcel of an order which had arrived. */
  again: ReadonlySet<StoryEvent>;
  next: Pick<Standing, 'next' | 'due_at' | 'on_hold'>;
}

type Reached = Pick<Standing, 'since' | 'reached' | 'skips'> & { status: OrderStatus | null };

const NOWHERE: Reached = { status: null, since: 0, reached: {}, skips: [] };

/** The step that an event reaches as far as an order's status goes: an order is shipped once a parcel left. */
const stepOf = (event: StoryEvent, { reached }: Marks): StoryStep | null => {
  const { reaches, starts } = meaningOf(event.event_type);
  if (starts === 'payment') return 'paid';
  if (starts === 'order') return event.effects.paid === undefined ? 'paid' : 'placed';
  return reached.get(event) ?? (reaches === 'shipped' ? reaches : null);
};

/** The steps that an order does not have: it is paid for later, or nothing of it is shipped. */
const skipped = ({ effects }: StoryEvent): StoryStep[] => [
  ...(effects.paid === 'later' ? (['paid'] as const) : []),
  ...(effects.ships === false ? (['shipped', 'delivered'] as const) : []),
];

/** The steps that an event reaches for good, with all those before it. */
const reaching = ({ reached, skips }: Reached, event: StoryEvent, step: StoryStep, isWhole: boolean) => {
  const last = STORY_STEPS.indexOf(step) - (step === 'shipped' && !isWhole ? 1 : 0);
  const fresh = STORY_STEPS.slice(0, last + 1).filter(
    (each) => reached[each] === undefined && (each === step || !skips.includes(each)),
  );
  return { ...reached, ...Object.fromEntries(fresh.map((each) => [each, event.occurred_at])) };
};

const place = (status: OrderStatus | null): number => STORY_STEPS.indexOf(status as StoryStep);

/** Whether a step is news for an order: one that was cancelled or refunded has come to its end. */
const isNews = (status: OrderStatus | null, step: StoryStep): boolean => {
  if (status === 'returned') return place(step) >= place('shipped');
  if (status === 'cancelled' || status === 'refunded') return false;
  return place(step) > place(status);
};

/** The furthest step that was reached. */
const furthest = (before: Reached): Reached => {
  const status = STORY_STEPS.findLast((step) => before.reached[step] !== undefined) ?? null;
  return { ...before, status, since: status === null ? 0 : before.reached[status]! };
};

/** As it is without the steps from one on. */
const without = (before: Reached, ...steps: StoryStep[]): Reached => ({
  ...before,
  reached: Object.fromEntries(Object.entries(before.reached).filter(([step]) => !steps.includes(step as StoryStep))),
});

const after = (before: Reached, event: StoryEvent, marks: Marks): Reached => {
  const { event_type, occurred_at: since } = event;
  const { ends, starts, awaits } = meaningOf(event_type);
  if (ends) return { ...before, status: 'cancelled', since };
  if (marks.full.has(event)) return { ...before, status: 'refunded', since };
  if (event_type === 'order.returned' && marks.whole.has(event)) return { ...before, status: 'returned', since };
  if (starts === 'anew') return furthest(awaits ? without(before, 'shipped', 'delivered') : before);
  if (marks.again.has(event)) return { ...without(before, 'delivered'), status: 'shipped', since };
  const step = stepOf(event, marks);
  if (step === null) return before;
  const skips = starts === 'order' ? skipped(event) : before.skips;
  const reached = reaching({ ...before, skips }, event, step, marks.reached.has(event));
  return isNews(before.status, step) ? { status: step, since, reached, skips } : { ...before, reached, skips };
};

/**
 * Where an order stands after its events, in order of time: null where none of them says.
 *
 * Of a stream that lost its older events it stands as stored in `before`, and goes on from there with what is new.
 */
export const standing = (
  events: readonly StoryEvent[],
  marks: Marks,
  isCut: boolean,
  before: Standing | null,
): Standing | null => {
  const start: Reached = (isCut && before) || NOWHERE;
  const told = isCut && before ? events.filter(({ was }) => was === null) : events;
  const { status, since, reached, skips } = told.reduce((sum, event) => after(sum, event, marks), start);
  return status && { status, since, reached, skips, ...marks.next };
};
