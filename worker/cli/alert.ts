import type { ChannelName } from '../contract/alerts.ts';
import type { AlertsTested } from '../contract/api.ts';
import { Mistake, originOf, reach } from './connection.ts';

/** The address of the Worker, and the key that opens it to the person who runs it. */
export interface AdminConnection {
  url: string;
  adminKey: string;
}

/** The connection that options and environment give; a mistake names what is missing. */
export const adminConnectionOf = (
  options: { url?: string; adminKey?: string },
  env: NodeJS.ProcessEnv,
): AdminConnection => {
  const url = options.url ?? env.FLAGPOST_URL;
  const adminKey = options.adminKey ?? env.FLAGPOST_ADMIN_KEY;
  if (!url) throw new Mistake('Say where the Worker is: --url https://flagpost.example.workers.dev, or FLAGPOST_URL.');
  if (!adminKey) throw new Mistake('Give one of its ADMIN_KEYS in FLAGPOST_ADMIN_KEY, or by --admin-key.');
  return { url: originOf(url), adminKey };
};

/** Has the Worker send a real message to one channel, or to all that are set. */
export const testAlerts = async (
  { url, adminKey }: AdminConnection,
  channel: ChannelName | undefined,
): Promise<AlertsTested> => {
  const response = await reach(`${url}/v1/alerts/test`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${adminKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ channel }),
  });
  const body = (await response.json().catch(() => ({}))) as Partial<AlertsTested> & { detail?: string };
  if (!body.sent || !body.failed) throw new Mistake(`The Worker sends nothing: ${body.detail ?? response.status}`);
  return { sent: body.sent, failed: body.failed };
};

/** The outcome of a test, a line for each channel. */
export const tested = ({ sent, failed }: AlertsTested): string =>
  sent.length + failed.length === 0
    ? 'No channel is set. docs/alerts.md says how to set one.'
    : [
        ...sent.map((channel) => `✓ ${channel}: sent. Look there.`),
        ...failed.map(({ channel, reason }) => `✗ ${channel}: ${reason}`),
      ].join('\n');
