import { digestOf } from '../alerts/alert.ts';
import { CHANNEL } from '../alerts/index.ts';
import { isReady } from '../alerts/pace.ts';
import type { ChannelName } from '../contract/alerts.ts';
import { digestDay } from '../domain/alert-settings.ts';
import type { Env } from '../env.ts';
import { channelStates, saveChannel } from '../store/alert-channels.ts';
import { loadNeed } from '../store/alerts.ts';
import type { Database } from '../store/database.ts';
import type { Tried } from './channel-events.ts';
import { paced } from './paced.ts';

/** The most problems that a digest counts. */
const MOST = 1000;

/**
 * Sends the open problems to each channel that has not had the day's digest yet, so that a missed run is made up for. Sends
 * nothing where nothing is open. Returns each channel's state before and after.
 */
export const digest = async (env: Env, db: Database, channels: ChannelName[], now: number): Promise<Tried[]> => {
  const day = digestDay(now, env);
  if (day === null) return [];
  const states = await channelStates(db, channels);
  const due = [...states.values()].filter((state) => (state.digest_on ?? '') < day && isReady(state, now));
  if (due.length === 0) return [];
  const open = await loadNeed(db, now, MOST);
  const alert = await digestOf(open, day, env, now);
  const tried = await Promise.all(
    due.map(async (before): Promise<Tried[]> => {
      if (open.length === 0) {
        await saveChannel(db, before.channel, { digest_on: day });
        return [];
      }
      const sent = await CHANNEL[before.channel].send(env, alert, null);
      return [await paced(db, before, sent, now, sent.ok ? { digest_on: day } : {})];
    }),
  );
  return tried.flat();
};
