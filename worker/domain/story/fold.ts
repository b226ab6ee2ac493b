import type { Deadline } from '../deadlines.ts';
import { duplicates } from './duplicates.ts';
import { byId, closes, type Hidden, opens, type State, type StoryEvent } from './event.ts';
import { OPEN, type Outcome, outcomes } from './problems.ts';
import { fullRefunds } from './refunds.ts';
import { repeatedStates } from './repeated-states.ts';
import { type Awaited, overdueProblem, progress } from './steps.ts';

export interface FoldSettings {
  deadlines: readonly Deadline[];
}

export interface Story {
  /** The state of each event, by its id. */
  states: Map<string, State>;
  /** The step that the order awaits, and by when. */
  awaited: Awaited | null;
}

/**
 * What the events of one stream mean: which are shown, which problems are open, and what the order awaits. It depends on
 * the set of events alone, not on the order in which they came.
 *
 * `isCut` says that the stream has lost older events: then what those decided stands as stored.
 */
export const fold = (stream: readonly StoryEvent[], { deadlines }: FoldSettings, isCut = false): Story => {
  const events = stream.toSorted(byId);

  // 1. A state that repeats the one before it says nothing new, and does nothing.
  const repeated = repeatedStates(events, isCut);
  const effective = events.filter((event) => !repeated.has(event));

  // 2. Of several events that tell one fact, the first is shown.
  const retold = duplicates(effective, isCut);

  // 3. The steps that the order has reached, the one that it awaits, and warnings that turn out to have been in time.
  const full = fullRefunds(effective, isCut);
  const { awaited, inTime, reached } = progress(effective, full, deadlines, isCut);

  const hidden = new Map<StoryEvent, Hidden>([
    ...Array.from(repeated, (event) => [event, 'repeat'] as const),
    ...Array.from(retold, (event) => [event, 'duplicate'] as const),
    ...Array.from(inTime, (event) => [event, 'in time'] as const),
  ]);

  // 4. Each problem's failures are settled by what follows them. A failure that is not shown opens nothing.
  const failures = Map.groupBy(
    effective.filter((event) => !hidden.has(event)),
    opens,
  );
  const settled = new Map<StoryEvent, Outcome>();
  for (const [problem, failed] of failures) {
    if (problem === null) continue;
    const closers = effective.filter(
      (event) => closes(event).includes(problem) || reached(event).some((step) => overdueProblem(step) === problem),
    );
    for (const [event, outcome] of outcomes(failed, closers, isCut)) settled.set(event, outcome);
  }

  return {
    awaited,
    states: new Map(
      events.map((event) => [
        event.id,
        { hidden: hidden.get(event) ?? null, is_full: full.has(event), ...(settled.get(event) ?? alone(event)) },
      ]),
    ),
  };
};

/** A failure of no problem waits for a person. */
const alone = ({ click }: StoryEvent): Outcome =>
  click ? { ...OPEN, resolved_at: click.at, resolved_by: click.by } : OPEN;
