import { alertOfTidings } from '../alerts/alert.ts';
import type { Sent } from '../alerts/channel.ts';
import type { Tiding } from '../alerts/decide.ts';
import { CHANNEL } from '../alerts/index.ts';
import type { ChannelName } from '../contract/alerts.ts';
import { hexOf } from '../domain/event-id.ts';
import type { Env } from '../env.ts';
import type { Database } from '../store/database.ts';
import type { Told } from '../store/schema.ts';
import { FORGET_TOLD, NOTE_UNENDED, NOTE_UNTOLD, TELL } from '../store/statements.ts';

/** Threads that one run answers in; the ends of further problems go into one message without a thread. */
const THREADS = 2;

/** One message: what opened is one, and what is over goes to the thread that its start is in. */
interface Message {
  thread: string | null;
  tidings: Tiding[];
}

const messagesOf = (tidings: Tiding[]): Message[] => {
  const [known, others] = [new Map<string, Tiding[]>(), [] as Tiding[]];
  for (const tiding of tidings) {
    const thread = tiding.is === 'over' ? tiding.thread : null;
    const isRoom = thread !== null && (known.has(thread) || known.size < THREADS);
    if (isRoom) known.set(thread, [...(known.get(thread) ?? []), tiding]);
    else others.push(tiding);
  }
  const answers = Array.from(known, ([thread, of]) => ({ thread, tidings: of }));
  return others.length > 0 ? [{ thread: null, tidings: others }, ...answers] : answers;
};

export const hexes = (ids: string[]): string => JSON.stringify(ids.map(hexOf));
export const pairsOf = (told: Told[]): string => JSON.stringify(told.map(({ id, channel }) => [hexOf(id), channel]));

/** Writes down what got through a channel, before anything else is sent to it. */
const record = async (db: Database, channel: ChannelName, tidings: Tiding[], thread: string | null, now: number) => {
  const opened = tidings.filter(({ is }) => is === 'opened').map(({ failure }) => failure.id);
  const before = tidings.flatMap((tiding) => tiding.before).filter(({ id }) => !opened.includes(id));
  const bind = (query: string, ...values: unknown[]) => db.$client.prepare(query).bind(...values);
  await db.$client.batch([bind(TELL, hexes(opened), channel, now, thread), bind(FORGET_TOLD, pairsOf(before))]);
};

/** Writes down since when a channel could not be told. */
const recordFailure = async (db: Database, channel: ChannelName, tidings: Tiding[], now: number) => {
  const opened = tidings.filter(({ is }) => is === 'opened').map(({ failure }) => failure.id);
  const over = tidings.filter(({ is }) => is === 'over').flatMap(({ before }) => before.map(({ id }) => id));
  const bind = (query: string, ...values: unknown[]) => db.$client.prepare(query).bind(...values);
  await db.$client.batch([bind(NOTE_UNTOLD, hexes(opened), channel), bind(NOTE_UNENDED, hexes(over), channel, now)]);
};

/** Sends a channel all that it is to be told, until something does not get through. Returns how the last message went. */
export const tell = async (
  env: Env,
  db: Database,
  channel: ChannelName,
  tidings: Tiding[],
  now: number,
): Promise<Sent> => {
  const left = messagesOf(tidings);
  for (let message = left.shift(); message; message = left.shift()) {
    const alert = await alertOfTidings(message.tidings, env, now);
    const sent = await CHANNEL[channel].send(env, alert, message.thread);
    if (!sent.ok) {
      await recordFailure(
        db,
        channel,
        [message, ...left].flatMap((each) => each.tidings),
        now,
      );
      return sent;
    }
    await record(db, channel, message.tidings, sent.thread, now);
  }
  return { ok: true, thread: null };
};
