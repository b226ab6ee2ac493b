import { eq, isNotNull, min } from 'drizzle-orm';
import type { ChannelName } from '../contract/alerts.ts';
import type { AlertsHealth } from '../contract/api.ts';
import type { Database } from './database.ts';
import { activityLog, alertChannel, type ChannelState } from './schema.ts';

/** A channel that nothing was ever sent to. */
const fresh = (channel: ChannelName): ChannelState => ({
  ...{ channel, ok_at: null, since: null, tries: 0, next_try: null, reason: null, is_reported: false, digest_on: null },
});

/** How each of these channels does. */
export const channelStates = async (db: Database, channels: ChannelName[]): Promise<Map<ChannelName, ChannelState>> => {
  const rows = await db.select().from(alertChannel);
  return new Map(channels.map((name) => [name, rows.find(({ channel }) => channel === name) ?? fresh(name)]));
};

/** Stores how channels do; what else of them was stored meanwhile stays. */
export const saveChannel = (db: Database, channel: ChannelName, change: Partial<ChannelState>) =>
  db
    .insert(alertChannel)
    .values({ ...fresh(channel), ...change })
    .onConflictDoUpdate({ target: alertChannel.channel, set: change });

/** Stores whether the log has it as a problem that a channel fails. */
export const saveIsReported = async (db: Database, channel: ChannelName, is_reported: boolean): Promise<void> => {
  await db.update(alertChannel).set({ is_reported }).where(eq(alertChannel.channel, channel));
};

const isoOrNull = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** How these channels do, and since when something waits to ring. */
export const channelsHealth = async (
  db: Database,
  channels: ChannelName[],
  now: number,
): Promise<Omit<AlertsHealth, 'flaws'>> => {
  const [states, [due]] = await Promise.all([
    channelStates(db, channels),
    db
      .select({ at: min(activityLog.ring_at) })
      .from(activityLog)
      .where(isNotNull(activityLog.ring_at)),
  ]);
  const health = Array.from(states.values(), ({ channel, ok_at, since, reason }) => [
    channel,
    { last_sent_at: isoOrNull(ok_at), failing_since: isoOrNull(since), reason },
  ]);
  const at = due?.at ?? null;
  return { channels: Object.fromEntries(health), due_since: at !== null && at <= now ? isoOrNull(at) : null };
};
