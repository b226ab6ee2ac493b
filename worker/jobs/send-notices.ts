import { alertOfNotices } from '../alerts/alert.ts';
import type { Sent } from '../alerts/channel.ts';
import type { Notice } from '../alerts/decide.ts';
import { CHANNEL } from '../alerts/index.ts';
import type { ChannelName } from '../contract/alerts.ts';
import type { Env } from '../env.ts';
import type { Database } from '../store/database.ts';
import { markFailed, markRung } from '../store/rung.ts';

/** The most threads that one run replies in. The ends of further problems go into one message without a thread. */
const THREADS = 2;

/** All problems that opened are one message; the end of a problem is a reply in the thread of its start. */
interface Message {
  thread: string | null;
  notices: Notice[];
}

const messagesOf = (notices: Notice[]): Message[] => {
  const [threads, others] = [new Map<string, Notice[]>(), [] as Notice[]];
  for (const notice of notices) {
    const thread = notice.is === 'over' ? notice.thread : null;
    const isRoom = thread !== null && (threads.has(thread) || threads.size < THREADS);
    if (isRoom) threads.set(thread, [...(threads.get(thread) ?? []), notice]);
    else others.push(notice);
  }
  const answers = Array.from(threads, ([thread, ends]) => ({ thread, notices: ends }));
  return others.length > 0 ? [{ thread: null, notices: others }, ...answers] : answers;
};

/** The ids of the events that opened, and the rows that are not needed any more. */
const changesOf = (notices: Notice[]) => {
  const opened = notices.filter(({ is }) => is === 'opened').map(({ failure }) => failure.id);
  const ended = notices.flatMap(({ before }) => before).filter(({ id }) => !opened.includes(id));
  return { opened, ended };
};

/** Sends a channel its notices, until a message does not get through. Returns the outcome of the last one. */
export const sendNotices = async (
  env: Env,
  db: Database,
  channel: ChannelName,
  notices: Notice[],
  now: number,
): Promise<Sent> => {
  const left = messagesOf(notices);
  for (let message = left.shift(); message; message = left.shift()) {
    const alert = await alertOfNotices(message.notices, env, now);
    const sent = await CHANNEL[channel].send(env, alert, message.thread);
    if (!sent.ok) {
      const failed = [message, ...left].flatMap((each) => each.notices);
      const ended = failed.filter(({ is }) => is === 'over').flatMap(({ before }) => before.map(({ id }) => id));
      await markFailed(db, channel, { opened: changesOf(failed).opened, ended }, now);
      return sent;
    }
    // Stored before the next message is sent, so that a run that dies has stored all but one.
    await markRung(db, channel, { ...changesOf(message.notices), thread: sent.thread }, now);
  }
  return { ok: true, thread: null };
};
