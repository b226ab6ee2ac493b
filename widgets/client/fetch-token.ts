import { FlagpostError, http } from './client.ts';

/** The absolute address, or null if it is not on the page's own origin. */
const sameOrigin = (url: string): string | null => {
  const full = URL.canParse(url, document.baseURI) ? new URL(url, document.baseURI) : null;
  return full?.origin === location.origin ? full.href : null;
};

/**
 * Fetches a viewer token from the page's own server. Returns null if the viewer is signed out, and `fallback` if the
 * address is on another origin, which is never asked.
 */
export const fetchToken = async (address: string, fallback: string | null): Promise<string | null> => {
  const url = sameOrigin(address);
  if (!url) return fallback;
  const headers = { Accept: 'application/json' };
  const response = await http.fetch(url, { credentials: 'same-origin', cache: 'no-store', headers }).catch(() => null);
  if (!response) throw new FlagpostError('offline', 'The page could not be reached for a token.');
  if (response.status === 401 || response.status === 403) return null;
  const answer = response.ok ? await response.json().catch(() => null) : null;
  if (typeof answer?.token === 'string') return answer.token;
  // Back ends redirect a signed-out viewer to the login page.
  if (response.redirected) return null;
  throw new FlagpostError('failed', 'The page gave no token.', response.status);
};
