import { concat, fromHex, utf8 } from '../../http/bytes.ts';
import { Refused, type Source } from '../source.ts';
import { requireFresh } from './freshness.ts';
import { isHmac } from './hmac.ts';

/** While a secret is rolled there is one signature for each; more would only cost us time. */
const SIGNATURES = 8;

/**
 * Stripe's header, `t=<unix seconds>,v1=<hex>[,v1=<hex>]`: HMAC over `t.body`, the key being the secret's own
 * characters, `whsec_` included. Schemes other than `v1` are ignored: a weaker one must not be a way in.
 * @see https://docs.stripe.com/webhooks#verify-manually
 */
export const timestamped =
  ({ header }: { header: string }): Source['verify'] =>
  async ({ body, headers, received_at }, secret) => {
    const value = headers.get(header);
    if (!value) throw new Refused('missing_header');
    const parts = value.split(',').map((part) => part.trim().split('=') as [string, string?]);
    const all = (name: string) => parts.flatMap(([key, rest]) => (key === name && rest ? [rest] : []));
    const [timestamp, ...others] = all('t');
    const signatures = all('v1').slice(0, SIGNATURES).map(fromHex);
    if (!timestamp || others.length > 0 || signatures.length === 0) throw new Refused('malformed_header');
    requireFresh(timestamp, received_at);
    const message = concat(utf8(`${timestamp}.`), body);
    for (const signature of signatures) if (signature && (await isHmac(utf8(secret), signature, message))) return;
    throw new Refused('bad_signature');
  };
