import { FlagpostError, http } from '../kit/client.ts';
import type { Credential } from '../kit/credential.ts';

/** A token is asked for at the page's own origin only. */
const sameOrigin = (url: string): string | null => {
  const full = URL.canParse(url, document.baseURI) ? new URL(url, document.baseURI) : null;
  return full?.origin === location.origin ? full.href : null;
};

/** Asks the page for a token, null if it has none to give; `instead` stands where that is no address of the page's origin. */
const askFor = async (address: string, instead: string | null): Promise<string | null> => {
  const url = sameOrigin(address);
  if (!url) return instead;
  const headers = { Accept: 'application/json' };
  const response = await http.fetch(url, { credentials: 'same-origin', cache: 'no-store', headers }).catch(() => null);
  if (!response) throw new FlagpostError('offline', 'The page could not be reached for a token.');
  if (response.status === 401 || response.status === 403) return null;
  const answer = response.ok ? await response.json().catch(() => null) : null;
  if (typeof answer?.token === 'string') return answer.token;
  // To the page where people sign in, as back ends do with whoever is signed out.
  if (response.redirected) return null;
  throw new FlagpostError('failed', 'The page gave no token.', response.status);
};

/** Renews a token, unless somebody else has by the time that it is this tab's turn. */
export const renew = (credential: Credential, url: string, refused: string | undefined): Promise<void> =>
  credential.inTurn(async () => {
    if (!credential.isGood(refused)) credential.token = await askFor(url, credential.token);
  });
