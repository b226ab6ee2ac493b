import type { ChannelName } from '../contract/alerts.ts';
import type { AlertsTested } from '../contract/api.ts';
import { type AdminConnection, postAsAdmin } from './admin.ts';
import { Mistake } from './connection.ts';

/** Asks the Worker to send a real message to one channel, or to all that are set. */
export const testAlerts = async (
  connection: AdminConnection,
  channel: ChannelName | undefined,
): Promise<AlertsTested> => {
  const { response, answer } = await postAsAdmin<AlertsTested>(connection, '/v1/alerts/test', { channel });
  const { sent, failed, detail } = answer;
  if (!sent || !failed) throw new Mistake(`The Worker sent no message: ${detail ?? response.status}`);
  return { sent, failed };
};

/** The outcome of a test, a line for each channel. */
export const tested = ({ sent, failed }: AlertsTested): string =>
  sent.length + failed.length === 0
    ? 'No channel is set. docs/alerts.md shows how to set one up.'
    : [
        ...sent.map((channel) => `✓ ${channel}: sent. Look there.`),
        ...failed.map(({ channel, reason }) => `✗ ${channel}: ${reason}`),
      ].join('\n');
