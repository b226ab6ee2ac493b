import type { ChannelName } from '../contract/alerts.ts';
import type { Level } from '../contract/event.ts';
import type { Failure, Watched } from '../store/alerts.ts';
import type { Told } from '../store/schema.ts';

/** After so long, in ms, a channel is not told any more what it could not be told before. */
const GIVEN_UP = 24 * 60 * 60 * 1000;

/** A problem as it is to be told to one channel. */
export interface Tiding {
  is: 'opened' | 'over';
  failure: Failure;
  /** It has rung before, and came back before its end was told. */
  isAgain: boolean;
  /** By which the channel finds what it was told before, and when it was first tried. */
  thread: string | null;
  since: number | null;
  /** What it was told before, and may be forgotten once this got through. */
  before: Told[];
}

/** What a problem comes to, looked at as it is now. */
export interface Decision {
  watched: Watched;
  tidings: Map<ChannelName, Tiding>;
  /** Nothing is left to tell of these. */
  forgotten: Told[];
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
  const nothing: Decision = { watched, tidings: new Map(), forgotten: [], again: null };
  const { snoozed_until, is_history, level, problem } = open;
  if (is_history || !levels.includes(level)) return nothing;
  const run = new Set(runOf(failures, open).map(({ id }) => id));
  const told = (channel: ChannelName) => watched.told.filter((each) => each.channel === channel);
  const untold = channels.filter((channel) => {
    const ofRun = told(channel).filter(({ id }) => run.has(id));
    const isTold = ofRun.some(({ rung_at, since }) => rung_at !== null || isGivenUp(since, now));
    // A channel that fails is not told of itself.
    return !isTold && problem !== `alert:${channel}`;
  });
  if (untold.length === 0) return nothing;
  if (snoozed_until !== null && snoozed_until > now) return { ...nothing, again: { id: open.id, at: snoozed_until } };
  // It is not its time yet: the end of an earlier run was due.
  const isLater = failures.some(
    ({ id, ring_at }) => run.has(id) && ring_at !== null && ring_at > now && !watched.due.includes(id),
  );
  if (isLater && !watched.due.some((id) => run.has(id))) return nothing;
  const tidings = untold.map((channel): [ChannelName, Tiding] => {
    const before = told(channel);
    const since = before.find(({ id }) => run.has(id))?.since ?? null;
    const isAgain = before.some(({ id, rung_at }) => !run.has(id) && rung_at !== null);
    return [channel, { is: 'opened', failure: open, isAgain, thread: null, since, before }];
  });
  return { ...nothing, tidings: new Map(tidings) };
};

const whenOver = (watched: Watched, { now, channels }: Circumstances): Decision => {
  const last = watched.failures.at(-1)!;
  const isToEnd = ({ channel, rung_at, is_sending, over_since }: Told) =>
    (rung_at !== null || is_sending === 1) && channels.includes(channel) && !isGivenUp(over_since, now);
  const told = Map.groupBy(watched.told.filter(isToEnd), ({ channel }) => channel);
  const tidings = Array.from(told, ([channel, before]): [ChannelName, Tiding] => {
    const [{ thread, rung_at, since }] = before as [Told];
    return [channel, { is: 'over', failure: last, isAgain: false, thread, since: rung_at ?? since, before }];
  });
  return { watched, tidings: new Map(tidings), forgotten: watched.told.filter((each) => !isToEnd(each)), again: null };
};

/**
 * What is to be told of a problem, looked at as it is now: that it opened, to each channel that was not told yet; or that it is
 * over, to each that was told. What healed before it rang, is snoozed, or is not to ring, is told to nobody.
 */
export const decide = (watched: Watched, circumstances: Circumstances): Decision => {
  const shown = watched.failures.filter(({ hidden }) => hidden === null);
  const open = shown.findLast(({ resolved_at }) => resolved_at === null);
  return open ? whileOpen(watched, open, shown, circumstances) : whenOver(watched, circumstances);
};
