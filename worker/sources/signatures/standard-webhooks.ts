import { type Bytes, concat, fromBase64, keyFromBase64, utf8 } from '../../http/bytes.ts';
import { type Delivery, Refused, type Source } from '../source.ts';
import { requireFresh } from './freshness.ts';
import { isHmac } from './hmac.ts';

/** While keys are rotated there is one signature for each; more would only cost us time. */
const SIGNATURES = 8;

/** The same three headers, by the standard's name and by Svix's older one. Never a mixture of the two. */
const signed = (headers: Headers) => {
  for (const family of ['webhook', 'svix']) {
    const [id, timestamp, list] = ['id', 'timestamp', 'signature'].map((part) => headers.get(`${family}-${part}`));
    if (id && timestamp && list) return { id, timestamp, list };
  }
  return null;
};

/** The same for every attempt at delivering one message; null on what this scheme did not sign. */
export const messageId = ({ headers }: Delivery): string | null => signed(headers)?.id ?? null;

const isEd25519 = async (publicKey: Bytes | null, signature: Bytes, message: Bytes): Promise<boolean> => {
  if (publicKey?.length !== 32) throw new Refused('bad_secret');
  if (signature.length !== 64) return false;
  const key = await crypto.subtle.importKey('raw', publicKey, { name: 'Ed25519' }, false, ['verify']);
  return crypto.subtle.verify({ name: 'Ed25519' }, key, signature, message);
};

/** The versions of signatures that a secret can verify, by its prefix. */
const SCHEMES = [
  { prefix: 'whsec_', version: 'v1', isSignature: isHmac },
  { prefix: 'whpk_', version: 'v1a', isSignature: isEd25519 },
];

/**
 * Standard Webhooks and Svix: `id.timestamp.body`, signed with HMAC (`v1`) or Ed25519 (`v1a`), base64 in a
 * space-separated list. Unlike Stripe's, a `whsec_` here is base64 behind its prefix.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const standardWebhooks: Source['verify'] = async ({ body, headers, received_at }, secret) => {
  const scheme = SCHEMES.find(({ prefix }) => secret.startsWith(prefix));
  if (!scheme) throw new Refused('bad_secret');
  const header = signed(headers);
  if (!header) throw new Refused('missing_header');
  requireFresh(header.timestamp, received_at);
  const key = keyFromBase64(secret.slice(scheme.prefix.length));
  const message = concat(utf8(`${header.id}.${header.timestamp}.`), body);
  for (const entry of header.list.split(' ').slice(0, SIGNATURES)) {
    const [version, text = ''] = entry.split(',');
    const signature = version === scheme.version ? fromBase64(text) : null;
    if (signature && (await scheme.isSignature(key, signature, message))) return;
  }
  throw new Refused('bad_signature');
};
