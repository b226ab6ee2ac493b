import { testAlert } from '../alerts/alert.ts';
import { CHANNEL } from '../alerts/index.ts';
import type { ChannelName } from '../contract/alerts.ts';
import type { AlertsTested } from '../contract/api.ts';
import { channelsOn } from '../domain/alert-settings.ts';
import type { Env } from '../env.ts';
import { channelStates } from '../store/alert-channels.ts';
import { database } from '../store/database.ts';
import { logChannels, type Tried } from './channel-events.ts';
import { paced } from './paced.ts';

/**
 * Sends a real message to each of these channels, and returns which took it. A message that gets through closes the problem of a
 * failing channel, like any other message. One that does not opens none, since the caller sees the answer.
 */
export const testChannels = async (
  env: Env,
  names: readonly ChannelName[],
  now = Date.now(),
): Promise<AlertsTested> => {
  const db = database(env.DB);
  const on = channelsOn(env).filter((name) => names.includes(name));
  const states = await channelStates(db, on);
  const tried = await Promise.all(
    on.map(async (name): Promise<Omit<Tried, 'after'> & { name: ChannelName }> => {
      return { name, before: states.get(name)!, sent: await CHANNEL[name].send(env, testAlert(), null) };
    }),
  );
  const taken = tried.filter(({ sent }) => sent.ok);
  const paces = await Promise.all(taken.map(({ before, sent }) => paced(db, before, sent, now)));
  await logChannels(env, db, paces, now);
  return {
    sent: taken.map(({ name }) => name),
    failed: tried.flatMap(({ name, sent }) => (sent.ok ? [] : [{ channel: name, reason: sent.reason }])),
  };
};
