import type { ChannelName } from '../contract/alerts.ts';
import type { AlertsTested } from '../contract/api.ts';
import type { AdminConnection } from './admin.ts';
import { Mistake, reach } from './connection.ts';

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
