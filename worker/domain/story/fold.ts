import type { Expectations } from '../deadlines.ts';
import type { Awaited } from './awaited.ts';
import { corrected } from './corrections.ts';
import { duplicates } from './duplicates.ts';
import { byId, closes, type Hidden, opens, type State, type StoryEvent } from './event.ts';
import { runsOf } from './facts.ts';
import { needlessReleases } from './holds.ts';
import { counted, itemsOf } from './items.ts';
import { parts, unnamed } from './parcels.ts';
import { knownPayments } from './payments.ts';
import { OPEN, type Outcome, outcomes } from './problems.ts';
import { fullRefunds } from './refunds.ts';
import { repeatedStates } from './repeated-states.ts';
import { moot, retractions } from './retractions.ts';
import { deliveredBack } from './returns.ts';
import { type Standing, standing } from './standing.ts';
import { progress } from './steps.ts';

/** The settings of a shop that a save uses. */
export interface FoldSettings extends Expectations {
  /** How long a problem may heal before it rings, in ms; undefined where nothing rings. */
  ringAfter?: number | undefined;
}

/** The stored state of a stream that has lost older events. */
export interface Cut {
  standing: Standing | null;
}

export interface Story {
  /** The state of each event, by its id. */
  states: Map<string, State>;
  /** The steps that the order awaits, and by when. */
  awaited: Awaited[];
  /** Where the order stands; null where no event says. */
  standing: Standing | null;
}

/**
 * Folds the events of one stream into its story: the events that are shown, the problems that are open, and the steps that
 * the order awaits. The story depends on the set of events alone, not on the order in which they came.
 *
 * `cut` is given where the stream has lost older events: then what those decided stands as stored.
 */
export const fold = (stream: readonly StoryEvent[], settings: FoldSettings, cut: Cut | null = null): Story => {
  const isCut = cut !== null;
  // An event of a provider's test mode is shown, and does nothing.
  const events = stream.filter(({ effects }) => !effects.test).sort(byId);

  // 1. A state that repeats the one before it says nothing new, and does nothing.
  const repeated = repeatedStates(events, isCut);
  const told = events.filter((event) => !repeated.has(event));

  // A state that corrects the one before it takes its place.
  const outdated = corrected(told);
  const valid = told.filter((event) => !outdated.has(event));

  // A parcel that came back to the shop is not delivered by the last scan of its way back.
  const wayBack = deliveredBack(valid, isCut);
  const news = valid.filter((event) => !wayBack.has(event));

  // 2. Of several events that tell one fact the first is shown, until an event takes the fact back. From then on its
  // reports do nothing any more.
  const runs = runsOf(news);
  const retold = duplicates(runs, isCut);
  const retracted = retractions(runs);
  const effective = news.filter((event) => !retracted.has(event));

  // 3. The steps that the order has reached, those that it awaits, and warnings that turn out to have been in time.
  const full = fullRefunds(effective, isCut);
  const ordered = itemsOf(effective, retold);
  const { awaited, inTime, marks, isDone } = progress(effective, { full, retold, ordered }, settings, isCut);

  const hidden = new Map<StoryEvent, Hidden>([
    ...Array.from(knownPayments(effective, isCut), (event) => [event, 'moot'] as const),
    ...Array.from(moot(news, runs, isCut), (event) => [event, 'moot'] as const),
    ...Array.from(outdated, (event) => [event, 'moot'] as const),
    ...Array.from(wayBack, (event) => [event, 'moot'] as const),
    ...Array.from(needlessReleases(effective, isCut), (event) => [event, 'moot'] as const),
    ...Array.from(unnamed(effective, isCut), (event) => [event, 'moot'] as const),
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
    const isClosing = (event: StoryEvent) =>
      closes(event, problem) || isDone(event, failed[0]!) || (full.has(event) && problem.startsWith('return:'));
    for (const [event, outcome] of outcomes(failed, effective.filter(isClosing), isCut)) settled.set(event, outcome);
  }

  const several = parts(effective, isCut);
  const countedOf = counted(effective, ordered, isCut);
  const stateOf = (event: StoryEvent): State => ({
    hidden: hidden.get(event) ?? null,
    is_whole: full.has(event) || marks.whole.has(event),
    retracted: retracted.has(event),
    is_part: several.has(event),
    items_of: countedOf.get(event) ?? null,
    ...(settled.get(event) ?? alone(event, retracted.get(event))),
  });
  return {
    awaited,
    standing: standing(effective, { full, ...marks }, isCut, cut?.standing ?? null),
    states: new Map(stream.map((event) => [event.id, stateOf(event)])),
  };
};

/** A failure of no problem waits for a person, unless it is taken back. */
const alone = ({ click, level, occurred_at }: StoryEvent, retraction: StoryEvent | undefined): Outcome => {
  if (click) return { ...OPEN, resolved_at: click.at, resolved_by: click.by };
  if (level === 'info' || !retraction) return OPEN;
  return { ...OPEN, resolved_at: Math.max(retraction.occurred_at, occurred_at), resolved_by: 'recovered' };
};
