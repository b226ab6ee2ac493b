import { span } from '../../contract/span.ts';
import { type Check, fine, unsure, wrong } from './check.ts';

const AGAIN =
  'Make a token with each page that you render, or name an address that does: <meta name="flagpost-token-url">.';

const claimsOf = (token: string): { exp?: unknown; scope?: unknown } | null => {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  } catch {
    return null;
  }
};

/** Whether the Worker takes the token of the page. */
export const token: Check = async ({ token, url, clocks, page, status }) => {
  if (status === 0) return [];
  if (token === null) {
    const isOther = page === null || /flagpost-token-url|token-url=/.test(page.html);
    if (isOther) return [];
    return [
      unsure(
        'The page has no <meta name="flagpost-token">.',
        'Is this the page as a signed-in person gets it? Give the cookie of one by --cookie, or a token by --token.',
      ),
    ];
  }
  const claims = claimsOf(token);
  if (!claims) return [wrong('The token is not a JWT.', AGAIN)];
  const now = clocks.theirs ?? clocks.here;
  const exp = Number(claims.exp) * 1000;
  if (exp < now) return [wrong(`The token expired ${span(now - exp)} ago.`, AGAIN)];
  const response = await fetch(`${url}/v1/attention`, { headers: { Authorization: `Bearer ${token}` } });
  if (response.ok) return [fine(`The token is good for ${span(exp - now)}.`)];
  const { detail = '' } = (await response.json().catch(() => ({}))) as { detail?: string };
  return [
    wrong(
      `The Worker refuses the token: ${detail}`,
      'Sign it with the Worker’s TOKEN_SECRET, HS256, with sub, scope and exp.',
    ),
  ];
};
