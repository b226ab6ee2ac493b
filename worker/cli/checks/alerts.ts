import { span } from '../../contract/span.ts';
import { type Check, type Finding, fine, flawed, isLocal, unsure, wrong } from './check.ts';

/** The cron runs each minute; it may be a little late. */
const MOST = 10 * 60_000;

/** Whether problems are sent to a channel, and the channels take them. */
export const alerts: Check = ({ health, clocks, url }) => {
  if (!health?.alerts) return [];
  const { channels, due_since, flaws } = health.alerts;
  const ago = (time: string) => span((clocks.theirs ?? clocks.here) - Date.parse(time));
  const found = Object.entries(channels).map(([name, { last_sent_at, failing_since, reason }]): Finding => {
    if (failing_since !== null) {
      const todo = 'docs/alerts.md explains its settings. Then try it: flagpost alert --test';
      return wrong(`Alerts by ${name} have failed for ${ago(failing_since)}: ${reason}.`, todo);
    }
    return last_sent_at === null
      ? unsure(`Alerts by ${name}: no message was sent yet.`, 'Try it: flagpost alert --test')
      : fine(`Alerts by ${name}: the last one got through ${ago(last_sent_at)} ago.`);
  });
  if (found.length === 0) found.push(unsure('No channel of alerts is set.', 'docs/alerts.md shows how to set one up.'));
  found.push(...flawed(flaws));
  if (due_since === null || (clocks.theirs ?? clocks.here) - Date.parse(due_since) < MOST) return found;
  const says = `A message has been due for ${ago(due_since)}: the cron of each minute does not run.`;
  const todo = 'wrangler.toml needs "* * * * *" among its crons; then run: npm run deploy';
  return [...found, isLocal(url) ? unsure(says, 'On this machine no cron runs by itself.') : wrong(says, todo)];
};
