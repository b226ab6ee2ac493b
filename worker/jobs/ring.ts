import { type Decision, decide, type Notice } from '../alerts/decide.ts';
import { isReady } from '../alerts/pace.ts';
import type { ChannelName } from '../contract/alerts.ts';
import { channelsOn, isQuietHour, levelsThatRing } from '../domain/alert-settings.ts';
import type { Env } from '../env.ts';
import { channelStates } from '../store/alert-channels.ts';
import { claimDue } from '../store/alerts.ts';
import { type Database, database } from '../store/database.ts';
import { type Left, markSending, storeLeft } from '../store/rung.ts';
import { logChannels, type Tried } from './channel-events.ts';
import { digest } from './digest.ts';
import { paced } from './paced.ts';
import { sendNotices } from './send-notices.ts';

/** The time for which a run claims problems, in ms: longer than a run lives. */
const LEASE = 2 * 60_000;

/** The ids of the events whose problem opened. */
const openedBy = (notices: Iterable<Notice>): string[] =>
  [...notices].filter(({ is }) => is === 'opened').map(({ failure }) => failure.id);

/**
 * When to look again at the events of a problem: at one of them when its snooze ends, or when the first channel that did not take
 * the message may be tried again; at the others never.
 */
const looksAt = ({ watched, notices, again }: Decision, tried: Map<ChannelName, Tried>): Left['looks'] => {
  const retries = [...notices.keys()].flatMap((channel) => tried.get(channel)?.after.next_try ?? []);
  const at = again?.at ?? (retries.length > 0 ? Math.min(...retries) : null);
  const [first] = watched.due;
  const kept = again?.id ?? [...notices.values()][0]?.failure.id ?? first!;
  const cleared = watched.due.filter((id) => id !== kept).map((id): [string, null] => [id, null]);
  return at === null && !watched.due.includes(kept) ? cleared : [...cleared, [kept, at]];
};

/** Sends the due notices to each channel that may be tried, all at once: one that hangs does not hold up the others. */
const sendAll = async (env: Env, db: Database, decisions: Decision[], channels: ChannelName[], now: number) => {
  const states = await channelStates(db, channels);
  const due = channels
    .map((channel) => ({
      before: states.get(channel)!,
      notices: decisions.flatMap(({ notices }) => notices.get(channel) ?? []),
    }))
    .filter(({ notices }) => notices.length > 0);
  const sending = due
    .filter(({ before }) => isReady(before, now))
    .flatMap(({ before: { channel }, notices }) => openedBy(notices).map((id) => ({ id, channel })));
  if (sending.length > 0) await markSending(db, sending, now);
  const tried = due.map(async ({ before, notices }): Promise<[ChannelName, Tried]> => {
    const { channel } = before;
    // Its notices wait until the channel may be tried again.
    if (!isReady(before, now)) return [channel, { before, after: before, sent: { ok: false, reason: '' } }];
    return [channel, await paced(db, before, await sendNotices(env, db, channel, notices, now), now)];
  });
  // Waits for all of them, so that each stores its outcome even if another throws.
  await Promise.allSettled(tried);
  return new Map(await Promise.all(tried));
};

/** Decides about the problems that are due, and sends the notices. Returns the channels that were tried. */
const ringDue = async (env: Env, db: Database, channels: ChannelName[], now: number): Promise<Tried[]> => {
  const lease = now + LEASE;
  const problems = await claimDue(db, now, lease);
  if (problems.length === 0) return [];
  const decisions = problems.map((each) => decide(each, { now, levels: levelsThatRing(env), channels }));
  const tried = await sendAll(env, db, decisions, channels, now);
  const looks = decisions.flatMap((decision) => looksAt(decision, tried));
  const opened = decisions.flatMap(({ notices }) => openedBy(notices.values()));
  const forgotten = decisions.flatMap((decision) => decision.forgotten);
  await storeLeft(db, { looks, lease, opened, forgotten }, now);
  return [...tried.values()].filter(({ before, after }) => before !== after);
};

/**
 * Sends each channel the problems that opened a while ago or are over, and once a day the digest of open ones. Where a run ends
 * early or a channel fails, a later run does the rest.
 */
export const ring = async (env: Env, now = Date.now()): Promise<void> => {
  const channels = channelsOn(env);
  if (channels.length === 0) return;
  const db = database(env.DB);
  const tried = await digest(env, db, channels, now);
  if (!isQuietHour(now, env)) tried.push(...(await ringDue(env, db, channels, now)));
  await logChannels(env, db, tried, now);
};
