import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ViteDevServer } from 'vite';
import { recordedInTime } from './backdate.ts';
import { lookForOverdue, ringEachMinute } from './clock.ts';
import { isRunning, launchWorker, requireFreePort, run, untilWell } from './commands.ts';
import { orderNumbered } from './orders.ts';
import { play } from './play.ts';
import { scheduleDay } from './schedule.ts';
import { localSecrets, type Secrets } from './secrets.ts';
import type { Played } from './senders/sender.ts';
import { began, DEMO_PORT, DEMO_URL, FLAGPOST_PORT, FLAGPOST_URL, ROOT, SECRETS_FILE } from './settings.ts';

let worker: ChildProcess | undefined;
let shop: ViteDevServer | undefined;
let stopRinging = () => {};

const start = async () => {
  await requireFreePort(FLAGPOST_PORT, 'FLAGPOST_PORT');
  await requireFreePort(DEMO_PORT, 'DEMO_PORT');
  const secrets = localSecrets(SECRETS_FILE, DEMO_URL);

  console.log('Building the elements …');
  await run('The build', 'npm', 'run', 'build');
  console.log('Preparing the local database …');
  await run('The migration', 'wrangler', 'd1', 'migrations', 'apply', 'DB', '--local');

  console.log('Starting the Worker and the shop …');
  worker = launchWorker(FLAGPOST_PORT, DEMO_URL);
  await untilWell(worker, FLAGPOST_URL);
  worker.once('exit', () => stop(1, 'The Worker has stopped.'));
  shop = await createServer({ configFile: `${ROOT}/demo/vite.config.ts`, logLevel: 'warn' });
  await shop.listen();

  console.log('Playing a day in the life of a shop …');
  const played = await playDay(secrets);
  stopRinging = await ringEachMinute(FLAGPOST_URL);
  console.log(welcome(played));
};

/** Plays the day, then the cron for overdue orders. Events that do not arrive late get the recording time of a real day. */
const playDay = async (secrets: Secrets): Promise<Played> => {
  const { inTime, late } = scheduleDay(began());
  const since = Date.now();
  const first = await play(FLAGPOST_URL, secrets, inTime);
  if (first.accepted) await recordedInTime(since);
  const then = await play(FLAGPOST_URL, secrets, late);
  const sinceLate = Date.now();
  const overdue = await lookForOverdue(FLAGPOST_URL, first.accepted + then.accepted > 0);
  if (overdue.accepted) await recordedInTime(sinceLate);
  return [first, then, overdue].reduce((sum, { accepted, duplicates }) => ({
    accepted: sum.accepted + accepted,
    duplicates: sum.duplicates + duplicates,
  }));
};

const welcome = ({ accepted, duplicates }: Played) => `
  ${accepted} events were accepted, ${duplicates} were there already.

  Orders     ${DEMO_URL}/orders.html
  An order   ${DEMO_URL}/order.html?id=${orderNumbered('0031', began()).id}
  A problem  ${DEMO_URL}/order.html?id=${orderNumbered('0039', began()).id}
  Activity   ${DEMO_URL}/activity.html
  Alerts     ${DEMO_URL}/alerts.html
  Gallery    ${DEMO_URL}/gallery/

  The Worker answers at ${FLAGPOST_URL}. Ctrl-C stops both.
`;

/** Stops everything that was started. */
const stop = async (code: number, why?: string) => {
  if (why) console.error(`\n${why}`);
  process.exitCode = code;
  stopRinging();
  const stopping = worker;
  worker = undefined;
  stopping?.removeAllListeners('exit');
  await shop?.close();
  if (stopping && isRunning(stopping)) {
    stopping.kill();
    await once(stopping, 'exit');
  }
  process.exit();
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(0));

start().catch((error: Error) => stop(1, error.message));
