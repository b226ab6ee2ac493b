import type { StoryEvent } from './event.ts';
import type { Run } from './facts.ts';

/**
 * The events that tell a fact which an earlier event of its run tells too. They are not shown, but do what they do.
 *
 * Of a stream that lost its older events the first teller stands as stored: it may have had a teller before it.
 */
export const duplicates = (runs: readonly Run[], isCut: boolean): Set<StoryEvent> =>
  new Set(
    runs.flatMap(({ reports }) => {
      const isFirstGone = isCut && reports[0]?.was?.hidden === 'duplicate';
      return isFirstGone ? reports : reports.slice(1);
    }),
  );
