import type { Click, State, StoryEvent } from './event.ts';

/** The result of the fold for a failure, apart from whether it is shown. */
export type Outcome = Omit<State, 'hidden' | 'is_whole' | 'retracted' | 'is_part' | 'items_of'>;

/** A failure of a problem, or an event that closes it. */
interface Link {
  event: StoryEvent;
  isFailure: boolean;
}

/** The most that a run of failures is counted to. */
const MOST = 1000;

export const OPEN: Outcome = { resolved_at: null, resolved_by: null, repeats: null, came_back: null };

/** In order of time; of what happened at one instant, what closes the problem is later than what opens it. */
const inOrder = (a: Link, b: Link): number =>
  a.event.occurred_at - b.event.occurred_at ||
  Number(b.isFailure) - Number(a.isFailure) ||
  (a.event.id < b.event.id ? -1 : 1);

/** A person's click beats the neighbour. */
const resolved = (event: StoryEvent, next: Link | undefined): Pick<State, 'resolved_at' | 'resolved_by'> => {
  if (event.click) return { resolved_at: event.click.at, resolved_by: event.click.by };
  if (!next) return { resolved_at: null, resolved_by: null };
  return {
    resolved_at: Math.max(next.event.occurred_at, event.occurred_at),
    resolved_by: next.isFailure ? 'repeated' : 'recovered',
  };
};

/**
 * The outcome of each failure of one problem. Its next neighbour in time decides: an event that closes the problem makes it
 * `recovered`, a later failure makes it `repeated`, and with neither it is open.
 *
 * `failures` open the problem, `closers` close it. A failure counts the run that it belongs to: the failures since the
 * problem was last fine or a person resolved it. Of a stream that lost its older events the first failure counts on from
 * what is stored.
 */
export const outcomes = (
  failures: readonly StoryEvent[],
  closers: readonly StoryEvent[],
  isCut: boolean,
): Map<StoryEvent, Outcome> => {
  const links = [
    ...failures.map((event) => ({ event, isFailure: true })),
    ...closers.map((event) => ({ event, isFailure: false })),
  ].sort(inOrder);
  // The number of failures of the run so far, and the click that had resolved the problem before the run.
  let repeats = 0;
  let came_back: Click | null = null;
  let last: StoryEvent | null = null;
  const found = new Map<StoryEvent, Outcome>();
  for (const [i, { event, isFailure }] of links.entries()) {
    if (!isFailure || last?.click) [repeats, came_back] = [0, last?.click ?? null];
    if (!isFailure) continue;
    const { was } = event;
    if (isCut && last === null && was) [repeats, came_back] = [(was.repeats ?? 1) - 1, was.came_back];
    repeats = Math.min(repeats + 1, MOST);
    found.set(event, { ...resolved(event, links[i + 1]), repeats, came_back });
    last = event;
  }
  return found;
};
