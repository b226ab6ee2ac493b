import { type Decision, decide } from '../alerts/decide.ts';
import { isReady } from '../alerts/pace.ts';
import type { ChannelName } from '../contract/alerts.ts';
import { channelsOn, isQuietHour, levelsThatRing } from '../domain/alert-settings.ts';
import { hexOf } from '../domain/event-id.ts';
import type { Env } from '../env.ts';
import { channelStates } from '../store/alert-channels.ts';
import { claimDue } from '../store/alerts.ts';
import { type Database, database } from '../store/database.ts';
import { FORGET_TOLD, LOOK_AGAIN, LOOK_AT_ENDED, MARK_SENDING } from '../store/statements.ts';
import { logChannels, type Tried } from './channel-events.ts';
import { digest } from './digest.ts';
import { paced } from './paced.ts';
import { hexes, pairsOf, tell } from './tell.ts';

/** How long a run keeps what it took, in ms: longer than it lives. */
const LEASE = 2 * 60_000;

/** When to look again at each event that was taken, and at what it leads to; null: no more. */
const looks = (decisions: Decision[], tried: Map<ChannelName, Tried>): [hex: string, at: number | null][] =>
  decisions.flatMap(({ watched, tidings, again }) => {
    const late = [...tidings.keys()].flatMap((channel) => tried.get(channel)?.after.next_try ?? []);
    const at = again?.at ?? (late.length > 0 ? Math.min(...late) : null);
    const [first] = watched.due;
    const on = again?.id ?? [...tidings.values()][0]?.failure.id ?? first!;
    const cleared = watched.due.filter((id) => id !== on).map((id): [string, null] => [hexOf(id), null]);
    return at === null && !watched.due.includes(on) ? cleared : [...cleared, [hexOf(on), at]];
  });

/** Writes down what is left to do, unless a save or a click has said meanwhile that there is more. */
const finish = async (
  db: Database,
  decisions: Decision[],
  tried: Map<ChannelName, Tried>,
  lease: number,
  now: number,
) => {
  const bind = (query: string, ...values: unknown[]) => db.$client.prepare(query).bind(...values);
  const opened = decisions.flatMap(({ tidings }) => [...tidings.values()].filter(({ is }) => is === 'opened'));
  await db.$client.batch([
    bind(LOOK_AGAIN, JSON.stringify(looks(decisions, tried)), lease),
    bind(LOOK_AT_ENDED, hexes(opened.map(({ failure }) => failure.id)), now),
    bind(FORGET_TOLD, pairsOf(decisions.flatMap(({ forgotten }) => forgotten))),
  ]);
};

/** Tells each channel that may be tried what is due, all at once: one that hangs does not hold up the others. */
const tellAll = async (env: Env, db: Database, decisions: Decision[], channels: ChannelName[], now: number) => {
  const states = await channelStates(db, channels);
  const opened = channels
    .filter((channel) => isReady(states.get(channel)!, now))
    .flatMap((channel) =>
      decisions.flatMap(({ tidings }) => [tidings.get(channel)]).map((each) => [each, channel] as const),
    )
    .flatMap(([each, channel]) => (each?.is === 'opened' ? [[hexOf(each.failure.id), channel]] : []));
  if (opened.length > 0) await db.$client.prepare(MARK_SENDING).bind(JSON.stringify(opened), now).run();
  const told = channels.map(async (channel): Promise<[ChannelName, Tried][]> => {
    const before = states.get(channel)!;
    const tidings = decisions.flatMap(({ tidings: of }) => [of.get(channel)].filter((each) => each !== undefined));
    if (tidings.length === 0) return [];
    // Not its turn: what it is to be told waits for it.
    if (!isReady(before, now)) return [[channel, { before, after: before, sent: { ok: false, reason: '' } }]];
    return [[channel, await paced(db, before, await tell(env, db, channel, tidings, now), now)]];
  });
  // All come to their end, or what one has sent would not be written down because another failed.
  await Promise.allSettled(told);
  return new Map((await Promise.all(told)).flat());
};

/** Looks at what is due, and tells of it. */
const ringDue = async (env: Env, db: Database, channels: ChannelName[], now: number): Promise<Tried[]> => {
  const lease = now + LEASE;
  const problems = await claimDue(db, now, lease);
  if (problems.length === 0) return [];
  const decisions = problems.map((each) => decide(each, { now, levels: levelsThatRing(env), channels }));
  const tried = await tellAll(env, db, decisions, channels, now);
  await finish(db, decisions, tried, lease, now);
  return [...tried.values()].filter(({ before, after }) => before !== after);
};

/**
 * Tells people of problems: each channel of what opened a while ago, of what is over, and once a day of what is still open.
 * Whatever a run does not get to do, since it ends early or a channel does not take it, a later run does.
 */
export const ring = async (env: Env, now = Date.now()): Promise<void> => {
  const channels = channelsOn(env);
  if (channels.length === 0) return;
  const db = database(env.DB);
  const tried = await digest(env, db, channels, now);
  if (!isQuietHour(now, env)) tried.push(...(await ringDue(env, db, channels, now)));
  await logChannels(env, db, tried, now);
};
