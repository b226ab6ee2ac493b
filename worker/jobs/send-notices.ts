import { alertOfNotices } from '../alerts/alert.ts';
import type { Sent } from '../alerts/channel.ts';
import type { Notice } from '../alerts/decide.ts';
import { CHANNEL } from '../alerts/index.ts';
import type { ChannelName } from '../contract/alerts.ts';
import type { Env } from '../env.ts';
import type { Database } from '../store/database.ts';
import { markFailed, markRung } from '../store/rung.ts';

/** Threads that one run answers in; the ends of further problems go into one message without a thread. */
const THREADS = 2;

/** One message: all that opened is one, and an end goes to the thread of its start. */
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

/** The events of those that opened, and the rows of those that are over or came back. */
const changesOf = (notices: Notice[]) => {
  const opened = notices.filter(({ is }) => is === 'opened').map(({ failure }) => failure.id);
  const ended = notices.flatMap(({ before }) => before).filter(({ id }) => !opened.includes(id));
  return { opened, ended };
};

/** Sends a channel its notices, until one does not get through. Returns how the last message went. */
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
    // Stored before anything else is sent: a run that dies now has sent nothing that is not known.
    await markRung(db, channel, { ...changesOf(message.notices), thread: sent.thread }, now);
  }
  return { ok: true, thread: null };
};
