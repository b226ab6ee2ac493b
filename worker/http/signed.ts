import { list } from '../domain/list-setting.ts';
import { type Bytes, keyFromBase64, toBase64, utf8 } from './bytes.ts';

const PREFIX = 'whsec_';
const MIN_KEY_BYTES = 16;

const keyOf = (secret: string): Bytes[] => {
  const key = secret.startsWith(PREFIX) ? keyFromBase64(secret.slice(PREFIX.length)) : null;
  return key && key.length >= MIN_KEY_BYTES ? [key] : [];
};

/** The keys of a setting that lists `whsec_…`. It has several while they are rotated. */
export const signingKeys = (setting: string | undefined): Bytes[] => list(setting).flatMap(keyOf);

const signature = async (secret: Bytes, text: string): Promise<string> => {
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return `v1,${toBase64(new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(text))))}`;
};

/**
 * The headers of a message by Flagpost, with its signatures as of now.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const signed = async (keys: Bytes[], id: string, body: string): Promise<Record<string, string>> => {
  const timestamp = Math.floor(Date.now() / 1000);
  const signatures = await Promise.all(keys.map((key) => signature(key, `${id}.${timestamp}.${body}`)));
  return {
    'Content-Type': 'application/json',
    'User-Agent': 'Flagpost',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  };
};
