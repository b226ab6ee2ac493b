import { type Check, fine, span, wrong } from './check.ts';

/** Every 15 minutes, and a little patience. */
const OVERDUE_EVERY = 40 * 60_000;
/** Nightly. */
const PRUNE_EVERY = 26 * 3_600_000;

const TODO =
  'wrangler.toml needs [triggers] crons = ["17 3 * * *", "*/15 * * * *"]; then run: npm run deploy. Just deployed? Look again in 15 minutes.';

const LOCAL = 'On this machine none runs by itself, which is fine here. On Cloudflare: ';
const isLocal = (url: string) => /^(localhost|127\.|\[::1\])/.test(new URL(url).host);

/** Whether the crons run. The nightly one may not have had its night yet. */
export const crons: Check = ({ health, clocks, url }) => {
  if (!health) return [];
  const now = clocks.theirs ?? clocks.here;
  const { overdue, prune } = health.jobs;
  if (overdue.ran_at === null) return [wrong('No cron has ever run.', isLocal(url) ? LOCAL + TODO : TODO)];
  const ago = now - Date.parse(overdue.ran_at);
  if (ago > OVERDUE_EVERY) return [wrong(`The cron of every 15 minutes last ran ${span(ago)} ago.`, TODO)];
  if (prune.ran_at !== null && now - Date.parse(prune.ran_at) > PRUNE_EVERY) {
    return [wrong(`The nightly cron last ran ${span(now - Date.parse(prune.ran_at))} ago.`, TODO)];
  }
  return [fine(`The crons run; the last ${span(ago)} ago.`)];
};
