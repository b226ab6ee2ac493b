import { list } from '../domain/list-setting.ts';
import type { Env } from '../env.ts';
import { type Bytes, keyFromBase64 } from '../http/bytes.ts';
import { Problem } from '../http/problem-json.ts';

/** The shop's address that runs actions, and the secret that signs our requests to it. */
export interface Shop {
  url: URL;
  /** Several while they are rotated. */
  keys: Bytes[];
}

const PREFIX = 'whsec_';
const MIN_KEY_BYTES = 16;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

const isSafe = ({ protocol, hostname, username, password }: URL): boolean =>
  (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))) && !username && !password;

const keyOf = (secret: string): Bytes[] => {
  const key = secret.startsWith(PREFIX) ? keyFromBase64(secret.slice(PREFIX.length)) : null;
  return key && key.length >= MIN_KEY_BYTES ? [key] : [];
};

/** As the settings have it; 503 that says what to set where they do not. */
export const shopOf = ({ ACTIONS_URL = '', ACTIONS_SECRET }: Env): Shop => {
  if (ACTIONS_URL === '') {
    throw new Problem(
      503,
      'Nobody does this here yet: set ACTIONS_URL to the address of your shop that does, or let the page handle flagpost-action.',
    );
  }
  const url = URL.parse(ACTIONS_URL);
  if (!url || !isSafe(url)) throw new Problem(503, 'ACTIONS_URL must be an https address, without a name or password.');
  const keys = list(ACTIONS_SECRET).flatMap(keyOf);
  if (keys.length === 0) {
    throw new Problem(503, 'ACTIONS_SECRET is not set, or is no "whsec_" with at least 16 bytes in base64 behind it.');
  }
  return { url, keys };
};
