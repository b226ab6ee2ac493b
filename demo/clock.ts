import type { Health } from '../worker/contract/api.ts';
import type { Played } from './senders/sender.ts';

/** The crons of wrangler.toml. */
const OVERDUE = '*/15 * * * *';
const RING = '* * * * *';

/** Runs a cron. Only Cloudflare runs crons by the clock; `wrangler dev` runs one on request. */
const runCron = async (url: string, cron: string): Promise<void> => {
  const response = await fetch(`${url}/cdn-cgi/local/scheduled?${new URLSearchParams({ cron })}`);
  if (!response.ok) throw new Error(`The cron ${cron} was answered ${response.status}: ${await response.text()}`);
};

const overdue = async (url: string) => ((await (await fetch(`${url}/healthz`)).json()) as Health).jobs.overdue;

/** Runs the cron for overdue orders after the day is played; a second time only if there are new events. */
export const lookForOverdue = async (url: string, hasNew: boolean): Promise<Played> => {
  const last = await overdue(url);
  if (!hasNew && last.ran_at !== null) return { accepted: 0, duplicates: last.raised };
  await runCron(url, OVERDUE);
  return { accepted: (await overdue(url)).raised, duplicates: 0 };
};

/** Runs the cron that sends alerts, now and each minute. Returns a function that stops it. */
export const ringEachMinute = async (url: string): Promise<() => void> => {
  await runCron(url, RING);
  const timer = setInterval(() => runCron(url, RING).catch(() => {}), 60_000);
  return () => clearInterval(timer);
};
