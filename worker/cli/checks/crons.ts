import { span } from '../../contract/span.ts';
import { type Check, fine, isLocal, unsure, wrong } from './check.ts';

/** The cron runs every 15 minutes; it may be a little late. */
const OVERDUE_EVERY = 40 * 60_000;
/** Nightly. */
const PRUNE_EVERY = 26 * 3_600_000;

const TODO =
  'wrangler.toml needs [triggers] crons = ["17 3 * * *", "*/15 * * * *", "* * * * *"]; then run: npm run deploy. Just deployed? Look again in 15 minutes.';

const LOCAL = 'On this machine no cron runs by itself; on Cloudflare they do.';

/** Whether the crons run. The nightly one has not run yet in a new deployment. */
export const crons: Check = ({ health, clocks, url }) => {
  if (!health) return [];
  const now = clocks.theirs ?? clocks.here;
  const { overdue, prune } = health.jobs;
  const late = (says: string) => [isLocal(url) ? unsure(says, LOCAL) : wrong(says, TODO)];
  if (overdue.ran_at === null) return late('No cron has ever run.');
  const ago = now - Date.parse(overdue.ran_at);
  if (ago > OVERDUE_EVERY) return late(`The cron of every 15 minutes last ran ${span(ago)} ago.`);
  if (prune.ran_at !== null && now - Date.parse(prune.ran_at) > PRUNE_EVERY) {
    return late(`The nightly cron last ran ${span(now - Date.parse(prune.ran_at))} ago.`);
  }
  return [fine(`The crons run; the last ${span(ago)} ago.`)];
};
