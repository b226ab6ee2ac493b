import type { ChannelName } from '../contract/alerts.ts';
import type { Level } from '../contract/event.ts';
import type { Failure, Watched } from '../store/alerts.ts';
import type { Rung } from '../store/schema.ts';

/** A channel that fails for so long, in ms, misses the problem, or its end, for good. */
const GIVEN_UP = 24 * 60 * 60 * 1000;

/** A problem that one channel is to be sent, since it opened or is over. */
export interface Notice {
  is: 'opened' | 'over';
  failure: Failure;
  /** The problem rang there before, and came back before its end did. */
  isAgain: boolean;
  /** The thread of the message that this one belongs to, and when this problem first rang, or was tried, there. */
  thread: string | null;
  since: number | null;
  /** Rows that are not needed any more once this notice got through. */
  before: Rung[];
}

/** A problem as it is now, and what follows for each channel. */
export interface Decision {
  watched: Watched;
  notices: Map<ChannelName, Notice>;
  /** Rows that are not needed any more. */
  forgotten: Rung[];
  /** When to look again, in ms since 1970, though nothing failed. */
  again: { id: string; at: number } | null;
}

export interface Circumstances {
  now: number;
  levels: Level[];
  channels: ChannelName[];
}

/** The run of failures that ends with the open one: those before it that were repeated. */
const runOf = (failures: Failure[], open: Failure): Failure[] => {
  const until = failures.slice(0, failures.indexOf(open));
  const last = until.findLastIndex(({ resolved_by }) => resolved_by !== 'repeated');
  return [...until.slice(last + 1), open];
};

const isGivenUp = (since: number | null, now: number): boolean => since !== null && since < now - GIVEN_UP;

const whileOpen = (
  watched: Watched,
  open: Failure,
  failures: Failure[],
  { now, levels, channels }: Circumstances,
): Decision => {
  const nothing: Decision = { watched, notices: new Map(), forgotten: [], again: null };
  const { snoozed_until, is_history, level, problem } = open;
  if (is_history || !levels.includes(level)) return nothing;
  const run = new Set(runOf(failures, open).map(({ id }) => id));
  const rungIn = (channel: ChannelName) => watched.rung.filter((row) => row.channel === channel);
  const waiting = channels.filter((channel) => {
    const ofRun = rungIn(channel).filter(({ id }) => run.has(id));
    const isDone = ofRun.some(({ rung_at, since }) => rung_at !== null || isGivenUp(since, now));
    // A channel that fails does not ring about itself.
    return !isDone && problem !== `alert:${channel}`;
  });
  if (waiting.length === 0) return nothing;
  if (snoozed_until !== null && snoozed_until > now) return { ...nothing, again: { id: open.id, at: snoozed_until } };
  // The end of an earlier run was due, and this run is not yet.
  const isLater = failures.some(({ id, ring_at }) => {
    return run.has(id) && ring_at !== null && ring_at > now && !watched.due.includes(id);
  });
  if (isLater && !watched.due.some((id) => run.has(id))) return nothing;
  const notices = waiting.map((channel): [ChannelName, Notice] => {
    const before = rungIn(channel);
    const since = before.find(({ id }) => run.has(id))?.since ?? null;
    const isAgain = before.some(({ id, rung_at }) => !run.has(id) && rung_at !== null);
    return [channel, { is: 'opened', failure: open, isAgain, thread: null, since, before }];
  });
  return { ...nothing, notices: new Map(notices) };
};

const whenOver = (watched: Watched, { now, channels }: Circumstances): Decision => {
  const last = watched.failures.at(-1)!;
  const isToEnd = ({ channel, rung_at, is_sending, over_since }: Rung) =>
    (rung_at !== null || is_sending === 1) && channels.includes(channel) && !isGivenUp(over_since, now);
  const toEnd = Map.groupBy(watched.rung.filter(isToEnd), ({ channel }) => channel);
  const notices = Array.from(toEnd, ([channel, before]): [ChannelName, Notice] => {
    const [{ thread, rung_at, since }] = before as [Rung];
    return [channel, { is: 'over', failure: last, isAgain: false, thread, since: rung_at ?? since, before }];
  });
  return { watched, notices: new Map(notices), forgotten: watched.rung.filter((row) => !isToEnd(row)), again: null };
};

/**
 * Decides which channels a problem rings in, as it is now: one that is open in each where it has not rung, one that is over in
 * each where it has. One that healed before it rang, is snoozed, or is not to ring, rings nowhere.
 */
export const decide = (watched: Watched, circumstances: Circumstances): Decision => {
  const shown = watched.failures.filter(({ hidden }) => hidden === null);
  const open = shown.findLast(({ resolved_at }) => resolved_at === null);
  return open ? whileOpen(watched, open, shown, circumstances) : whenOver(watched, circumstances);
};
