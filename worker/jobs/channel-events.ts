import type { Sent } from '../alerts/channel.ts';
import { isFailing } from '../alerts/pace.ts';
import type { ChannelName } from '../contract/alerts.ts';
import type { Entry } from '../domain/entry.ts';
import { failingChannel, resumedChannel } from '../domain/own-entry.ts';
import { type Env, foldSettings } from '../env.ts';
import { saveIsReported } from '../store/alert-channels.ts';
import { append } from '../store/append.ts';
import type { Database } from '../store/database.ts';
import type { ChannelState } from '../store/schema.ts';

/** A message that was sent to a channel, and the channel's state before and after it. */
export interface Tried {
  before: ChannelState;
  after: ChannelState;
  sent: Sent;
}

/** An event about a channel that fails, or works again. */
interface Report {
  channel: ChannelName;
  entry: Entry;
  is_reported: boolean;
}

/** The event that a message leads to; none where the log has the channel's state already. */
const reportOf = ({ before, after, sent }: Tried, now: number): Report[] => {
  const { channel, since, reason } = after;
  if (sent.ok) {
    const entry = resumedChannel(channel, before.since ?? now, now);
    return before.is_reported ? [{ channel, entry, is_reported: false }] : [];
  }
  const entry = failingChannel(channel, reason ?? '', since ?? now);
  return !before.is_reported && isFailing(after, sent) ? [{ channel, entry, is_reported: true }] : [];
};

/**
 * Opens a problem in the log for a channel that fails, and closes it once a message gets through. The event is stored first, and
 * then that it is reported: a run that dies between the two makes the same event again.
 */
export const logChannels = async (env: Env, db: Database, tried: Tried[], now: number): Promise<void> => {
  const reports = tried.flatMap((each) => reportOf(each, now));
  if (reports.length === 0) return;
  const entries = reports.map(({ entry }) => entry);
  await append(db, entries, foldSettings(env), now);
  for (const { channel, is_reported } of reports) await saveIsReported(db, channel, is_reported);
};
