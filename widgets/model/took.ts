import type { OrderStory } from '../../worker/contract/api.ts';
import type { LogEvent } from '../../worker/contract/event.ts';
import type { StoryStep } from '../../worker/contract/steps.ts';
import { shownSteps } from './shown-steps.ts';

/** How long a step took. */
export interface Took {
  /** The step before it. */
  after: StoryStep;
  ms: number;
  /** How long the step could take without being late, if it was late. */
  limit: number | undefined;
}

const MINUTE = 60_000;

const stepOf = ({ event_type }: LogEvent): string =>
  event_type === 'order.created' ? 'placed' : event_type.replace('order.', '');

/** How long the order took from the step before the event's step; undefined if the event is no step, or took under a minute. */
export const tookOf = (event: LogEvent, story: OrderStory | null, events: readonly LogEvent[]): Took | undefined => {
  const steps = story ? shownSteps(story) : [];
  const at = steps.findIndex(({ step, reached_at }) => step === stepOf(event) && reached_at === event.occurred_at);
  const before = steps[at - 1];
  if (!before?.reached_at) return undefined;
  const since = Date.parse(before.reached_at);
  const late = events.find(
    ({ event_type, payload }) => event_type === 'order.overdue' && payload.step === steps[at]!.step,
  );
  const ms = Date.parse(event.occurred_at) - since;
  const limit = late && Date.parse(late.occurred_at) - since;
  return ms < MINUTE ? undefined : { after: before.step, ms, limit };
};
