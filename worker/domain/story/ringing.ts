import type { State, StoryEvent } from './event.ts';

/** An event at a save: what it was, what it becomes, and when the job that rings is to look at it already. */
export interface Turn {
  event: StoryEvent;
  /** Its stream after the save. */
  stream: string | null;
  state: State;
  /** ms since 1970. */
  ring_at: number | null;
}

/** Names the problem of an event, which is the event itself where it stands alone. */
export const problemKey = (id: string, stream: string | null, problem: string | null): string =>
  stream === null || problem === null ? id : JSON.stringify([stream, problem]);

type Openness = Pick<State, 'hidden' | 'resolved_at'>;
const isOpen = (state: Openness | null): boolean =>
  state !== null && state.hidden === null && state.resolved_at === null;

/** An imported event is counted and shown, and never rings. */
const isHistory = ({ effects }: StoryEvent): boolean => effects.history !== undefined;

const inOrder = (a: Turn, b: Turn): number =>
  a.event.occurred_at - b.event.occurred_at || (a.event.id < b.event.id ? -1 : 1);

/**
 * Whether an open failure only repeats one that was open, so that it rings with that one, or has. Not where that one is not to
 * ring before long, as while it is snoozed; nor where the problem has become worse.
 */
const continues = (open: Turn, before: Turn, soon: number): boolean =>
  before !== open &&
  before.state.resolved_by === 'repeated' &&
  !isHistory(before.event) &&
  (before.ring_at === null || before.ring_at <= soon) &&
  (before.event.level === 'error' || open.event.level !== 'error');

/** The moment at which the job is to look at one problem again, and the event that keeps it; null where nothing turned. */
const lookAt = (turns: Turn[], now: number, after: number): [id: string, at: number] | null => {
  const before = turns.filter(({ event }) => isOpen(event.was));
  const open = turns.findLast(({ state }) => isOpen(state));
  const last = before.at(-1);
  if (!open) return last && !turns.every(({ event }) => isHistory(event)) ? [last.event.id, now] : null;
  if (isHistory(open.event)) return null;
  // A late event has split its run: what is left of it is a problem that came back.
  const isSplit = before.includes(open) && (open.state.repeats ?? 1) < (open.event.was?.repeats ?? 1);
  const isNew = !before.includes(open) && !before.some((each) => continues(open, each, now + after));
  return isSplit || isNew ? [open.event.id, now + after] : null;
};

/**
 * When the job that rings is to look at the events of a save, by their ids: after a while where a problem opens, at once where
 * it ends, so that its end rings where its start did. Nothing for all else, repeats included. Times in ms.
 */
export const ringing = (turns: Turn[], now: number, after: number | undefined): Map<string, number> => {
  if (after === undefined) return new Map();
  const failures = turns.filter(({ event }) => event.level !== 'info');
  const problems = Map.groupBy(failures, ({ event, stream }) => problemKey(event.id, stream, event.problem));
  return new Map(
    [...problems.values()].flatMap((each) => [lookAt(each.sort(inOrder), now, after)].filter((at) => at !== null)),
  );
};
