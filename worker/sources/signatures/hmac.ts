import { type Bytes, fromBase64, fromHex, utf8 } from '../../http/bytes.ts';
import { Refused, type Source } from '../source.ts';

/** Whether `signature` is the HMAC-SHA256 of `message`, found out in constant time. */
export const isHmac = async (secret: Bytes | null, signature: Bytes, message: Bytes): Promise<boolean> => {
  // importKey throws on an empty key, which is our setting's fault and not the sender's.
  if (!secret?.length) throw new Refused('bad_secret');
  const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  return crypto.subtle.verify('HMAC', key, signature, message);
};

interface HmacHeader {
  header: string;
  encoding: 'hex' | 'base64';
  /** The text before the signature: `sha256=`. */
  prefix?: string;
  /** How the secret becomes a key: its own characters, unless the provider hands out an encoded one. */
  key?: (secret: string) => Bytes | null;
}

/** A header that holds the HMAC of the body and nothing else. */
export const hmac =
  ({ header, encoding, prefix = '', key = utf8 }: HmacHeader): Source['verify'] =>
  async ({ body, headers }, secret) => {
    const value = headers.get(header);
    if (!value) throw new Refused('missing_header');
    const decode = encoding === 'hex' ? fromHex : fromBase64;
    const signature = value.startsWith(prefix) ? decode(value.slice(prefix.length)) : null;
    if (!signature?.length) throw new Refused('malformed_header');
    if (!(await isHmac(key(secret), signature, body))) throw new Refused('bad_signature');
  };
