import type { Sent } from '../alerts/channel.ts';
import { reached, unreached } from '../alerts/pace.ts';
import { saveChannel } from '../store/alert-channels.ts';
import type { Database } from '../store/database.ts';
import type { ChannelState } from '../store/schema.ts';
import type { Tried } from './channel-events.ts';

/** Stores the state of a channel after a message, with `more` fields. */
export const paced = async (
  db: Database,
  before: ChannelState,
  sent: Sent,
  now: number,
  more: Partial<ChannelState> = {},
): Promise<Tried> => {
  const change = { ...(sent.ok ? reached(now) : unreached(before, sent, now)), ...more };
  await saveChannel(db, before.channel, change);
  return { before, after: { ...before, ...change }, sent };
};
