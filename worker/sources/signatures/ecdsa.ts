import { type Bytes, concat, fromBase64, keyFromBase64, utf8 } from '../../http/bytes.ts';
import { Refused, type Source } from '../source.ts';
import { content } from './der.ts';

const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

const importKey = async (secret: string): Promise<CryptoKey> => {
  try {
    return await crypto.subtle.importKey('spki', keyFromBase64(secret) ?? new Uint8Array(), P256, false, ['verify']);
  } catch {
    throw new Refused('bad_secret');
  }
};

/** DER writes `r` and `s` as signed integers of any length, Web Crypto wants 32 bytes each. */
const toP1363 = (der: Bytes): Bytes | null => {
  const integers = content(der, 0x30)?.map(({ tag, value }) => (tag === 0x02 ? value : null));
  if (integers?.length !== 2) return null;
  const [r, s] = integers.map((integer) => {
    const digits = integer?.subarray(integer.findIndex((byte) => byte !== 0));
    return digits && digits.length <= 32 ? concat(new Uint8Array(32 - digits.length), digits) : null;
  });
  return r && s ? concat(r, s) : null;
};

/**
 * SendGrid's: ECDSA on P-256 over the timestamp and the body as it came, line ends included. The secret is the public
 * key, base64. The timestamp has no limit: what SendGrid sends again a day later bears the first day's.
 * @see https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features
 */
export const ecdsa =
  (header: { signature: string; timestamp: string }): Source['verify'] =>
  async ({ body, headers }, secret) => {
    const [timestamp, encoded] = [headers.get(header.timestamp), headers.get(header.signature)];
    if (!timestamp || !encoded) throw new Refused('missing_header');
    const signature = toP1363(fromBase64(encoded) ?? new Uint8Array());
    if (!signature || !/^\d{1,12}$/.test(timestamp)) throw new Refused('malformed_header');
    const message = concat(utf8(timestamp), body);
    if (!(await crypto.subtle.verify(P256, await importKey(secret), signature, message))) {
      throw new Refused('bad_signature');
    }
  };
