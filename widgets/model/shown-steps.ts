import type { OrderStory } from '../../worker/contract/api.ts';

type Steps = OrderStory['steps'];

/** Whether the order ended before its last step. */
const endedEarly = ({ status }: OrderStory): boolean => /cancelled|refunded|returned/.test(status);

/**
 * The steps to show. An order that was paid when it was placed shows only one of these two steps. An order that ended
 * early shows only the steps that it reached.
 */
export const shownSteps = (story: OrderStory): Steps => {
  const placed = story.steps[0]?.reached_at;
  return story.steps.filter(
    ({ step, reached_at }) =>
      (reached_at ?? !endedEarly(story)) && !(step === 'paid' && reached_at && reached_at === placed),
  );
};
