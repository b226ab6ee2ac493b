import type { ChannelName } from '../contract/alerts.ts';
import type { Level } from '../contract/event.ts';
import type { Failure, Watched } from '../store/alerts.ts';
import type { Rung } from '../store/schema.ts';

/** A problem, or its end, is not sent to a channel any more that has failed for so long, in ms. */
const GIVEN_UP = 24 * 60 * 60 * 1000;

/** A problem that one channel is to be sent: it opened, or it is over. */
export interface Notice {
  is: 'opened' | 'over';
  failure: Failure;
  /** The problem rang in this channel before, and came back before its end was sent there. */
  isAgain: boolean;
  /** The thread of the message about the problem's start; null where the channel has none. */
  thread: string | null;
  /** When the problem was first sent, or tried, in this channel; null where it was not yet. */
  since: number | null;
  /** The rows of this channel that are not needed any more once this notice has got through. */
  before: Rung[];
}

/** A problem as it is now, and what follows for each channel. */
export interface Decision {
  watched: Watched;
  notices: Map<ChannelName, Notice>;
  /** Rows that are not needed any more. */
  forgotten: Rung[];
  /** The event to look at again, and when, in ms since 1970; null where nothing is to be waited for. */
  again: { id: string; at: number } | null;
}

/** The time in ms since 1970, and the shop's settings: the levels that ring, and the channels that are set. */
export interface Circumstances {
  now: number;
  levels: Level[];
  channels: ChannelName[];
}

const isGivenUp = (since: number | null, now: number): boolean => since !== null && since < now - GIVEN_UP;

/** The open failure with the repeated ones before it: together they ring once. */
const runOf = (failures: Failure[], open: Failure): Failure[] => {
  const earlier = failures.slice(0, failures.indexOf(open));
  const end = earlier.findLastIndex(({ resolved_by }) => resolved_by !== 'repeated');
  return [...earlier.slice(end + 1), open];
};

/** An open problem as one channel sees it: the rows of its run, and those of the runs before, whose end was not sent. */
const rowsIn = (channel: ChannelName, { rung }: Watched, run: Failure[]) => {
  const rows = rung.filter((row) => row.channel === channel);
  const isOfRun = ({ id }: Rung) => run.some((failure) => failure.id === id);
  return { rows, ofRun: rows.filter(isOfRun), ofEarlier: rows.filter((row) => !isOfRun(row)) };
};

/** An open problem that no channel is to be sent now. */
const quiet = (watched: Watched): Decision => ({ watched, notices: new Map(), forgotten: [], again: null });

/** An earlier run had its time to be looked at, and the open one has its own, which is still to come. */
const isTooSoon = (run: Failure[], due: string[], now: number): boolean =>
  !run.some(({ id }) => due.includes(id)) && run.some(({ ring_at }) => ring_at !== null && ring_at > now);

const whileOpen = (watched: Watched, shown: Failure[], open: Failure, circumstances: Circumstances): Decision => {
  const { now, levels, channels } = circumstances;
  if (open.is_history || !levels.includes(open.level)) return quiet(watched);
  const run = runOf(shown, open);
  const waiting = channels
    // A channel that fails does not ring about itself.
    .filter((channel) => open.problem !== `alert:${channel}`)
    .map((channel) => ({ channel, ...rowsIn(channel, watched, run) }))
    .filter(({ ofRun }) => !ofRun.some(({ rung_at, since }) => rung_at !== null || isGivenUp(since, now)));
  if (waiting.length === 0) return quiet(watched);
  const { id, snoozed_until } = open;
  if (snoozed_until !== null && snoozed_until > now) return { ...quiet(watched), again: { id, at: snoozed_until } };
  if (isTooSoon(run, watched.due, now)) return quiet(watched);
  const notices = waiting.map(({ channel, rows, ofRun, ofEarlier }): [ChannelName, Notice] => {
    const isAgain = ofEarlier.some(({ rung_at }) => rung_at !== null);
    const since = ofRun[0]?.since ?? null;
    return [channel, { is: 'opened', failure: open, isAgain, thread: null, since, before: rows }];
  });
  return { ...quiet(watched), notices: new Map(notices) };
};

const whenOver = (watched: Watched, { now, channels }: Circumstances): Decision => {
  const failure = watched.failures.at(-1)!;
  // A run that died while it sent may have got through: its end is sent as well.
  const isToEnd = ({ channel, rung_at, is_sending, over_since }: Rung) =>
    (rung_at !== null || is_sending === 1) && channels.includes(channel) && !isGivenUp(over_since, now);
  const byChannel = Map.groupBy(watched.rung.filter(isToEnd), ({ channel }) => channel);
  const notices = Array.from(byChannel, ([channel, before]): [ChannelName, Notice] => {
    const [{ thread, rung_at, since }] = before as [Rung];
    return [channel, { is: 'over', failure, isAgain: false, thread, since: rung_at ?? since, before }];
  });
  const forgotten = watched.rung.filter((row) => !isToEnd(row));
  return { watched, notices: new Map(notices), forgotten, again: null };
};

/**
 * Decides which channels a problem is sent to, as it is now. An open problem goes to each channel where it has not rung; one that
 * is over, to each where it has. One that healed before it rang, is snoozed, is imported or is of a level that does not ring, goes
 * nowhere.
 */
export const decide = (watched: Watched, circumstances: Circumstances): Decision => {
  const shown = watched.failures.filter(({ hidden }) => hidden === null);
  const open = shown.findLast(({ resolved_at }) => resolved_at === null);
  return open ? whileOpen(watched, shown, open, circumstances) : whenOver(watched, circumstances);
};
