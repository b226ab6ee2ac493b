import type { Sent } from '../alerts/channel.ts';
import { isFailing } from '../alerts/pace.ts';
import type { ChannelName } from '../contract/alerts.ts';
import { failingChannel, resumedChannel } from '../domain/own-entry.ts';
import { type Env, foldSettings } from '../env.ts';
import { saveIsTold } from '../store/alert-channels.ts';
import { append } from '../store/append.ts';
import type { Database } from '../store/database.ts';
import type { ChannelState } from '../store/schema.ts';

/** How a message to a channel went: how the channel did before, and does now. */
export interface Tried {
  before: ChannelState;
  after: ChannelState;
  sent: Sent;
}

/**
 * Makes a channel that fails a problem in the feed, and closes that once a message gets through. The event is there before it is
 * noted that it is: a run that ends between the two makes the same event again.
 */
export const logChannels = async (env: Env, db: Database, tried: Tried[], now: number): Promise<void> => {
  const entries = tried.flatMap(
    ({ before, after, sent }): [ChannelName, boolean, ReturnType<typeof failingChannel>][] => {
      const { channel, since, reason } = after;
      if (sent.ok) return before.is_told ? [[channel, false, resumedChannel(channel, before.since ?? now, now)]] : [];
      return !before.is_told && isFailing(after, sent)
        ? [[channel, true, failingChannel(channel, reason ?? '', since ?? now)]]
        : [];
    },
  );
  if (entries.length === 0) return;
  await append(
    db,
    entries.map(([, , entry]) => entry),
    foldSettings(env),
    now,
  );
  for (const [channel, is_told] of entries) await saveIsTold(db, channel, is_told);
};
