import { fromHex, utf8 } from '../../http/bytes.ts';
import { record, text } from '../fields.ts';
import { Refused, type Source } from '../source.ts';
import { isHmac } from './hmac.ts';
import { jsonOf } from './json.ts';

/**
 * Mailgun signs a token and a time, inside of the body, and nothing of what it tells: whoever sees one request can make
 * others. There is no limit to its age either, since a retry bears the first attempt's.
 * @see https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks
 */
export const mailgunToken: Source['verify'] = async ({ body }, secret) => {
  const { timestamp, token, signature } = record(record(jsonOf(body)).signature);
  const [time, nonce, hex] = [timestamp, token, signature].map(text);
  if (!time || !nonce || !hex) throw new Refused('missing_header');
  const bytes = fromHex(hex);
  if (!bytes?.length || !/^\d{1,12}$/.test(time)) throw new Refused('malformed_header');
  if (!(await isHmac(utf8(secret), bytes, utf8(time + nonce)))) throw new Refused('bad_signature');
};
