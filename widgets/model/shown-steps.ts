import type { OrderStory } from '../../worker/contract/api.ts';

type Steps = OrderStory['steps'];

/** Whether the order has come to an end before its last step. */
const isOff = ({ status }: OrderStory): boolean => /cancelled|refunded|returned/.test(status);

/**
 * The steps to show. An order that was paid when it was placed has one of both, and one that came to an early end shows no
 * step that it never reaches.
 */
export const shownSteps = (story: OrderStory): Steps => {
  const placed = story.steps[0]?.reached_at;
  return story.steps.filter(
    ({ step, reached_at }) =>
      (reached_at ?? !isOff(story)) && !(step === 'paid' && reached_at && reached_at === placed),
  );
};
