import { keyFromBase64 } from '../../http/bytes.ts';
import { isSame } from '../../http/constant-time.ts';
import { type Delivery, Refused, type Source } from '../source.ts';

/** The password of `Authorization: Basic`, which a user name precedes; providers take it as `https://user:password@`. */
const password = (authorization: string | null): string | undefined => {
  const [, encoded] = /^basic +(\S+)$/i.exec(authorization ?? '') ?? [];
  const bytes = encoded ? keyFromBase64(encoded) : null;
  return bytes ? new TextDecoder().decode(bytes).split(/:(.*)/s)[1] : undefined;
};

/** For providers that sign nothing: the address that they were given, `?token=…` or Basic auth, is what they know. */
export const urlToken: Source['verify'] = async ({ headers, url }: Delivery, secret) => {
  if (!secret) throw new Refused('bad_secret');
  const token = url.searchParams.get('token') || password(headers.get('authorization'));
  if (!token) throw new Refused('missing_header');
  if (!(await isSame(secret, token))) throw new Refused('bad_signature');
};
