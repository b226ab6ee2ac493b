import type { StoryEvent } from './event.ts';
import type { Run } from './facts.ts';

/** The events that were taken back, each with the event that did it. They stay visible, and do nothing any more. */
export const retractions = (runs: readonly Run[]): Map<StoryEvent, StoryEvent> =>
  new Map(
    runs.flatMap(({ reports, retractedBy }) =>
      retractedBy ? reports.map((event) => [event, retractedBy] as const) : [],
    ),
  );

/**
 * The events that say no more than that a fact is taken back which nobody had told: an order is not reinstated that was
 * never cancelled. They are not shown. Of a stream that lost its older events they stand as stored.
 */
export const moot = (events: readonly StoryEvent[], runs: readonly Run[], isCut: boolean): Set<StoryEvent> => {
  const effective = new Set(runs.map(({ retractedBy }) => retractedBy));
  return new Set(
    events.filter((event) => {
      if (event.event_type !== 'order.reinstated' || effective.has(event)) return false;
      return !(isCut && event.was) || event.was?.hidden === 'moot';
    }),
  );
};
