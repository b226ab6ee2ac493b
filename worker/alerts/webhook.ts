import { safeAddress } from '../http/safe-address.ts';
import { signed, signingKeys } from '../http/signed.ts';
import { type Channel, misset } from './channel.ts';
import { isSent, post, taken } from './post.ts';

/** Any receiver of Standard Webhooks. It has no threads, but each line names its problem. */
export const webhook: Channel = {
  name: 'webhook',
  docs: 'https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md',
  async send({ ALERT_URL = '', ALERT_SECRET }, alert) {
    const url = safeAddress(ALERT_URL);
    if (!url) return misset('ALERT_URL must be an https address');
    const keys = signingKeys(ALERT_SECRET);
    if (keys.length === 0)
      return misset('ALERT_SECRET is not set, or is no "whsec_" with at least 16 bytes in base64 behind it');
    const body = JSON.stringify({ type: 'flagpost.alert', timestamp: new Date().toISOString(), data: alert });
    const answer = await post(url, await signed(keys, alert.id, body), body);
    return isSent(answer) ? answer : taken(answer);
  },
};
