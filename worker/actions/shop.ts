import type { Env } from '../env.ts';
import type { Bytes } from '../http/bytes.ts';
import { Problem } from '../http/problem-json.ts';
import { safeAddress } from '../http/safe-address.ts';
import { signingKeys } from '../http/signed.ts';

/** The shop's address for actions, and the keys that sign the requests. */
export interface Shop {
  url: URL;
  /** More than one while they are rotated. */
  keys: Bytes[];
}

/** The shop from the settings; 503 that names the missing one. */
export const shopOf = ({ ACTIONS_URL = '', ACTIONS_SECRET }: Env): Shop => {
  if (ACTIONS_URL === '') {
    throw new Problem(
      503,
      'Nobody does this here yet: set ACTIONS_URL to the address of your shop that does, or let the page handle flagpost-action.',
    );
  }
  const url = safeAddress(ACTIONS_URL);
  if (!url) throw new Problem(503, 'ACTIONS_URL must be an https address, without a name or password.');
  const keys = signingKeys(ACTIONS_SECRET);
  if (keys.length === 0) {
    throw new Problem(503, 'ACTIONS_SECRET is not set, or is no "whsec_" with at least 16 bytes in base64 behind it.');
  }
  return { url, keys };
};
