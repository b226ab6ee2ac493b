import type { Health } from '../worker/contract/api.ts';
import type { Played } from './senders/sender.ts';

/** As in wrangler.toml. */
const OVERDUE = '*/15 * * * *';
const RING = '* * * * *';

/** By the clock this runs on Cloudflare only; `wrangler dev` runs a cron when it is asked to. */
const runCron = async (url: string, cron: string): Promise<void> => {
  const response = await fetch(`${url}/cdn-cgi/local/scheduled?${new URLSearchParams({ cron })}`);
  if (!response.ok) throw new Error(`The cron ${cron} was answered ${response.status}: ${await response.text()}`);
};

const overdue = async (url: string) => ((await (await fetch(`${url}/healthz`)).json()) as Health).jobs.overdue;

/** Has Flagpost look for overdue orders, once the day is in; again only where there is something new to look at. */
export const lookForOverdue = async (url: string, hasNew: boolean): Promise<Played> => {
  const last = await overdue(url);
  if (!hasNew && last.ran_at !== null) return { accepted: 0, duplicates: last.raised };
  await runCron(url, OVERDUE);
  return { accepted: (await overdue(url)).raised, duplicates: 0 };
};

/** Has Flagpost tell people of what is open, now and each minute from now on. Returns what stops it. */
export const ringEachMinute = async (url: string): Promise<() => void> => {
  await runCron(url, RING);
  const timer = setInterval(() => runCron(url, RING).catch(() => {}), 60_000);
  return () => clearInterval(timer);
};
